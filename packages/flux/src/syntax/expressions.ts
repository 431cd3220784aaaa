/** Expressions. Precedence, loosest first: if, or, and, not/exists, comparison, + -, * / %, ^, |>, unary + -, postfix. */
import type {
    BinaryExpression,
    BinaryOperator,
    CallExpression,
    Expression,
    FunctionExpression,
    Identifier,
    Parameter,
    RecordExpression,
} from "./ast.ts";
import { parsePrimary } from "./primary.ts";
import { parsePropertyList } from "./properties.ts";
import { type ParseState, TOO_DEEP } from "./state.ts";
import { parseFunctionBlock } from "./statements.ts";
import { T, TOKEN_NAMES, type TokenKind } from "./tokens.ts";
import { LEVELS_OF_NESTING, TRAIT } from "./traits.ts";

const COMPARISON = 1;
const ADDITIVE = 2;
const MULTIPLICATIVE = 3;
const POWER = 4;
const PIPE = 5;

/** Binding power of each binary operator; 0 for all other tokens. */
const POWER_OF = new Uint8Array(TOKEN_NAMES.length);
for (const kind of [T.EQ, T.NEQ, T.LT, T.LTE, T.GT, T.GTE, T.REGEXEQ, T.REGEXNEQ]) {
    POWER_OF[kind] = COMPARISON;
}
POWER_OF[T.ADD] = POWER_OF[T.SUB] = ADDITIVE;
POWER_OF[T.MUL] = POWER_OF[T.DIV] = POWER_OF[T.MOD] = MULTIPLICATIVE;
POWER_OF[T.POW] = POWER;
POWER_OF[T.PIPE_FORWARD] = PIPE;

/** An expression, or the rest of one whose first primary has been read. */
export function parseExpression(p: ParseState, first?: Expression): Expression {
    if (!p.descend()) {
        p.ascend();
        return tooDeep(p);
    }
    const { levels, nested } = p;
    p.levels = p.nested = 0;
    const expression = first === undefined && p.kind === T.IF ? parseConditional(p) : parseOr(p, first);
    p.nested = Math.max(nested, p.nested + p.levels + LEVELS_OF_NESTING);
    p.levels = levels;
    p.ascend();
    return expression;
}

/** Takes a token, so that whoever loops gets on; the error belongs to the enclosing node. */
function tooDeep(p: ParseState): Expression {
    const bad = unexpectedToken(p);
    p.fault(TOO_DEEP);
    p.next();
    return bad;
}

/** The token ahead begins no expression; it stays. */
export function unexpectedToken(p: ParseState): Expression {
    const text = `invalid token for primary expression: ${TOKEN_NAMES[p.kind]}`;
    p.traits |= TRAIT.SUSPECT;
    return { kind: "BadExpression", start: p.start, end: p.end, text };
}

/**
 * Everything up to the bracket's end or a `stop` token. Only the first expression should be there; what
 * follows is joined to it by an invalid operator, and tokens that begin no expression are errors.
 * Undefined when there is no expression at all.
 */
export function parseExpressionList(
    p: ParseState,
    first?: Expression,
    stop: TokenKind = -1,
    stop2: TokenKind = -1,
): Expression | undefined {
    let left = first;
    while (p.kind !== stop && p.kind !== stop2 && p.more()) {
        const next = parseExpression(p);
        if (next.kind === "BadExpression") {
            p.fault("invalid expression @", { start: p.start, end: p.end }, `: ${p.literal}`);
            p.next();
        } else if (left === undefined) {
            left = next;
        } else {
            p.traits |= TRAIT.SUSPECT;
            left = binary(p, "<INVALID_OP>", left, next);
        }
    }
    return left;
}

function parseConditional(p: ParseState): Expression {
    const start = p.start;
    p.next();
    const test = parseExpression(p);
    const consequent = p.accept(T.THEN) ? parseExpression(p) : missing(p);
    const alternate = p.accept(T.ELSE) ? parseExpression(p) : missing(p);
    return { kind: "ConditionalExpression", start, end: alternate.end, faults: p.faults(), test, consequent, alternate };
}

function missing(p: ParseState): Expression {
    p.traits |= TRAIT.SUSPECT;
    return { kind: "BadExpression", start: p.start, end: p.start, text: "" };
}

function parseOr(p: ParseState, first?: Expression): Expression {
    let left = parseAnd(p, first);
    while (p.kind === T.OR) {
        p.next();
        p.levels++;
        const right = parseAnd(p);
        left = { kind: "LogicalExpression", start: left.start, end: right.end, faults: p.faults(), operator: "or", left, right };
    }
    return left;
}

