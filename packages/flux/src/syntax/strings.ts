/** Strings with `${expressions}`. */
import type { Expression, InterpolatedPart, TextPart } from "./ast.ts";
import { parseExpression } from "./expressions.ts";
import { stringValue } from "./literals.ts";
import type { ParseState } from "./state.ts";
import { T, TOKEN_NAMES } from "./tokens.ts";
import { TRAIT } from "./traits.ts";

/** A string that is no single token: it holds expressions, or is broken. The quote is ahead. */
export function parseInterpolatedString(p: ParseState): Expression {
    const start = p.start;
    const scanner = p.scanner;
    const parts: (TextPart | InterpolatedPart)[] = [];
    p.taken = scanner.end;
    for (;;) {
        scanner.scanString(p.taken);
        const at = { start: p.start, end: p.end };
        switch (p.kind) {
            case T.TEXT: {
                const decoded = stringValue(p.literal);
                p.taken = scanner.end;
                if ("error" in decoded) {
                    p.fault(decoded.error);
                    scanner.scan(p.taken);
                    p.traits |= TRAIT.SUSPECT;
                    const text = "invalid token for primary expression: TEXT";
                    return { kind: "BadExpression", ...at, text };
                }
                parts.push({ kind: "TextPart", ...at, faults: p.faults(), value: decoded.value });
                break;
            }
            case T.STRINGEXPR: {
                p.next();
                const expression = parseExpression(p);
                const end = p.expect(T.RBRACE);
                parts.push({ kind: "InterpolatedPart", start: at.start, end, faults: p.faults(), expression });
                break;
            }
            case T.QUOTE:
                p.next();
                return { kind: "InterpolatedString", start, end: at.end, faults: p.faults(), parts };
            default:
                p.fault("got unexpected token in string expression @", at, `: ${TOKEN_NAMES[p.kind]}`);
                p.next();
                return { kind: "InterpolatedString", start, end: at.end, faults: p.faults(), parts: [] };
        }
    }
}
