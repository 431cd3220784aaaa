/** Statements, blocks, attributes. */
import type { Attribute, Block, Expression, ImportDeclaration, OptionStatement, PackageClause, Statement } from "./ast.ts";
import { parseExpression, parseIdentifier } from "./expressions.ts";
import { parseStringLiteral } from "./primary.ts";
import { type ParseState, TOO_DEEP } from "./state.ts";
import { T } from "./tokens.ts";
import { TRAIT } from "./traits.ts";
import { parseTypeExpression } from "./type-expressions.ts";

/** One statement; `attributes` are those already read. */
export function parseStatement(p: ParseState, attributes?: readonly Attribute[]): Statement {
    const attrs = attributes ?? parseAttributes(p);
    if (!p.descend()) {
        p.ascend();
        p.fault(TOO_DEEP);
        return badStatement(p, attrs);
    }
    const statement = parseInner(p, attrs);
    p.ascend();
    return statement;
}

function parseInner(p: ParseState, attributes: readonly Attribute[] | undefined): Statement {
    switch (p.kind) {
        case T.IDENT:
            return parseNamed(p, attributes);
        case T.OPTION:
            return parseOption(p, attributes);
        case T.BUILTIN:
            return parseBuiltin(p, attributes);
        case T.TESTCASE:
            return parseTestCase(p, attributes);
        case T.RETURN: {
            const start = p.start;
            p.next();
            const value = parseExpression(p);
            return { kind: "ReturnStatement", start, end: value.end, faults: p.faults(), attributes, value };
        }
        case T.INT:
        case T.FLOAT:
        case T.STRING:
        case T.QUOTE:
        case T.DIV:
        case T.TIME:
        case T.DURATION:
        case T.PIPE_RECEIVE:
        case T.LPAREN:
        case T.LBRACK:
        case T.LBRACE:
        case T.ADD:
        case T.SUB:
        case T.NOT:
        case T.IF:
        case T.EXISTS:
            return expressionStatement(p, attributes, parseExpression(p));
        default:
            return badStatement(p, attributes);
    }
}

function expressionStatement(p: ParseState, attributes: readonly Attribute[] | undefined, expression: Expression): Statement {
    return { kind: "ExpressionStatement", start: expression.start, end: expression.end, faults: p.faults(), attributes, expression };
}

function badStatement(p: ParseState, attributes: readonly Attribute[] | undefined): Statement {
    const { start, end, literal } = p;
    p.traits |= TRAIT.SUSPECT;
    p.next();
    return { kind: "BadStatement", start, end, faults: p.faults(), attributes, text: literal };
}

/** `name = value`, or an expression that begins with a name. */
function parseNamed(p: ParseState, attributes: readonly Attribute[] | undefined): Statement {
    const name = parseIdentifier(p);
    if (p.kind === T.ASSIGN) {
        p.next();
        const value = parseExpression(p);
        return { kind: "VariableAssignment", start: name.start, end: value.end, faults: p.faults(), attributes, name, value };
    }
    return expressionStatement(p, attributes, parseExpression(p, name));
}

/** `option name = value` or `option package.name = value`; the word alone is a bad statement, the name after it is lost. */
function parseOption(p: ParseState, attributes: readonly Attribute[] | undefined): Statement {
    const { start, end } = p;
    p.next();
    const name = parseIdentifier(p);
    if (p.kind === T.ASSIGN) {
        p.next();
        const value = parseExpression(p);
        return option(p, attributes, start, {
            kind: "VariableAssignment",
            start: name.start,
            end: value.end,
            faults: p.faults(),
            name,
            value,
        });
    }
    if (p.kind === T.DOT) {
        p.next();
        const property = parseIdentifier(p);
        const member = {
            kind: "MemberExpression",
            start: name.start,
            end: property.end,
            faults: p.faults(),
            object: name,
            property,
        } as const;
        p.expect(T.ASSIGN);
        const value = parseExpression(p);
        return option(p, attributes, start, {
            kind: "MemberAssignment",
            start: name.start,
            end: value.end,
            faults: p.faults(),
            member,
            value,
        });
    }
    p.traits |= TRAIT.SUSPECT;
    return { kind: "BadStatement", start, end, faults: p.faults(), attributes, text: "option" };
}

