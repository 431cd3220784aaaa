import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Cell, cellAt, type Column, type ColumnType, concatTables, type Table } from "../index.ts";
import { AnnotatedCsvDecoder, decodeAnnotatedCsv, type DecodedChunk } from "./decode.ts";
import { decodePlainly } from "./decode.test-support.ts";
import { CsvError } from "./error.ts";
import { fuzzRuns, inPieces, pieceSizes, soup } from "./fuzz.test-support.ts";
import { parseCell } from "./parse.ts";

const shown = ({ label, type, data }: Column, column: Column): unknown => [
    label,
    type,
    Array.from({ length: data.length }, (_, row) => {
        const cell = cellAt(column, row);
        return Object.is(cell, -0) ? "-0" : cell;
    }),
];
const content = (result: string, { key, columns, rows }: Table): unknown => ({
    result,
    key: key.id,
    rows,
    columns: columns.map((column) => shown(column, column)),
});

interface Outcome {
    readonly tables: unknown[];
    readonly fault: string | undefined;
    /** Rows of a table that was not complete when the fault came. */
    readonly partial: number;
}

/** Whole tables, in the order in which they end, and the fault that ended it all. */
function outcome(chunks: () => Iterable<DecodedChunk>): Outcome {
    const tables: unknown[] = [];
    let open: Table[] = [];
    let fault: string | undefined;
    try {
        for (const { result, table, more } of chunks()) {
            open.push(table);
            if (!more) {
                tables.push(content(result, concatTables(table.key, open)));
                open = [];
            }
        }
    } catch (error) {
        if (!(error instanceof CsvError)) throw error;
        fault = `${error.code}: ${error.message}`;
    }
    return { tables, fault, partial: open.reduce((sum, { rows }) => sum + rows, 0) };
}

function expectSame(bytes: Uint8Array, sizes: readonly number[]): void {
    const expected = outcome(() => decodePlainly(new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes)));
    const found = outcome(() => inPieces(new AnnotatedCsvDecoder(), bytes, sizes, true));
    // Of the rows just before a fault the plain decoder gives none.
    const extra = expected.fault === undefined ? 0 : Math.min(1, found.tables.length - expected.tables.length);
    expect(found.fault).toBe(expected.fault);
    expect(found.tables.slice(0, found.tables.length - extra)).toEqual(expected.tables);
    if (expected.fault === undefined) expect(found.partial).toBe(0);
}

const number = fc.oneof(
    fc.double().map((value) => String(value)),
    fc.double({ min: -1000, max: 1000, noNaN: true }).map((value) => value.toFixed(6)),
    fc.bigInt({ min: -(2n ** 64n), max: 2n ** 65n }).map(String),
    fc.integer({ min: -100, max: 100 }).map(String),
    fc.tuple(fc.stringMatching(/^[+-]?\d{0,22}$/), fc.stringMatching(/^(\.\d{0,25})?$/)).map(([whole, rest]) => whole + rest),
    fc.constantFrom("NaN", "+Inf", "-Inf", "1e5", "-0", ".", "-", "5.", ".5", "00012.50", "1_000", "0x1p-2"),
);
const time = fc.oneof(
    fc
        .tuple(
            fc.date({ min: new Date("1600-01-01"), max: new Date("2400-01-01"), noInvalidDate: true }),
            fc.integer({ min: 0, max: 11 }),
            fc.nat(999999999),
        )
        .map(
            ([date, digits, nanos]) =>
                `${date.toISOString().slice(0, 19)}${digits === 0 ? "" : `.${String(nanos).padStart(digits, "0").slice(0, digits)}`}Z`,
        ),
    fc.constantFrom(
        "2024-03-01T12:00:00+01:00",
        "2024-02-30T00:00:00Z",
        "2024-01-01T24:00:00Z",
        "2024-01-01T00:00:00",
        "2024-01-01t00:00:00Z",
        "0001-01-01T00:00:00Z",
        "2024-01-01T00:00:00.Z",
        "2023-02-29T00:00:00Z",
        "2000-02-29T23:59:59.999999999Z",
    ),
);
const texts = fc.oneof(
    fc.constantFrom("a", "room-1", "room-2", "", "ä€😀", "with space", "\r", "x\ry", '"', "#", "true", "\uFEFF"),
    fc.string({ unit: "grapheme", maxLength: 20 }),
);
const quoted = texts.map((text) => `"${text.replaceAll('"', '""')}"`);
const broken = fc.constantFrom('"a"b"', '"a""', '"a\n', 'a"b', '"x\r\ny"', '"a""b\r\n""c"', '""', '"');
const bool = fc.constantFrom("true", "false", "t", "F", "1", "TRUE", "yes", "tru", "truee");

