/** Predicates of `/api/v2/delete`: tag comparisons joined by AND. */
import { ServiceError } from "../errors.ts";
import type { SeriesGroup } from "./index.ts";

interface TagTest {
    /** `_measurement` for the measurement. */
    readonly tag: string;
    readonly equal: boolean;
    readonly value: string;
}

/** All of them must hold. */
export type Predicate = readonly TagTest[];

/** A test on a tag that the series lacks never holds, whether for equal or not. */
export function matchesPredicate(group: SeriesGroup, predicate: Predicate): boolean {
    return predicate.every(({ tag, equal, value }) => {
        const actual = tag === "_measurement" ? group.measurement.name : group.tag(tag);
        return actual !== undefined && (actual === value) === equal;
    });
}

interface Token {
    readonly kind: "word" | "string" | "symbol" | "end";
    readonly text: string;
    readonly at: number;
}

const token = /\s*(?:("(?:[^"\\]|\\.)*")|('(?:[^'\\]|\\.)*')|(!=|=~|!~|=|<|>|\(|\))|([^\s"'=!<>()]+))/y;

/** Reads `_measurement="m" AND tag="v" AND other!="w"`. Throws a `ServiceError` worded like InfluxDB's. */
export function readPredicate(text: string): Predicate {
    const tokens = scan(text);
    const tests: TagTest[] = [];
    let at = 0;
    const next = (): Token => tokens[at++] ?? { kind: "end", text: "", at: text.length };
    if (text.trim() === "") return tests;
    let open = 0;
    for (;;) {
        let name = next();
        while (name.text === "(" && name.kind === "symbol") {
            open++;
            name = next();
        }
        if (name.kind !== "word" && !(name.kind === "string" && name.text.startsWith('"')))
            throw bad(`bad tag key: ${JSON.stringify(name.text)}, at position ${name.at}`);
        const operator = next();
        if (operator.text === "=~" || operator.text === "!~")
            throw bad(`the comparison operator ${operator.text} is not supported yet at position ${operator.at}`);
        if (operator.text !== "=" && operator.text !== "!=")
            throw bad(`invalid comparison operator ${JSON.stringify(operator.text)} at position ${operator.at}`);
        const value = next();
        if (value.kind !== "word" && !(value.kind === "string" && value.text.startsWith('"'))) {
            // InfluxDB points at the character before a text in single quotes.
            const at = value.kind === "string" ? value.at - 1 : value.at;
            throw bad(`bad tag value: ${JSON.stringify(value.kind === "string" ? unquote(value.text) : value.text)}, at position ${at}`);
        }
        const tag = unquote(name.text);
        if (tag === "_field") throw new ServiceError("not implemented", "delete by field is not supported");
        tests.push({ tag, equal: operator.text === "=", value: unquote(value.text) });
        let link = next();
        while (link.text === ")" && link.kind === "symbol" && open > 0) {
            open--;
            link = next();
        }
        if (link.kind === "end") {
            if (open > 0) throw bad(`missing closing parenthesis at position ${link.at}`);
            return tests;
        }
        const word = link.text.toUpperCase();
        if (word === "OR") throw bad(`the logical operator OR is not supported yet at position ${link.at}`);
        if (word !== "AND") throw bad(`bad logical expression: ${JSON.stringify(link.text)} at position ${link.at}`);
    }
}

function scan(text: string): Token[] {
    const tokens: Token[] = [];
    token.lastIndex = 0;
    for (;;) {
        const start = token.lastIndex;
        const match = token.exec(text);
        if (match === null) {
            const rest = text.slice(start).trim();
            if (rest !== "") throw bad(`unexpected ${JSON.stringify(rest.slice(0, 20))} at position ${start}`);
            return tokens;
        }
        const [, double, single, symbol, word] = match;
        const found = double ?? single ?? symbol ?? word ?? "";
        const kind = double !== undefined || single !== undefined ? "string" : symbol !== undefined ? "symbol" : "word";
        tokens.push({ kind, text: found, at: token.lastIndex - found.length });
    }
}

function unquote(text: string): string {
    return /^["']/.test(text) ? text.slice(1, -1).replace(/\\(.)/g, "$1") : text;
}

function bad(message: string): ServiceError {
    return new ServiceError("invalid", message);
}
