import { columnFrom, constantColumn, formatTime, GroupKey, makeTable, type Table } from "@flux-scripts/tables";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Dialect } from "../http/dialect.ts";
import { CsvWriter } from "./csv.ts";
import { TimeText } from "./timetext.ts";

function tableOf(group: string, values: readonly (number | null)[]): Table {
    const key = new GroupKey([{ label: "g", type: "string", value: group }]);
    return makeTable(key, [constantColumn("g", "string", group, values.length), columnFrom("v", "float", values)], values.length);
}

function written(dialect: Partial<Dialect>, tables: readonly Table[]): string {
    const writer = new CsvWriter({ header: true, delimiter: ",", annotations: [], ...dialect });
    return tables.map((table, index) => writer.table("_result", index, table, false)).join("") + writer.end();
}

describe("CSV of results", () => {
    it("puts the result's name into rows, or into #default where that is asked for", () => {
        const tables = [tableOf("a", [1.5, null]), tableOf("b", [2])];
        expect(written({}, tables)).toBe(",result,table,g,v\r\n,_result,0,a,1.5\r\n,_result,0,a,\r\n,_result,1,b,2\r\n\r\n");
        expect(written({ annotations: ["default", "datatype"], delimiter: ";" }, tables)).toBe(
            "#default;_result;;;\r\n#datatype;string;long;string;double\r\n;result;table;g;v\r\n;;0;a;1.5\r\n;;0;a;\r\n;;1;b;2\r\n\r\n",
        );
        expect(written({ header: false }, tables)).toBe(",_result,0,a,1.5\r\n,_result,0,a,\r\n,_result,1,b,2\r\n\r\n");
    });

    it("shows a table without rows by its key, and begins anew after it", () => {
        expect(written({ annotations: ["group", "default"] }, [tableOf("a,b", []), tableOf("c", [1])])).toBe(
            '#group,false,false,true,false\r\n#default,_result,0,"a,b",\r\n,result,table,g,v\r\n\r\n' +
                "#group,false,false,true,false\r\n#default,_result,,,\r\n,result,table,g,v\r\n,,1,c,1\r\n\r\n",
        );
    });

    it("quotes what would be read otherwise", () => {
        const texts = ["a;b", "a,b", 'say "hi"', "two\nlines", "cr\r\nlf", " lead", "trail ", "#x", "", "\\."];
        const table = makeTable(GroupKey.empty, [columnFrom("v", "string", texts)]);
        expect(
            written({ header: false }, [table])
                .split(/\r\n(?=,_result|\r\n)/)
                .map((line) => line.replace(/^,_result,0,/, "")),
        ).toEqual(["a;b", '"a,b"', '"say ""hi"""', '"two\r\nlines"', '"cr\r\nlf"', '" lead"', "trail ", "#x", "", '"\\."', "\r\n"]);
    });

    it("writes every time as the exact writer does", () => {
        const text = new TimeText();
        const edges = [0n, -1n, 1n, -(2n ** 63n), 2n ** 63n - 1n, 1_709_287_200_000_000_000n, 999_999_999n, -1_000_000_000n];
        const check = (time: bigint): void => {
            expect(text.text(text.halvesOf(BigInt64Array.of(time)), 0)).toBe(formatTime(time));
        };
        edges.forEach(check);
        fc.assert(fc.property(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), check), { numRuns: 5000 });
        fc.assert(
            fc.property(fc.integer({ min: -9_000_000_000, max: 9_000_000_000 }), fc.integer({ min: -2, max: 2 }), (second, off) =>
                check(BigInt(second) * 10n ** 9n + BigInt(off)),
            ),
            { numRuns: 5000 },
        );
    });
});
