/** Documents of statements, blocks, imports and the package clause. */
import type { Attribute, Block, Chunk, ImportDeclaration, PackageClause, Statement, VariableAssignment } from "../syntax/ast.ts";
import { COMMA_WHEN_BROKEN, concat, concatAll, type Doc, firstText, group, HARDLINE, LINE, NIL, nest, SOFTLINE } from "./doc.ts";
import { lineFor } from "./collections.ts";
import { expressionDoc } from "./expressions.ts";
import { hang } from "./hang.ts";
import { literal } from "./literals.ts";
import type { ChunkSource } from "./source.ts";
import { builtinDoc } from "./types.ts";

/** A statement, import or package clause with its attributes and the comments before it. */
export function itemDoc(s: ChunkSource, item: Chunk["item"]): Doc {
    const attributes = (item.attributes ?? []).map((attribute) => attributeDoc(s, attribute));
    // An expression places the comments before it itself.
    const comments = item.kind === "ExpressionStatement" ? NIL : s.commentsAt(item.start);
    const doc = concat(comments, plainDoc(s, item));
    if (attributes.length === 0) {
        return doc;
    }
    // A parenthesis behind the last attribute would open its arguments.
    const none = item.attributes?.at(-1)?.args.length === 0 && firstText(doc).startsWith("(") ? "()" : NIL;
    return concat(...attributes.flatMap((attribute, i) => (i > 0 ? [HARDLINE, attribute] : [attribute])), none, HARDLINE, doc);
}

function plainDoc(s: ChunkSource, item: Statement | PackageClause | ImportDeclaration): Doc {
    switch (item.kind) {
        case "PackageClause":
            return concat("package ", s.commentsAt(item.name.start), item.name.name);
        case "ImportDeclaration": {
            const path = concat(s.commentsAt(item.path.start), literal(s, item.path));
            return item.alias === undefined
                ? concat("import ", path)
                : concat("import ", s.commentsAt(item.alias.start), item.alias.name, " ", path);
        }
        case "ExpressionStatement":
            return expressionDoc(s, item.expression);
        case "VariableAssignment":
            return assignmentDoc(s, item);
        case "OptionStatement": {
            const { assignment } = item;
            const comments = s.commentsAt(assignment.start);
            if (assignment.kind === "VariableAssignment") {
                return concat("option ", comments, assignmentDoc(s, assignment, comments !== NIL));
            }
            const assign = s.startAfter(assignment.member.end);
            return concat(
                "option ",
                comments,
                expressionDoc(s, assignment.member),
                s.apartAt(assign),
                hang(s, " =", assignment.value, s.hasCommentsIn(assignment.start, assign + 1)),
            );
        }
        case "ReturnStatement":
            return hang(s, "return", item.value, s.hasComments(item.start));
        case "BuiltinStatement":
            return builtinDoc(s, item);
        case "TestCaseStatement": {
            const docs: Doc[] = ["testcase", LINE, s.commentsAt(item.name.start), item.name.name];
            if (item.extends !== undefined) {
                docs.push(
                    LINE,
                    s.commentsAt(s.startAfter(item.name.end)),
                    "extends",
                    LINE,
                    s.commentsAt(item.extends.start),
                    literal(s, item.extends),
                );
            }
            return concat(group(concat(concatAll(docs), LINE)), s.commentsAt(item.body.start), blockBody(s, item.body));
        }
        case "BadStatement":
            return item.text;
    }
}

function assignmentDoc(s: ChunkSource, assignment: VariableAssignment, commented = false): Doc {
    const assign = s.startAfter(assignment.name.end);
    if (!s.hasComments(assign)) {
        return hang(s, `${assignment.name.name} =`, assignment.value, commented);
    }
    return concat(assignment.name.name, s.apartAt(assign), hang(s, " =", assignment.value, true));
}

function attributeDoc(s: ChunkSource, attribute: Attribute): Doc {
    const name = concat(s.commentsAt(attribute.start), "@", attribute.name);
    const { args } = attribute;
    if (args.length === 0) {
        return name;
    }
    const docs: Doc[] = [];
    args.forEach((arg, i) => {
        const comma = s.startAfter(arg.end);
        docs.push(expressionDoc(s, arg));
        if (i < args.length - 1) {
            docs.push(s.commentsAt(comma), ",", lineFor(args.length, LINE));
        }
    });
    const line = lineFor(args.length, SOFTLINE);
    return concat(
        name,
        group(concat("(", nest(concat(line, concatAll(docs), COMMA_WHEN_BROKEN)), line, s.commentsAt(attribute.end - 1), ")")),
    );
}

/** `{ … }`; the comments before the opening brace are placed by who calls. */
export function blockBody(s: ChunkSource, block: Block): Doc {
    const docs: Doc[] = [];
    block.statements.forEach((statement, i) => {
        const before = block.statements[i - 1];
        if (before !== undefined) {
            docs.push(HARDLINE);
            if (isApart(s, before, statement)) {
                docs.push(HARDLINE);
            }
        }
        docs.push(itemDoc(s, statement));
    });
    return concat("{", nest(concat(HARDLINE, concatAll(docs), s.commentsAt(block.end - 1))), HARDLINE, "}");
}

/** Whether a blank line stands between two statements of a block. */
function isApart(s: ChunkSource, before: Statement, statement: Statement): boolean {
    const first = statement.attributes?.[0]?.start ?? statement.start;
    return before.kind !== statement.kind || first !== statement.start || s.hasComments(first) || hasBlankLine(s.slice(before.end, first));
}

/** Whether white space holds an empty line. */
export function hasBlankLine(trivia: string): boolean {
    const at = trivia.indexOf("\n");
    return at >= 0 && trivia.indexOf("\n", at + 1) >= 0;
}