const datatypes: Readonly<Record<string, fc.Arbitrary<string>>> = {
    boolean: bool,
    long: number,
    unsignedLong: number,
    double: number,
    string: fc.oneof({ weight: 3, arbitrary: texts.filter((text) => !/[",\n]/.test(text)) }, quoted, broken),
    "dateTime:RFC3339": time,
    dateTime: fc.constantFrom("", "1"),
    duration: fc.constantFrom("1h"),
};

const kinds: Readonly<Record<string, ColumnType>> = {
    boolean: "bool",
    long: "int",
    unsignedLong: "uint",
    double: "float",
    "dateTime:RFC3339": "time",
};
const fineDatatypes = ["boolean", "long", "unsignedLong", "double", "string", "dateTime:RFC3339"] as const;
const lineEnd = fc.constantFrom("\n", "\r\n");

/** Text whose cells can all be read most of the time: rows of a few tables, values repeating now and then. */
const block = fc
    .record({
        types: fc.array(fc.oneof({ weight: 20, arbitrary: fc.constantFrom(...fineDatatypes) }, fc.constantFrom("dateTime", "duration")), {
            minLength: 1,
            maxLength: 5,
        }),
        lead: fc.oneof({ weight: 5, arbitrary: fc.constant(",result,table") }, fc.constantFrom(",result", ",x,table", "")),
        end: lineEnd,
        isValid: fc.boolean(),
    })
    .chain(({ types, lead, end, isValid }) => {
        const cells = types.map((type) => {
            const all = datatypes[type] as fc.Arbitrary<string>;
            const fits = (text: string): boolean => {
                const kind = kinds[type];
                try {
                    return kind === undefined || text === "" || parseCell(kind, text) !== null;
                } catch {
                    return false;
                }
            };
            return fc.oneof({ weight: 5, arbitrary: isValid ? all.filter(fits) : all }, fc.constant(""));
        });
        const leads = {
            ",result,table": [",,0", ",,0", ",,1", ",r,1", ',"q,",2'],
            ",result": [",", ",r"],
            ",x,table": [",7,0", ",,1"],
            "": [""],
        }[lead];
        const row = fc.tuple(fc.constantFrom(...(leads as string[])), fc.tuple(...cells), fc.nat(30));
        return fc.array(row, { maxLength: 40 }).map((rows) => {
            const before = { ",result,table": ["string", "long"], ",result": ["string"], ",x,table": ["long", "long"], "": [] }[
                lead
            ] as string[];
            const defaults = before.map((_, index) => (index === 0 && lead.startsWith(",result") ? "_result" : ""));
            let text = `#datatype,${[...before, ...types].join(",")}${end}`;
            text += `#group,${[...before.map(() => "false"), ...types.map((_, index) => String(index % 2 === 0))].join(",")}${end}`;
            text += `#default,${[...defaults, ...types.map(() => "")].join(",")}${end}`;
            text += `${lead},${types.map((_, index) => `c${index}`).join(",")}${end}`;
            let last = "";
            for (const [start, values, chance] of rows) {
                // Fields repeat from row to row, as tags do.
                const line = chance < 8 && last !== "" ? last : `${start},${values.join(",")}`;
                text += line + (chance === 30 ? ",odd" : "") + (chance === 29 ? end + end : end);
                last = line;
            }
            return text;
        });
    });

const answer = fc
    .tuple(fc.array(block, { minLength: 1, maxLength: 3 }), fc.constantFrom("", "\n", "\r\n"), fc.boolean())
    .map(([blocks, between, isCut]) => {
        const text = blocks.join(between);
        return isCut ? text.slice(0, Math.floor(text.length * 0.9)) : text;
    });

const encoder = new TextEncoder();

describe("the decoder of bytes", () => {
    it("reads as the plain decoder does, whatever pieces the bytes come in, with the same faults at the same places", () => {
        fc.assert(
            fc.property(answer, pieceSizes, (text, pieces) => expectSame(encoder.encode(text), pieces)),
            { numRuns: Math.max(300, fuzzRuns / 4) },
        );
    });

    it("reads damaged bytes as the plain decoder does", () => {
        const damage = fc.array(
            fc.tuple(fc.double({ min: 0, max: 0.999, noNaN: true }), fc.constantFrom(34, 44, 10, 13, 35, 45, 46, 48, 0xc3, 0xff)),
            {
                maxLength: 6,
            },
        );
        fc.assert(
            fc.property(answer, damage, pieceSizes, (text, places, pieces) => {
                const bytes = encoder.encode(text);
                for (const [place, byte] of places) bytes[Math.floor(place * bytes.length)] = byte;
                expectSame(bytes, pieces);
            }),
            { numRuns: Math.max(300, fuzzRuns / 4) },
        );
    });

    it("reads any bytes as the plain decoder does", () => {
        const any = soup("#datatype,", "string,", "long,", "double\n", "#group,", "#default,", ",result,table,v\n", ",,0,");
        fc.assert(
            fc.property(any, pieceSizes, (text, pieces) => expectSame(encoder.encode(text), pieces)),
            { numRuns: fuzzRuns },
        );
    });

    it("reads numbers as exactly as their text says", () => {
        const decimal = fc.oneof(
            fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => Math.abs(value)),
            fc.double({ min: 0, max: 1e6, noNaN: true }),
        );
        const digits = fc.oneof(
            decimal.filter((value) => value < 1e21 && (value === 0 || value > 1e-6)).map(String),
            fc.tuple(fc.stringMatching(/^\d{1,12}$/), fc.stringMatching(/^\d{1,12}$/)).map((parts) => parts.join(".")),
            // In the middle between two floats, and just beside it.
            fc
                .tuple(fc.integer({ min: 2 ** 20, max: 2 ** 31 }), fc.nat(3))
                .map(([value, tail]) => `${value * 4194304 + 1}.${"5".repeat(tail % 2)}${tail}`),
        );
        fc.assert(
            fc.property(fc.array(digits, { minLength: 3, maxLength: 40 }), (values) => {
                const text = `#datatype,string,long,double\n#group,false,false,false\n#default,_result,,\n,result,table,v\n${values.map((value) => `,,0,${value}\n`).join("")}`;
                const cells = decodeAnnotatedCsv(text).flatMap(({ table }) => [...(table.columns[0] as { data: Float64Array }).data]);
                expect(cells).toEqual(values.map(Number));
            }),
            { numRuns: Math.max(300, fuzzRuns / 4) },
        );
    });

    it("gives the first rows of a long table early, and all rows so far when asked", () => {
        const head = "#datatype,string,long,long,string\n#group,false,false,false,true\n#default,_result,,,\n,result,table,n,host\n";
        const rows = (from: number, to: number): string => Array.from({ length: to - from }, (_, row) => `,,0,${from + row},a\n`).join("");
        const decoder = new AnnotatedCsvDecoder();
        expect([...decoder.push(head + rows(0, 100))].map(({ table, more }) => [table.rows, more])).toEqual([[64, true]]);
        expect([...decoder.drain()].map(({ table, more }) => [table.rows, more])).toEqual([[36, true]]);
        expect([...decoder.drain()]).toEqual([]);
        const last = [...decoder.push(rows(100, 103)), ...decoder.finish()];
        expect(last.map(({ table, more }) => [table.rows, more, table.key.get("host")?.value])).toEqual([[3, false, "a"]]);
        expect(Array.from({ length: 3 }, (_, row): Cell => cellAt(last[0]?.table.columns[0] as Column, row))).toEqual([100n, 101n, 102n]);
    });

    it("tells a carriage return at the end of a text from that of the line", () => {
        const text =
            "#datatype,string,long,string\r\n#group,false,false,true\r\n#default,_result,,\r\n,result,table,c\r\n,,0,\r\r\n,,0,\r\r\n,,0,\r\n";
        const [chunk] = decodeAnnotatedCsv(text);
        expect([0, 1, 2].map((row) => cellAt(chunk?.table.columns[0] as Column, row))).toEqual(["\r", "\r", null]);
    });

    it("gives the rows before a fault", () => {
        const text = "#datatype,string,long,long\n#group,false,false,false\n#default,_result,,\n,result,table,v\n,,0,1\n,,0,2\n,,0,10x3\n";
        const found = outcome(() => inPieces(new AnnotatedCsvDecoder(), encoder.encode(text), [1000], true));
        expect(found).toEqual({
            tables: [],
            partial: 2,
            fault: 'unknown: line 7, column "v": strconv.ParseInt: parsing "10x3": invalid syntax',
        });
    });

    it("keeps a character of text that comes in halves", () => {
        const text = "#datatype,string,long,string\n#group,false,false,false\n#default,_result,,\n,result,table,v\n,,0,😀\n";
        const decoder = new AnnotatedCsvDecoder();
        const chunks = text.split("").flatMap((unit) => [...decoder.push(unit)]);
        chunks.push(...decoder.finish());
        expect(chunks.map(({ table }) => cellAt(table.columns[0] as Column, 0))).toEqual(["😀"]);
    });

    it("takes a text of megabytes in small pieces in a time that grows with its length only", () => {
        const long = "line\n".repeat(800_000);
        const text = `#datatype,string,long,string\n#group,false,false,false\n#default,_result,,\n,result,table,v\n,,0,"${long}"\n`;
        const [found] = [...inPieces(new AnnotatedCsvDecoder(), encoder.encode(text), [16_384], true)];
        expect(cellAt(found?.table.columns[0] as Column, 0)).toBe(long);
    });
});
