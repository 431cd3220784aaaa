import { GroupKey, makeColumn, makeTable, type Table } from "@flux-scripts/tables";
import { describe, expect, it } from "vitest";
import { resultFormatter } from "./format.ts";

function table(room: string, values: number[], counts: bigint[]): Table {
    const key = new GroupKey([{ label: "room", type: "string", value: room }]);
    return makeTable(key, [
        makeColumn(
            "room",
            "string",
            values.map(() => room),
        ),
        makeColumn(
            "_time",
            "time",
            BigInt64Array.from(values, (_, at) => BigInt(at) * 1_000_000_000n),
        ),
        makeColumn("_value", "float", Float64Array.from(values)),
        makeColumn(
            "n",
            "int",
            BigInt64Array.from(counts),
            Uint8Array.from(counts, (count) => (count === 0n ? 1 : 0)),
        ),
    ]);
}

const kitchen = table("Kitchen", [5, Number.NaN], [9_223_372_036_854_775_807n, 0n]);

describe("results", () => {
    it("as JSON keep 64 bits and the point of floats", () => {
        const json = resultFormatter("json");
        const text =
            json.chunk("_result", 0, kitchen, true) +
            json.chunk("_result", 0, kitchen, false) +
            json.chunk("other", 0, table("a\nb", [1], [2n]), false);
        expect(JSON.parse(text + json.finish())).toMatchObject({
            results: [{ name: "_result", tables: [{ rows: { length: 4 } }] }, { name: "other" }],
        });
        expect(text).toContain('["Kitchen","1970-01-01T00:00:00Z",5.0,9223372036854775807],["Kitchen","1970-01-01T00:00:01Z","NaN",null]');
        expect(text).toContain('{"label":"room","type":"string","group":true}');
        expect(resultFormatter("json").finish()).toBe('{"results":[]}\n');
    });

    it("as NDJSON are one object a row", () => {
        const lines = resultFormatter("ndjson").chunk("_result", 3, kitchen, false).trimEnd().split("\n");
        expect(lines[0]).toBe(
            '{"result":"_result","table":3,"room":"Kitchen","_time":"1970-01-01T00:00:00Z","_value":5.0,"n":9223372036854775807}',
        );
        expect(lines).toHaveLength(2);
    });

    it("as text stand in columns under their group key, control characters escaped", () => {
        const text = resultFormatter("table").chunk("_result", 0, table("K\u001b[2J", [1.5, 20], [7n, 10n]), false);
        expect(text).toBe(
            [
                "Result: _result",
                "Table: room=K\\u001b[2J",
                "_time                 _value   n",
                "--------------------  ------  --",
                "1970-01-01T00:00:00Z     1.5   7",
                "1970-01-01T00:00:01Z      20  10",
                "",
                "",
            ].join("\n"),
        );
    });
});
