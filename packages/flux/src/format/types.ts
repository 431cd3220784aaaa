/** Documents of `builtin` statements and their types. */
import type { BuiltinStatement, MonoType, TypeExpression, TypeParameter } from "../syntax/ast.ts";
import { COMMA_WHEN_BROKEN, concat, concatAll, type Doc, group, HARDLINE, LINE, NIL, nest, SOFTLINE } from "./doc.ts";
import { literal } from "./literals.ts";
import type { ChunkSource } from "./source.ts";

const MAX_IN_LINE = 4;

export function builtinDoc(s: ChunkSource, statement: BuiltinStatement): Doc {
    const { name, type } = statement;
    const colon = s.startAfter(name.end);
    const head = group(concat("builtin", nest(concat(LINE, nameDoc(s, name)))));
    const beforeColon = s.hasComments(colon) ? s.apartAt(colon) : " ";
    // A comment before the type breaks its constraints, too.
    return group(concat(head, beforeColon, ": ", typeExpressionDoc(s, type)));
}

function typeExpressionDoc(s: ChunkSource, { type, constraints }: TypeExpression): Doc {
    if (constraints.length === 0) {
        return nest(typeDoc(s, type));
    }
    const line = constraints.length > MAX_IN_LINE ? HARDLINE : LINE;
    const docs: Doc[] = [];
    constraints.forEach(({ variable, kinds }, i) => {
        docs.push(i > 0 ? concat(",", line) : NIL, nameDoc(s, variable), ":");
        kinds.forEach((kind, at) => docs.push(at > 0 ? " + " : " ", nameDoc(s, kind)));
    });
    return nest(concat(typeDoc(s, type), line, "where", line, concatAll(docs)));
}

/** A name with the comments before it; those before brackets and signs of a type have no place and come before the statement. */
function nameDoc(s: ChunkSource, { start, name }: { readonly start: number; readonly name: string }): Doc {
    return concat(s.commentsAt(start), name);
}

function typeDoc(s: ChunkSource, type: MonoType): Doc {
    switch (type.kind) {
        case "NamedType":
            return nameDoc(s, type);
        case "ArrayType":
            return concat("[", typeDoc(s, type.element), "]");
        case "StreamType":
            return concat("stream[", typeDoc(s, type.element), "]");
        case "VectorType":
            return concat("vector[", typeDoc(s, type.element), "]");
        case "DictType":
            return concat("[", typeDoc(s, type.key), ":", typeDoc(s, type.value), "]");
        case "DynamicType":
            return "dynamic";
        case "LabelType":
            return s.slice(type.start, type.end);
        case "RecordType": {
            const many = type.properties.length > MAX_IN_LINE;
            const gap = many ? HARDLINE : LINE;
            const start = type.extends === undefined ? NIL : concat(nameDoc(s, type.extends), gap, "with", gap);
            const properties = type.properties.map(({ name, type: value }) =>
                concat(s.commentsAt(name.start), name.kind === "Identifier" ? name.name : literal(s, name), ": ", typeDoc(s, value)),
            );
            return group(listDoc("{", start, properties, "}"));
        }
        case "FunctionType":
            return group(
                concat(
                    listDoc(
                        "(",
                        NIL,
                        type.params.map((param) => parameterDoc(s, param)),
                        ")",
                    ),
                    " => ",
                    typeDoc(s, type.result),
                ),
            );
    }
}

function parameterDoc(s: ChunkSource, { mode, name, type, default: label }: TypeParameter): Doc {
    const prefix = mode === "pipe" ? "<-" : mode === "optional" ? "?" : "";
    const tail = label === undefined ? NIL : concat(" = ", literal(s, label));
    return concat(prefix, name === undefined ? NIL : nameDoc(s, name), ": ", typeDoc(s, type), tail);
}

function listDoc(open: string, start: Doc, items: readonly Doc[], close: string): Doc {
    const many = items.length > MAX_IN_LINE;
    const docs = items.flatMap((item, i) => (i === 0 ? [item] : [",", many ? HARDLINE : LINE, item]));
    const line = many ? HARDLINE : SOFTLINE;
    return concat(open, nest(concat(line, start, concatAll(docs), items.length > 0 ? COMMA_WHEN_BROKEN : NIL)), line, close);
}
