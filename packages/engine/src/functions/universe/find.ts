import { cellAt, columnFrom, columnOf, GroupKey, makeTable, type Table } from "@flux-scripts/tables";
import type { Args } from "../../arguments.ts";
import { source } from "../../execution/steps.ts";
import { type Definition, scalar } from "../../registry.ts";
import { FluxError } from "../../values/error.ts";
import { ArrayValue, fromCell, RecordValue, StreamValue, type Value } from "../../values/value.ts";
import { rowRecord } from "./reduce.ts";

/** The first table whose group key the function accepts. A key column that the function asks for in vain is null. */
function findTable(args: Args): Table | undefined {
    const tables = args.context.collect(args.stream("tables"));
    const accepts = args.context.predicate(args.fn("fn"), { parameter: "key" });
    return tables.find((table) => {
        const columns = table.key.entries.map(({ label, type, value }) => columnFrom(label, type, [value]));
        return accepts(makeTable(GroupKey.empty, columns, 1))[0] === 1;
    });
}

function columnValues(table: Table, label: string): ArrayValue | undefined {
    const column = columnOf(table, label);
    if (column === undefined) {
        return undefined;
    }
    return new ArrayValue(Array.from({ length: table.rows }, (_, row): Value => fromCell(column.type, cellAt(column, row))));
}

/** The table of a stream that holds one. */
function onlyTable(args: Args): Table {
    const [table] = args.context.collect(args.stream("table"));
    if (table === undefined) {
        throw new FluxError("not found", "no table found");
    }
    return table;
}

/** Functions that take values out of tables while the script is evaluated. */
export const find: Readonly<Record<string, Definition>> = {
    tableFind: scalar(
        ["<-tables", "fn"],
        (args) => {
            const table = findTable(args);
            if (table === undefined) {
                throw new FluxError("not found", "no table found");
            }
            return new StreamValue(source("tableFind", () => [{ table, more: false }], { order: "sorted" }));
        },
        { pure: false },
    ),
    getColumn: scalar(
        ["<-table", "column"],
        (args) => {
            const label = args.string("column");
            const values = columnValues(onlyTable(args), label);
            if (values === undefined) {
                throw new FluxError("invalid", `cannot find column ${label}`);
            }
            return values;
        },
        { pure: false },
    ),
    getRecord: scalar(
        ["<-table", "idx"],
        (args) => {
            const table = onlyTable(args);
            const row = args.count("idx");
            if (row < 0 || row >= table.rows) {
                throw new FluxError("out of range", `index out of bounds: ${row}`);
            }
            return rowRecord(table, row);
        },
        { pure: false },
    ),
    findColumn: scalar(
        ["<-tables", "fn", "column"],
        (args) => {
            const table = findTable(args);
            return (table && columnValues(table, args.string("column"))) ?? new ArrayValue([]);
        },
        { pure: false },
    ),
    findRecord: scalar(
        ["<-tables", "fn", "idx"],
        (args) => {
            const table = findTable(args);
            const row = args.count("idx");
            return table !== undefined && row >= 0 && row < table.rows ? rowRecord(table, row) : new RecordValue(new Map());
        },
        { pure: false },
    ),
};
