/** The properties of a record and the arguments of a call. */
import type { Expression, Identifier, Property, StringLiteral } from "./ast.ts";
import { parseExpressionList, parseIdentifier } from "./expressions.ts";
import { parseStringToken } from "./primary.ts";
import type { ParseState } from "./state.ts";
import { T, TOKEN_NAMES } from "./tokens.ts";
import { TRAIT } from "./traits.ts";

const NO_VALUE = "missing property value";

/** Properties up to the closing bracket. The errors of missing commas go to whoever is finished after the list. */
export function parsePropertyList(p: ParseState, first: Property[] = []): Property[] {
    let properties = first;
    let missing: string[] | undefined;
    while (p.more()) {
        const property = parseProperty(p);
        if (properties.length === 0) {
            // Most lists hold one; to push into an empty array would make room for seventeen.
            properties = [property];
        } else {
            properties.push(property);
        }
        if (p.more()) {
            if (p.kind === T.COMMA) {
                p.next();
            } else {
                (missing ??= []).push(noComma(p));
            }
        }
    }
    for (const message of missing ?? []) {
        p.fault(message);
    }
    return properties;
}

/** The properties of a record whose first key has been read. */
export function parseFirstProperty(p: ParseState, key: Identifier | StringLiteral): Property[] {
    const properties = [parseValue(p, key)];
    if (!p.more()) {
        return properties;
    }
    if (p.kind === T.COMMA) {
        p.next();
    } else {
        p.fault(noComma(p));
    }
    return parsePropertyList(p, properties);
}

function noComma(p: ParseState): string {
    return `expected comma in property list, got ${TOKEN_NAMES[p.kind]}`;
}

function parseProperty(p: ParseState): Property {
    switch (p.kind) {
        case T.IDENT:
            return parseValue(p, parseIdentifier(p));
        case T.STRING:
            return parseValue(p, parseStringToken(p));
        default:
            return parseInvalidProperty(p);
    }
}

function parseValue(p: ParseState, key: Identifier | StringLiteral): Property {
    if (p.kind !== T.COLON) {
        // Only together with others it may be wrong.
        p.traits |= TRAIT.SUSPECT;
        return { kind: "Property", start: key.start, end: key.end, faults: p.faults(), key };
    }
    p.next();
    const value = parseExpressionList(p, undefined, T.COMMA, T.COLON);
    if (value === undefined) {
        p.fault(NO_VALUE);
        return { kind: "Property", start: key.start, end: key.end, faults: p.faults(), key };
    }
    return { kind: "Property", start: key.start, end: value.end, faults: p.faults(), key, value };
}

/** Neither a name nor a string begins the property; all up to the next comma or colon is skipped. */
function parseInvalidProperty(p: ParseState): Property {
    const start = p.start;
    let message: string;
    if (p.kind === T.COLON) {
        message = "missing property key";
    } else if (p.kind === T.COMMA) {
        message = "missing property in property list";
    } else {
        message = `unexpected token for property key: ${TOKEN_NAMES[p.kind]} (${p.literal})`;
        parseExpressionList(p, undefined, T.COMMA, T.COLON);
    }
    const key: StringLiteral = { kind: "StringLiteral", start, end: start, value: "<invalid>" };
    let value: Expression | undefined;
    if (p.kind === T.COLON) {
        p.next();
        value = parseExpressionList(p, undefined, T.COMMA, T.COLON);
        if (value === undefined) {
            p.fault(NO_VALUE);
        }
    }
    p.fault(message);
    return { kind: "Property", start, end: p.start, faults: p.faults(), key, value };
}
