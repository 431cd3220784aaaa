import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cellAt, type Column, type ColumnType, retypeColumn } from "../column.ts";
import { formatCell } from "../text.ts";
import type { DecodedChunk } from "./decode.ts";
import { CsvError } from "./error.ts";
import { fuzzRuns, inPieces, pieceSizes, soup } from "./fuzz.test-support.ts";
import { HeaderCsvDecoder, ResultCsvDecoder } from "./headeronly.ts";
import { exactCell } from "./parse.ts";

const encoder = new TextEncoder();

const kinds: readonly fc.Arbitrary<string>[] = [
    fc.integer({ min: -1000, max: 1000 }).map(String),
    fc.constantFrom("0", "-0", "7", "9007199254740993", "9223372036854775807", "-9223372036854775808", "18446744073709551615", "007"),
    fc.double({ min: -1e6, max: 1e6, noNaN: true }).map((value) => formatCell("float", value)),
    fc.double().map((value) => formatCell("float", value)),
    fc.stringMatching(/^-?\d{1,19}(\.\d{1,19})?$/),
    fc.constantFrom("NaN", "+Inf", "-Inf", "1e5", "1.50", "0.5", "3"),
    fc.constantFrom("true", "false", "T"),
    fc.constantFrom("2024-01-01T00:00:00Z", "2024-01-01T00:00:00.5Z", "2024-01-01T00:00:00.50Z", "2024-01-01T00:00:00+01:00", "2024-01-01"),
    fc
        .tuple(fc.date({ min: new Date("1700-01-01"), max: new Date("2250-01-01"), noInvalidDate: true }), fc.nat(999))
        .map(([date, micros]) => formatCell("time", BigInt(date.getTime()) * 1_000_000n + BigInt(micros) * 1000n)),
    fc.constantFrom("a", "room-1", "ä€😀", 'say "hi"', "two\nlines", "a,b", " 5", "#x", "result"),
    fc.string({ unit: "grapheme", minLength: 1, maxLength: 12 }).filter((text) => !text.includes("\r")),
];

/** A column's cells: of one kind for the most part; null is an empty field. */
const column = fc
    .tuple(fc.constantFrom(...kinds), fc.constantFrom(...kinds), fc.integer({ min: 0, max: 3 }))
    .chain(([most, other, odd]) =>
        fc.array(
            fc.oneof(
                { weight: 20, arbitrary: most },
                { weight: odd, arbitrary: other },
                { weight: 2, arbitrary: fc.constantFrom(null, "") },
            ),
            { minLength: 0, maxLength: 150 },
        ),
    );

type Cells = readonly (string | null)[][];
const tables = fc.array(fc.array(column, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 3 });

function written(text: string | null): string {
    if (text === null) return "";
    return text === "" || /[",\r\n]|^\s/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Every column has as many cells as the shortest; tables of other columns have another header, after a blank line. */
function answerOf(all: readonly Cells[], end: string, blanks: boolean): { text: string; tables: Cells[] } {
    let text = "";
    const kept: Cells[] = [];
    for (const [number, columns] of all.entries()) {
        const rows = Math.min(...columns.map((cells) => cells.length));
        if (number > 0) text += end;
        text += `,result,table,${columns.map((_cells, index) => `c${index}`).join(",")}${end}`;
        for (let row = 0; row < rows; row++) {
            text += `,_result,${number},${columns.map((cells) => written(cells[row] ?? null)).join(",")}${end}`;
            if (blanks && row % 40 === 39) text += end;
        }
        if (rows > 0) kept.push(columns.map((cells) => cells.slice(0, rows)));
    }
    return { text, tables: kept };
}

/** The narrowest type that gives back the text of every cell. */
function narrowest(cells: readonly (string | null)[]): ColumnType {
    const given = cells.filter((cell) => cell !== null);
    const types: ColumnType[] = ["time", "bool", "int", "uint", "float"];
    return given.length === 0 ? "string" : (types.find((type) => given.every((text) => exactCell(type, text) !== undefined)) ?? "string");
}

const decoded = (bytes: Uint8Array, pieces: readonly number[], drains: boolean): Generator<DecodedChunk> =>
    inPieces(new HeaderCsvDecoder(), bytes, pieces, drains);

const shown = (column: Column): (string | null)[] =>
    Array.from({ length: column.data.length }, (_, row) => {
        const cell = cellAt(column, row);
        return cell === null ? null : formatCell(column.type, cell);
    });

describe("the decoder of header-only CSV", () => {
    it("gives back every text, in the narrowest type that does, whatever pieces the bytes come in", () => {
        fc.assert(
            fc.property(
                tables,
                fc.constantFrom("\n", "\r\n"),
                fc.boolean(),
                pieceSizes,
                fc.boolean(),
                (all, end, blanks, pieces, drains) => {
                    const answer = answerOf(all, end, blanks);
                    const found: { types: ColumnType[]; cells: (string | null)[][] }[] = [];
                    let open = false;
                    for (const { table, more } of decoded(encoder.encode(answer.text), pieces, drains)) {
                        if (!open) found.push({ types: [], cells: table.columns.map(() => []) });
                        const last = found.at(-1);
                        if (last !== undefined) last.types = table.columns.map(({ type }) => type);
                        for (const [index, each] of table.columns.entries()) last?.cells[index]?.push(...shown(each));
                        open = more;
                    }
                    expect(found.map(({ cells }) => cells)).toEqual(answer.tables);
                    // With rows given away early, the last chunk has a type that all of them can take, at least.
                    if (!drains) expect(found.map(({ types }) => types)).toEqual(answer.tables.map((cells) => cells.map(narrowest)));
                },
            ),
            { numRuns: Math.max(300, fuzzRuns / 4), endOnFailure: true },
        );
    });

    it("gives later chunks types that the earlier ones can take without loss", () => {
        fc.assert(
            fc.property(column, pieceSizes, (cells, pieces) => {
                const { text } = answerOf([[cells]], "\n", false);
                const chunks = [...decoded(encoder.encode(text), pieces, true)].map(({ table }) => table.columns[0] as Column);
                const last = chunks.at(-1)?.type ?? "string";
                expect(chunks.flatMap((chunk) => shown(retypeColumn(chunk, last)))).toEqual(cells);
            }),
            { numRuns: Math.max(300, fuzzRuns / 4), endOnFailure: true },
        );
    });

    it("fails for no bytes otherwise than with a CsvError", () => {
        const answers = soup(",result,table,v\n", ",error,reference\n", ",_result,0,", "#", "-0", "\uFEFF");
        fc.assert(
            fc.property(answers, pieceSizes, (text, cuts) => {
                const bytes = encoder.encode(text);
                const rows = (sizes: readonly number[]): number | string => {
                    try {
                        return [...decoded(bytes, sizes, false)].reduce((sum, { table }) => sum + table.rows, 0);
                    } catch (error) {
                        if (!(error instanceof CsvError)) throw error;
                        return error.message;
                    }
                };
                expect(rows(cuts)).toEqual(rows([bytes.length + 1]));
                const any = new ResultCsvDecoder();
                try {
                    for (const _chunk of [...any.push(bytes), ...any.finish()]);
                } catch (error) {
                    expect(error).toBeInstanceOf(CsvError);
                }
            }),
            { numRuns: fuzzRuns, endOnFailure: true },
        );
    });
});
