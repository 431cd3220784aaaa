/** Literals. Strings and floats keep their source; durations, times and interpolated strings are written anew. */
import type { Expression, InterpolatedString, TextPart } from "../syntax/ast.ts";
import { concat, concatAll, type Doc, NIL, nest, RAWLINE } from "./doc.ts";
import { expressionDoc } from "./expressions.ts";
import type { ChunkSource } from "./source.ts";

export function literal(s: ChunkSource, node: Expression): Doc {
    switch (node.kind) {
        case "IntegerLiteral":
            return String(node.value);
        case "DurationLiteral":
            return node.values.map(({ magnitude, unit }) => `${magnitude}${unit === "µs" ? "us" : unit}`).join("");
        case "TimeLiteral":
            return timeText(s.slice(node.start, node.end));
        case "RegexpLiteral":
            return regexText(node.value, s.slice(node.start, node.end));
        case "LabelLiteral":
            return /^[\p{L}_][\p{L}_0-9]*$/u.test(node.value) ? `.${node.value}` : s.slice(node.start, node.end);
        case "PipeLiteral":
            return "<-";
        default:
            return s.slice(node.start, node.end);
    }
}

/** `2020-01-02` gets its time; a fraction ends with its nanoseconds and loses trailing zeros; no offset is written `Z`. */
function timeText(source: string): string {
    if (source.length === 10) {
        return `${source}T00:00:00Z`;
    }
    return source.replace(/[+-]00:00$/, "Z").replace(/\.(\d{0,9})\d*(?=[Z+-])/, (_, digits: string) => `.${digits}`.replace(/\.?0*$/, ""));
}

function regexText(value: string, source: string): string {
    const text = `/${value.replace(/\\[^]|\//g, (part) => (part === "/" ? "\\/" : part))}/`;
    // A pattern that would begin a comment or end early keeps its source.
    return value === "" || value.startsWith("/") ? source : text;
}

/** A string with expressions. Escapes become the characters themselves, but for what would end the text. */
export function interpolated(s: ChunkSource, node: InterpolatedString): Doc {
    const docs: Doc[] = [];
    node.parts.forEach((part, i) => {
        if (part.kind === "TextPart") {
            textOf(part, node.parts[i + 1] !== undefined)
                .split("\n")
                .forEach((line, j) => docs.push(j > 0 ? RAWLINE : NIL, line));
            return;
        }
        const close = part.end - 1;
        docs.push("${", nest(expressionDoc(s, part.expression)), s.commentsAt(close), "}");
    });
    return concat('"', concatAll(docs), '"');
}

/**
 * Text of a part between quotes. A dollar takes the next character along when it is read back, so it is
 * written as an escape where that would swallow a backslash or the start of an expression.
 */
function textOf(part: TextPart, beforeExpression: boolean): string {
    const { value } = part;
    let text = "";
    for (let i = 0; i < value.length; i++) {
        const ch = value[i] as string;
        if (ch === '"' || ch === "\\") {
            text += `\\${ch}`;
        } else if (ch !== "$") {
            text += ch;
        } else {
            const next = value[i + 1];
            if (next === "{") {
                text += "\\${";
                i++;
            } else if (next === undefined) {
                text += beforeExpression ? "\\x24" : "$";
            } else if (next === '"' || next === "\\") {
                text += "\\x24";
            } else {
                text += `$${next}`;
                i++;
            }
        }
    }
    return text;
}
