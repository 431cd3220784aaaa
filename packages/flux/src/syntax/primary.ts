/** Literals and what stands in brackets. */
import type { DictItem, Expression, LabelLiteral, RecordExpression, StringLiteral } from "./ast.ts";
import { parseExpression, parseIdentifier, parseParen, unexpectedToken } from "./expressions.ts";
import { durationValues, integerValue, regexValue, stringValue, timeValue } from "./literals.ts";
import { parseFirstProperty, parsePropertyList } from "./properties.ts";
import { regexFault } from "./regex-check.ts";
import type { ParseState } from "./state.ts";
import { parseInterpolatedString } from "./strings.ts";
import { T } from "./tokens.ts";
import { TRAIT } from "./traits.ts";

export function parsePrimary(p: ParseState): Expression {
    switch (p.kind) {
        case T.IDENT:
            return parseIdentifier(p);
        case T.STRING:
            return parseStringToken(p);
        case T.INT:
            return parseInteger(p);
        case T.FLOAT: {
            const { start, end } = p;
            const value = Number(p.literal);
            p.next();
            return { kind: "FloatLiteral", start, end, faults: p.faults(), value };
        }
        case T.LPAREN:
            return parseParen(p);
        case T.LBRACE:
            return parseRecord(p);
        case T.LBRACK:
            return parseArrayOrDict(p);
        case T.DURATION:
            return parseDuration(p);
        case T.TIME:
            return parseTime(p);
        case T.QUOTE:
            return parseInterpolatedString(p);
        case T.PIPE_RECEIVE: {
            const { start, end } = p;
            p.next();
            p.loosePipes++;
            return { kind: "PipeLiteral", start, end, faults: p.faults() };
        }
        case T.DOT:
            return parseLabel(p);
        case T.DIV:
            p.scanner.rescanRegex();
            return p.kind === T.REGEX ? parseRegex(p) : unexpectedToken(p);
        default:
            return unexpectedToken(p);
    }
}

function parseInteger(p: ParseState): Expression {
    const { start, end } = p;
    const value = integerValue(p.literal);
    p.next();
    if (typeof value === "string") {
        p.fault(value);
        return { kind: "IntegerLiteral", start, end, faults: p.faults(), value: 0n };
    }
    return { kind: "IntegerLiteral", start, end, faults: p.faults(), value };
}

function parseDuration(p: ParseState): Expression {
    const { start, end } = p;
    const values = durationValues(p.literal);
    if (values === undefined) {
        const bad = unexpectedToken(p);
        p.next();
        return bad;
    }
    p.next();
    return { kind: "DurationLiteral", start, end, faults: p.faults(), values };
}

function parseTime(p: ParseState): Expression {
    const { start, end } = p;
    const value = timeValue(p.literal);
    p.next();
    if (value === undefined) {
        p.traits |= TRAIT.SUSPECT;
        return { kind: "BadExpression", start, end, text: "invalid date time literal, missing time offset" };
    }
    return { kind: "TimeLiteral", start, end, faults: p.faults(), value };
}

function parseRegex(p: ParseState): Expression {
    const { start, end } = p;
    const pattern = regexValue(p.literal);
    p.next();
    const fault = "error" in pattern ? pattern.error : regexFault(pattern.value);
    if (fault !== undefined) {
        p.fault(fault);
    }
    return { kind: "RegexpLiteral", start, end, faults: p.faults(), value: "error" in pattern ? "" : pattern.value };
}

/** A string without expressions; the token ahead is one. */
export function parseStringToken(p: ParseState): StringLiteral {
    const { start, end } = p;
    const decoded = stringValue(p.slice(start + 1, end - 1));
    p.next();
    if ("error" in decoded) {
        p.fault(decoded.error);
        return { kind: "StringLiteral", start, end, faults: p.faults(), value: "" };
    }
    return { kind: "StringLiteral", start, end, faults: p.faults(), value: decoded.value };
}

