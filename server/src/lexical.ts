/** What the text just before the cursor is: code, a string, a comment; and which bracket is open. */

export interface LexicalPlace {
    readonly kind: "code" | "string" | "comment" | "regexp";
    /** Where the string, comment or regular expression begins. */
    readonly start: number;
    /** The innermost open bracket, with its place. */
    readonly bracket: { readonly open: "(" | "[" | "{"; readonly at: number } | undefined;
}

type Frame = {
    readonly open: "(" | "[" | "{";
    readonly at: number /** `${`: back in the string when it closes. */;
    readonly string?: number;
};

/** Scans from `from` (the start of a statement) to `offset`. */
export function placeAt(text: string, from: number, offset: number): LexicalPlace {
    const frames: Frame[] = [];
    let at = from;
    let string: number | undefined;
    /** A slash here begins a regular expression: nothing that ends an operand stands before it. */
    let operand = false;
    const bracket = (): LexicalPlace["bracket"] => frames.at(-1);
    while (at < offset) {
        const character = text[at] ?? "";
        if (string !== undefined) {
            if (character === "\\") at++;
            else if (character === '"') {
                string = undefined;
                operand = true;
            } else if (character === "$" && text[at + 1] === "{" && at + 1 < offset) {
                frames.push({ open: "{", at: at + 1, string });
                string = undefined;
                operand = false;
                at++;
            }
            at++;
            continue;
        }
        if (character === "/" && text[at + 1] === "/") {
            const end = text.indexOf("\n", at);
            if (end < 0 || end >= offset) return { kind: "comment", start: at, bracket: bracket() };
            at = end + 1;
            continue;
        }
        if (character === "/" && !operand) {
            const match = /^\/(?:[^/\\\n]|\\.)*\/?/.exec(text.slice(at));
            const end = at + (match?.[0].length ?? 1);
            if (end > offset || (end === offset && match?.[0].endsWith("/") !== true))
                return { kind: "regexp", start: at, bracket: bracket() };
            at = end;
            operand = true;
            continue;
        }
        if (character === '"') string = at;
        else if (character === "(" || character === "[" || character === "{") frames.push({ open: character, at });
        else if (character === ")" || character === "]" || character === "}") string = frames.pop()?.string;
        if (!/\s/.test(character)) operand = /[\p{L}\p{Nd}_)\]}"]/u.test(character) && !endsWithKeyword(text, from, at);
        at++;
    }
    return string === undefined
        ? { kind: "code", start: offset, bracket: bracket() }
        : { kind: "string", start: string, bracket: bracket() };
}

function endsWithKeyword(text: string, from: number, at: number): boolean {
    return /(?:^|[^\p{L}\p{Nd}_])(?:and|or|not|then|else|if|return|exists)$/u.test(text.slice(Math.max(from, at - 8), at + 1));
}

const wordBefore = /[\p{L}_][\p{L}\p{Nd}_]*$/u;

/** The identifier that ends at the offset; empty when there is none. */
export function wordEndingAt(text: string, offset: number): string {
    return wordBefore.exec(text.slice(Math.max(0, offset - 200), offset))?.[0] ?? "";
}