function parseAnd(p: ParseState, first?: Expression): Expression {
    let left = parseNot(p, first);
    while (p.kind === T.AND) {
        p.next();
        p.levels++;
        const right = parseNot(p);
        left = { kind: "LogicalExpression", start: left.start, end: right.end, faults: p.faults(), operator: "and", left, right };
    }
    return left;
}

/** `not` and `exists`, which take a whole comparison. In a loop: a chain of them may be long. */
function parseNot(p: ParseState, first?: Expression): Expression {
    if (first !== undefined || (p.kind !== T.NOT && p.kind !== T.EXISTS)) {
        return parseBinary(p, COMPARISON, first);
    }
    const operators: { operator: "not" | "exists"; start: number }[] = [];
    while (p.kind === T.NOT || p.kind === T.EXISTS) {
        operators.push({ operator: p.kind === T.NOT ? "not" : "exists", start: p.start });
        p.levels++;
        p.next();
    }
    let argument = parseBinary(p, COMPARISON);
    for (let i = operators.length - 1; i >= 0; i--) {
        const { operator, start } = operators[i] as (typeof operators)[number];
        argument = { kind: "UnaryExpression", start, end: argument.end, faults: p.faults(), operator, argument };
    }
    return argument;
}

/** Binary operators that bind at least as tightly as `power`; all associate to the left. */
function parseBinary(p: ParseState, power: number, first?: Expression): Expression {
    let left = first === undefined ? parseUnary(p) : parsePostfix(p, first);
    for (;;) {
        const own = POWER_OF[p.kind] as number;
        if (own < power || own === 0) {
            return left;
        }
        p.levels++;
        if (own === PIPE) {
            left = parsePipe(p, left);
            continue;
        }
        const operator = p.literal as BinaryOperator;
        p.next();
        const right = parseBinary(p, own + 1);
        if (own === MULTIPLICATIVE || own === POWER) {
            // The reference forgets the errors that wait for one of these.
            p.faults();
        }
        left = binary(p, operator, left, right);
    }
}

function binary(p: ParseState, operator: BinaryOperator, left: Expression, right: Expression): BinaryExpression {
    return { kind: "BinaryExpression", start: left.start, end: right.end, faults: p.faults(), operator, left, right };
}

function parsePipe(p: ParseState, argument: Expression): Expression {
    p.next();
    const right = parseUnary(p);
    let call: Expression = right;
    if (right.kind !== "CallExpression") {
        p.fault("pipe destination must be a function call");
        call = { kind: "CallExpression", start: right.start, end: right.end, faults: p.faults(), callee: right };
    }
    return { kind: "PipeExpression", start: argument.start, end: call.end, faults: p.faults(), argument, call };
}

/** Signs, in a loop as a chain of them may be long. */
function parseUnary(p: ParseState): Expression {
    if (p.kind !== T.SUB && p.kind !== T.ADD) {
        return parsePostfix(p, parsePrimary(p));
    }
    const operators: { operator: "-" | "+"; start: number }[] = [];
    while (p.kind === T.SUB || p.kind === T.ADD) {
        operators.push({ operator: p.kind === T.SUB ? "-" : "+", start: p.start });
        p.levels++;
        p.next();
    }
    let argument = parsePostfix(p, parsePrimary(p));
    for (let i = operators.length - 1; i >= 0; i--) {
        const { operator, start } = operators[i] as (typeof operators)[number];
        argument = { kind: "UnaryExpression", start, end: argument.end, faults: p.faults(), operator, argument };
    }
    return argument;
}

/** Members, indexes and calls behind `left`. */
function parsePostfix(p: ParseState, left: Expression): Expression {
    for (;;) {
        if (p.kind === T.DOT) {
            p.next();
            const property = parseIdentifier(p);
            left = { kind: "MemberExpression", start: left.start, end: property.end, faults: p.faults(), object: left, property };
            p.levels++;
        } else if (p.kind === T.LPAREN) {
            left = parseCall(p, left);
            p.levels++;
        } else if (p.kind === T.LBRACK) {
            left = parseIndex(p, left);
            p.levels++;
        } else {
            return left;
        }
    }
}

