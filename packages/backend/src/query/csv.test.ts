import { ByteOutput, columnFrom, constantColumn, GroupKey, makeTable, type Table } from "@flux-scripts/tables";
import { describe, expect, it } from "vitest";
import type { Dialect } from "../http/dialect.ts";
import { CsvWriter } from "./csv.ts";

function tableOf(group: string, values: readonly (number | null)[]): Table {
    const key = new GroupKey([{ label: "g", type: "string", value: group }]);
    return makeTable(key, [constantColumn("g", "string", group, values.length), columnFrom("v", "float", values)], values.length);
}

function written(dialect: Partial<Dialect>, tables: readonly Table[]): string {
    const writer = new CsvWriter({ header: true, delimiter: ",", annotations: [], ...dialect });
    const out = new ByteOutput();
    for (const [index, table] of tables.entries()) writer.table(out, "_result", index, table, false);
    return new TextDecoder().decode(out.take()) + writer.end();
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

    it("writes an empty text as a quoted one where that is asked for, in the group key too", () => {
        const key = new GroupKey([{ label: "g", type: "string", value: "" }]);
        const table = makeTable(key, [constantColumn("g", "string", "", 2), columnFrom("v", "string", ["", null])]);
        expect(written({ header: false }, [table])).toBe(",_result,0,,\r\n,_result,0,,\r\n\r\n");
        expect(written({ header: false, quotedEmpty: true }, [table])).toBe(',_result,0,"",""\r\n,_result,0,"",\r\n\r\n');
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
});