function option(
    p: ParseState,
    attributes: readonly Attribute[] | undefined,
    start: number,
    assignment: OptionStatement["assignment"],
): OptionStatement {
    return { kind: "OptionStatement", start, end: assignment.end, faults: p.faults(), attributes, assignment };
}

function parseBuiltin(p: ParseState, attributes: readonly Attribute[] | undefined): Statement {
    const start = p.start;
    p.next();
    const name = parseIdentifier(p);
    p.expect(T.COLON);
    // Its type may name what there isn't.
    p.traits |= TRAIT.SUSPECT;
    const type = parseTypeExpression(p);
    return { kind: "BuiltinStatement", start, end: type.end, faults: p.faults(), attributes, name, type };
}

function parseTestCase(p: ParseState, attributes: readonly Attribute[] | undefined): Statement {
    const start = p.start;
    p.next();
    const name = parseIdentifier(p);
    let parent = undefined;
    if (p.kind === T.IDENT && p.literal === "extends") {
        p.next();
        parent = parseStringLiteral(p);
    }
    const body = parseBlock(p);
    return { kind: "TestCaseStatement", start, end: body.end, faults: p.faults(), attributes, name, extends: parent, body };
}

/** The block of a function: it defines names, and returns with its last statement. */
export function parseFunctionBlock(p: ParseState): Block {
    const block = parseBlock(p);
    const last = block.statements.length - 1;
    let good = last >= 0;
    for (const [index, { kind }] of block.statements.entries()) {
        good &&= index === last ? kind === "ReturnStatement" : kind === "VariableAssignment" || kind === "ExpressionStatement";
    }
    if (!good) {
        p.traits |= TRAIT.SUSPECT;
    }
    return block;
}

function parseBlock(p: ParseState): Block {
    const start = p.start;
    p.traits |= TRAIT.BLOCK;
    const statements: Statement[] = [];
    p.enter(T.LBRACE, T.RBRACE);
    while (p.more()) {
        statements.push(parseStatement(p));
    }
    const end = p.leave(T.RBRACE);
    return { kind: "Block", start, end, faults: p.faults(), statements };
}

/** Attributes ahead; undefined when there are none. */
export function parseAttributes(p: ParseState): Attribute[] | undefined {
    let attributes: Attribute[] | undefined;
    while (p.kind === T.ATTRIBUTE) {
        (attributes ??= []).push(parseAttribute(p));
    }
    return attributes;
}

function parseAttribute(p: ParseState): Attribute {
    const start = p.start;
    const name = p.literal.slice(1);
    const args: Expression[] = [];
    let end = p.end;
    p.next();
    if (p.kind === T.LPAREN) {
        p.enter(T.LPAREN, T.RPAREN);
        while (p.more()) {
            const before = p.taken;
            args.push(parseExpression(p));
            if (p.kind === T.COMMA) {
                p.next();
            }
            if (p.taken === before) {
                break;
            }
        }
        end = p.leave(T.RPAREN);
    }
    return { kind: "Attribute", start, end, faults: p.faults(), name, args };
}

export function parsePackageClause(p: ParseState, attributes: readonly Attribute[] | undefined): PackageClause {
    const start = p.start;
    p.next();
    const name = parseIdentifier(p);
    return { kind: "PackageClause", start, end: name.end, faults: p.faults(), attributes, name };
}

export function parseImport(p: ParseState, attributes: readonly Attribute[] | undefined): ImportDeclaration {
    const start = p.start;
    p.next();
    const alias = p.kind === T.IDENT ? parseIdentifier(p) : undefined;
    const path = parseStringLiteral(p);
    return { kind: "ImportDeclaration", start, end: path.end, faults: p.faults(), attributes, alias, path };
}
