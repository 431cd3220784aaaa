import { describe, expect, it } from "vitest";
import { Scanner } from "./scanner.ts";
import { T, TOKEN_NAMES } from "./tokens.ts";

function scan(text: string): string {
    const scanner = new Scanner(text);
    const found: string[] = [];
    for (scanner.scan(0); scanner.kind !== T.EOF; scanner.scan(scanner.end)) {
        found.push(`${TOKEN_NAMES[scanner.kind]} ${scanner.literal}`);
    }
    return found.join(", ");
}

describe("scanner", () => {
    it.each([
        ["a _b é1", "IDENT a, IDENT _b, IDENT é1"],
        ["and andy", "AND and, IDENT andy"],
        ["1 1.5 .5 1. 007", "INT 1, FLOAT 1.5, FLOAT .5, FLOAT 1., INT 007"],
        ["1.x 1..2 1e5", "FLOAT 1., IDENT x, FLOAT 1., FLOAT .2, INT 1, IDENT e5"],
        ["1h30m 1mos 5µs 5q", "DURATION 1h30m, DURATION 1mo, IDENT s, DURATION 5µs, INT 5, IDENT q"],
        ["2020-01-01 2020-01-01T00:00:00.5+05:30", "TIME 2020-01-01, TIME 2020-01-01T00:00:00.5+05:30"],
        ["2020-01-01T00:00 2020-1-1", "TIME 2020-01-01, IDENT T00, COLON :, INT 00, INT 2020, SUB -, INT 1, SUB -, INT 1"],
        [
            "|> <- => == =~ !~ != <= >= < > =",
            "PIPE_FORWARD |>, PIPE_RECEIVE <-, ARROW =>, EQ ==, REGEXEQ =~, REGEXNEQ !~, NEQ !=, LTE <=, GTE >=, LT <, GT >, ASSIGN =",
        ],
        ['"a\\"b" "$" "$${x}"', 'STRING "a\\"b", STRING "$", STRING "$${x}"'],
        ["@a @1", "ATTRIBUTE @a, ILLEGAL @, INT 1"],
        ["a // b\n c\u00a0", "IDENT a, IDENT c, ILLEGAL \u00a0"],
        ["a!", "IDENT a"],
    ])("%s", (text, expected) => {
        expect(scan(text)).toBe(expected);
    });

    it("begins a string with expressions, an unclosed one and one with a bad escape with a quote", () => {
        for (const text of ['"a${b}"', '"a', '"\\q"']) {
            const scanner = new Scanner(text);
            scanner.scan(0);
            expect(scanner.kind).toBe(T.QUOTE);
        }
    });

    it("ends a regular expression at the first slash without a backslash, else at the last slash", () => {
        for (const [text, end] of [
            ["/a\\/b/ c/", 6],
            ["/a\\/b\\/c", 7],
            ["/[/]/", 3],
            ["/a\nb/", 5],
        ] as const) {
            const scanner = new Scanner(text);
            scanner.scan(0);
            scanner.rescanRegex();
            expect(scanner.kind).toBe(T.REGEX);
            expect(scanner.end).toBe(end);
        }
    });

    it("looks no further than the token and what may belong to it", () => {
        const scanner = new Scanner("abc def ghi");
        scanner.scan(0);
        expect(scanner.reach).toBeLessThan(6);
    });
});
