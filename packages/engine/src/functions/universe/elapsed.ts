import { transformation } from "../../registry.ts";
import { perTable } from "../support/perTable.ts";
import { approximateNs } from "../../kernels/duration.ts";
import { SECOND } from "../support/durations.ts";
import { makeColumn, sliceTable, type Table } from "@flux-scripts/tables";
import { requireColumn } from "../support/columns.ts";

const SMALLEST = -(2n ** 63n);

/**
 * Adds a column with the time since the row before, in whole units (truncated toward zero); the first row is dropped. A null time counts
 * as 1970; a time column of another type gives an empty table without the new column.
 */
function elapsed(table: Table, timeColumn: string, columnName: string, unitNs: bigint): Table {
    const times = requireColumn(table, timeColumn);
    if (times.type !== "time") {
        return sliceTable(table, 0, 0);
    }
    const data = new BigInt64Array(table.rows);
    const at = (row: number): bigint => (times.nulls?.[row] === 1 ? 0n : (times.data[row] as bigint));
    for (let row = 1; row < table.rows; row += 1) {
        data[row] = unitNs === 0n ? SMALLEST : BigInt.asIntN(64, at(row) - at(row - 1)) / unitNs;
    }
    const column = makeColumn(columnName, "int", data);
    const columns = table.columns.some(({ label }) => label === columnName)
        ? table.columns.map((other) => (other.label === columnName ? column : other))
        : [...table.columns, column];
    return sliceTable({ key: table.key, columns, rows: table.rows }, 1, table.rows);
}

export default transformation(["<-tables", "?unit", "?timeColumn", "?columnName"], (args) => {
    const unitNs = approximateNs(args.duration("unit", SECOND));
    const timeColumn = args.string("timeColumn", "_time");
    const columnName = args.string("columnName", "elapsed");
    return perTable(args, "elapsed", (table) => elapsed(table, timeColumn, columnName, unitNs));
});