/** A string where nothing else may stand (import paths): another token is taken in its place. */
export function parseStringLiteral(p: ParseState): StringLiteral {
    if (p.kind === T.STRING) {
        return parseStringToken(p);
    }
    const { start, end } = p;
    p.expect(T.STRING);
    p.fault("invalid string literal");
    return { kind: "StringLiteral", start, end, faults: p.faults(), value: "" };
}

/** `.name` or `."name"`; whatever stands for the name is taken. */
export function parseLabel(p: ParseState): LabelLiteral {
    const start = p.start;
    p.traits |= TRAIT.LABEL;
    p.expect(T.DOT);
    const end = p.end;
    let value = p.literal;
    if (p.kind === T.STRING) {
        const decoded = stringValue(value.slice(1, -1));
        value = "error" in decoded ? "" : decoded.value;
    } else if (p.kind !== T.IDENT) {
        p.unexpected(" `IDENT` or `STRING`");
    }
    p.next();
    return { kind: "LabelLiteral", start, end, faults: p.faults(), value };
}

function parseRecord(p: ParseState): RecordExpression {
    const start = p.start;
    p.enter(T.LBRACE, T.RBRACE);
    if (p.kind === T.IDENT) {
        const name = parseIdentifier(p);
        // The reference takes any name here for the word `with`; its error has no text.
        if (p.kind === T.IDENT) {
            const isWith = p.literal === "with";
            p.next();
            if (!isWith) {
                p.fault("");
            }
            const properties = parsePropertyList(p);
            const end = p.leave(T.RBRACE);
            return { kind: "RecordExpression", start, end, faults: p.faults(), with: name, properties };
        }
        const properties = parseFirstProperty(p, name);
        const end = p.leave(T.RBRACE);
        return { kind: "RecordExpression", start, end, faults: p.faults(), properties };
    }
    const properties = p.kind === T.STRING ? parseFirstProperty(p, parseStringToken(p)) : parsePropertyList(p);
    const end = p.leave(T.RBRACE);
    return { kind: "RecordExpression", start, end, faults: p.faults(), properties };
}

function parseArrayOrDict(p: ParseState): Expression {
    const start = p.start;
    p.enter(T.LBRACK, T.RBRACK);
    if (p.kind === T.RBRACK) {
        const end = p.leave(T.RBRACK);
        return { kind: "ArrayExpression", start, end, faults: p.faults(), elements: [] };
    }
    if (p.kind === T.COLON) {
        p.next();
        const end = p.leave(T.RBRACK);
        return { kind: "DictExpression", start, end, faults: p.faults(), items: [] };
    }
    const first = parseExpression(p);
    if (p.kind === T.COLON) {
        p.next();
        return parseDictRest(p, start, first);
    }
    const elements = [first];
    if (p.kind !== T.RBRACK) {
        p.expect(T.COMMA);
        while (p.more()) {
            const before = p.taken;
            elements.push(parseExpression(p));
            if (p.kind === T.COMMA) {
                p.next();
            }
            if (p.taken === before) {
                break;
            }
        }
    }
    const end = p.leave(T.RBRACK);
    return { kind: "ArrayExpression", start, end, faults: p.faults(), elements };
}

function parseDictRest(p: ParseState, start: number, firstKey: Expression): Expression {
    const items = [item(firstKey, parseExpression(p))];
    if (p.kind !== T.RBRACK) {
        p.expect(T.COMMA);
        while (p.more()) {
            const key = parseExpression(p);
            p.expect(T.COLON);
            items.push(item(key, parseExpression(p)));
            if (p.kind === T.COMMA) {
                p.next();
            }
        }
    }
    const end = p.leave(T.RBRACK);
    return { kind: "DictExpression", start, end, faults: p.faults(), items };
}

function item(key: Expression, value: Expression): DictItem {
    return { start: key.start, end: value.end, key, value };
}