function parseCall(p: ParseState, callee: Expression): CallExpression {
    p.enter(T.LPAREN, T.RPAREN);
    const properties = parsePropertyList(p);
    const end = p.leave(T.RPAREN);
    let args: RecordExpression | undefined;
    const last = properties.at(-1);
    if (last !== undefined) {
        args = { kind: "RecordExpression", start: (properties[0] as typeof last).start, end: last.end, properties };
    }
    return { kind: "CallExpression", start: callee.start, end, faults: p.faults(), callee, args };
}

function parseIndex(p: ParseState, object: Expression): Expression {
    const bracket = p.start;
    p.enter(T.LBRACK, T.RBRACK);
    let index = parseExpressionList(p);
    const end = p.leave(T.RBRACK);
    if (index?.kind === "StringLiteral") {
        return { kind: "MemberExpression", start: object.start, end, faults: p.faults(), object, property: index };
    }
    if (index === undefined) {
        p.fault("no expression included in brackets");
        index = { kind: "IntegerLiteral", start: bracket, end, value: -1n };
    }
    return { kind: "IndexExpression", start: object.start, end, faults: p.faults(), array: object, index };
}

/** A name; an empty one without length, and an error, when something else is ahead. */
export function parseIdentifier(p: ParseState): Identifier {
    const start = p.start;
    if (p.kind === T.IDENT) {
        const name = p.literal;
        const end = p.end;
        p.next();
        return { kind: "Identifier", start, end, faults: p.faults(), name };
    }
    p.accept(T.IDENT);
    return { kind: "Identifier", start, end: start, faults: p.faults(), name: "" };
}

/** What begins with a parenthesis: a function or an expression in parentheses. */
export function parseParen(p: ParseState): Expression {
    const start = p.start;
    p.enter(T.LPAREN, T.RPAREN);
    if (p.kind === T.RPAREN) {
        p.leave(T.RPAREN);
        return parseFunctionBody(p, start, []);
    }
    if (p.kind !== T.IDENT) {
        return parseParenRest(p, start);
    }
    const name = parseIdentifier(p);
    if (p.kind === T.RPAREN) {
        const end = p.leave(T.RPAREN);
        if (p.kind === T.ARROW) {
            return parseFunctionBody(p, start, [parameter(p, name)]);
        }
        return { kind: "ParenExpression", start, end, faults: p.faults(), expression: name };
    }
    if (p.kind !== T.ASSIGN && p.kind !== T.COMMA) {
        return parseParenRest(p, start, parseExpression(p, name));
    }
    const params = [parseDefault(p, name)];
    if (p.kind === T.COMMA) {
        p.next();
        parseParameters(p, params);
    }
    p.leave(T.RPAREN);
    return parseFunctionBody(p, start, params);
}

function parseParenRest(p: ParseState, start: number, first?: Expression): Expression {
    const at = { start: p.start, end: p.end, text: p.literal };
    let expression = parseExpressionList(p, first);
    const end = p.leave(T.RPAREN);
    if (expression === undefined) {
        p.traits |= TRAIT.SUSPECT;
        expression = { kind: "BadExpression", ...at };
    }
    return { kind: "ParenExpression", start, end, faults: p.faults(), expression };
}

function parameter(p: ParseState, name: Identifier, value?: Expression): Parameter {
    return { kind: "Parameter", start: name.start, end: (value ?? name).end, faults: p.faults(), name, value };
}

function parseDefault(p: ParseState, name: Identifier): Parameter {
    if (p.kind !== T.ASSIGN) {
        return parameter(p, name);
    }
    p.next();
    const value = parseExpression(p);
    if (value.kind === "PipeLiteral") {
        p.loosePipes--;
    }
    return parameter(p, name, value);
}

function parseParameters(p: ParseState, params: Parameter[]): void {
    while (p.more()) {
        const before = p.taken;
        params.push(parseDefault(p, parseIdentifier(p)));
        if (p.kind === T.COMMA) {
            p.next();
        }
        if (p.taken === before) {
            return;
        }
    }
}

function parseFunctionBody(p: ParseState, start: number, params: readonly Parameter[]): FunctionExpression {
    p.accept(T.ARROW);
    let pipes = 0;
    for (const { value } of params) {
        pipes += value?.kind === "PipeLiteral" ? 1 : 0;
    }
    if (pipes > 1) {
        p.traits |= TRAIT.SUSPECT;
    }
    const body = p.kind === T.LBRACE ? parseFunctionBlock(p) : parseExpression(p);
    return { kind: "FunctionExpression", start, end: body.end, faults: p.faults(), params, body };
}
