/** The types of `builtin` statements and of the standard library's signatures. */
import type { Identifier, MonoType, RecordType, StringLiteral, TypeConstraint, TypeExpression, TypeParameter } from "./ast.ts";
import { parseIdentifier } from "./expressions.ts";
import { parseLabel, parseStringToken } from "./primary.ts";
import { type ParseState, TOO_DEEP } from "./state.ts";
import { T } from "./tokens.ts";

/** Types nest without limit in the reference; this keeps our stack safe. */
const MAX_TYPE_DEPTH = 400;

export function parseTypeExpression(p: ParseState): TypeExpression {
    const type = parseMonoType(p, 0);
    const constraints: TypeConstraint[] = [];
    let end = type.end;
    // The reference tells the errors of a type without constraints twice.
    let faults = type.faults;
    if (p.kind === T.IDENT && p.literal === "where") {
        do {
            p.next();
            constraints.push(parseConstraint(p));
        } while (p.kind === T.COMMA);
        end = (constraints.at(-1) as TypeConstraint).end;
        faults = p.faults();
    }
    return { kind: "TypeExpression", start: type.start, end, faults, type, constraints };
}

function parseConstraint(p: ParseState): TypeConstraint {
    const variable = parseIdentifier(p);
    p.expect(T.COLON);
    const kinds = [parseIdentifier(p)];
    while (p.kind === T.ADD) {
        p.next();
        kinds.push(parseIdentifier(p));
    }
    return { start: variable.start, end: (kinds.at(-1) as Identifier).end, variable, kinds };
}

function parseMonoType(p: ParseState, depth: number): MonoType {
    if (depth > MAX_TYPE_DEPTH) {
        const { start, end } = p;
        p.fault(TOO_DEEP);
        p.next();
        return { kind: "NamedType", start, end, faults: p.faults(), name: "", variable: true };
    }
    switch (p.kind) {
        case T.LBRACK:
            return parseArrayOrDict(p, depth + 1);
        case T.LBRACE:
            return parseRecord(p, depth + 1);
        case T.LPAREN:
            return parseFunction(p, depth + 1);
        case T.DOT:
            return { ...parseLabel(p), kind: "LabelType" };
        default:
            return parseNamed(p, depth + 1);
    }
}

function parseNamed(p: ParseState, depth: number): MonoType {
    const { start, end, literal } = p;
    if (p.kind === T.IDENT && (literal === "stream" || literal === "vector")) {
        p.next();
        p.enter(T.LBRACK, T.RBRACK);
        const element = parseMonoType(p, depth);
        const close = p.leave(T.RBRACK);
        const kind = literal === "stream" ? "StreamType" : "VectorType";
        return { kind, start, end: close, faults: p.faults(), element };
    }
    if (p.kind === T.IDENT && literal === "dynamic") {
        p.next();
        return { kind: "DynamicType", start, end, faults: p.faults() };
    }
    // One ASCII character makes a type variable, even one that is no name.
    if (literal.length === 1 && literal < "\x80") {
        const name = parseIdentifier(p);
        return { kind: "NamedType", start: name.start, end: name.end, faults: name.faults, name: name.name, variable: true };
    }
    const faults = p.faults();
    const name = parseIdentifier(p);
    return { kind: "NamedType", start, end, faults, name: name.name };
}

function parseArrayOrDict(p: ParseState, depth: number): MonoType {
    const start = p.start;
    p.enter(T.LBRACK, T.RBRACK);
    const element = parseMonoType(p, depth);
    if (p.kind === T.RBRACK) {
        const end = p.leave(T.RBRACK);
        return { kind: "ArrayType", start, end, faults: p.faults(), element };
    }
    p.expect(T.COLON);
    const value = parseMonoType(p, depth);
    const end = p.leave(T.RBRACK);
    return { kind: "DictType", start, end, faults: p.faults(), key: element, value };
}

function parseRecord(p: ParseState, depth: number): RecordType {
    const start = p.start;
    const properties: RecordType["properties"][number][] = [];
    let base: Identifier | undefined;
    p.enter(T.LBRACE, T.RBRACE);
    if (p.kind === T.IDENT) {
        const name = parseIdentifier(p);
        if (p.kind === T.COLON) {
            parseProperties(p, depth, properties, name);
        } else if (p.kind === T.IDENT && p.literal === "with") {
            p.next();
            base = name;
            parseProperties(p, depth, properties);
        }
    } else if (p.kind === T.STRING) {
        parseProperties(p, depth, properties);
    }
    const end = p.leave(T.RBRACE);
    return { kind: "RecordType", start, end, faults: p.faults(), extends: base, properties };
}

/** At least one property; commas may be missing. */
function parseProperties(p: ParseState, depth: number, properties: RecordType["properties"][number][], first?: Identifier): void {
    let name: Identifier | StringLiteral | undefined = first;
    do {
        name ??= parsePropertyName(p);
        p.expect(T.COLON);
        properties.push({ name, type: parseMonoType(p, depth) });
        name = undefined;
        if (p.kind === T.COMMA) {
            p.next();
        }
    } while (p.more());
}

function parsePropertyName(p: ParseState): Identifier | StringLiteral {
    if (p.kind === T.STRING) {
        return parseStringToken(p);
    }
    if (p.kind === T.IDENT) {
        return parseIdentifier(p);
    }
    const { start, end, literal } = p;
    p.unexpected(" `IDENT` or `STRING`");
    p.next();
    return { kind: "Identifier", start, end, faults: p.faults(), name: literal };
}

function parseFunction(p: ParseState, depth: number): MonoType {
    const start = p.start;
    const params: TypeParameter[] = [];
    p.enter(T.LPAREN, T.RPAREN);
    if (p.kind === T.IDENT || p.kind === T.QUESTION_MARK || p.kind === T.PIPE_RECEIVE) {
        do {
            params.push(parseParameter(p, depth));
            if (p.kind === T.COMMA) {
                p.next();
            }
        } while (p.more());
    }
    p.leave(T.RPAREN);
    p.expect(T.ARROW);
    const result = parseMonoType(p, depth);
    return { kind: "FunctionType", start, end: result.end, faults: p.faults(), params, result };
}

function parseParameter(p: ParseState, depth: number): TypeParameter {
    const start = p.start;
    let mode: TypeParameter["mode"] = "required";
    let name: Identifier | undefined;
    if (p.kind === T.PIPE_RECEIVE) {
        mode = "pipe";
        p.next();
        if (p.kind === T.IDENT) {
            name = parseIdentifier(p);
        }
    } else {
        if (p.kind === T.QUESTION_MARK) {
            mode = "optional";
            p.next();
        }
        name = parseIdentifier(p);
    }
    p.expect(T.COLON);
    const type = parseMonoType(p, depth);
    if (mode === "optional" && p.kind === T.ASSIGN) {
        p.next();
        return { start, end: type.end, mode, name, type, default: parseLabel(p) };
    }
    return { start, end: type.end, mode, name, type };
}
