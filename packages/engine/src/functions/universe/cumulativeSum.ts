import { transformation } from "../../registry.ts";
import { inPlace } from "../support/perTable.ts";
import { type Column, makeColumn, type Table } from "@flux-scripts/tables";
import { isNumeric, nullsOf } from "../support/columns.ts";

/** The running sum of the columns that hold numbers; a null adds nothing, so that the sum is repeated (0 before the first value). */
function cumulativeSum(table: Table, labels: readonly string[]): Table {
    const columns = table.columns.map((column) => (labels.includes(column.label) && isNumeric(column.type) ? sums(column) : column));
    return { key: table.key, columns, rows: table.rows };
}

function sums(column: Column): Column {
    const nulls = nullsOf(column);
    if (column.type === "float") {
        let sum = 0;
        return makeColumn(
            column.label,
            "float",
            column.data.map((value, row) => {
                sum += nulls[row] === 1 ? 0 : value;
                return sum;
            }),
        );
    }
    const source = column.data as BigInt64Array;
    const data = column.type === "uint" ? new BigUint64Array(source.length) : new BigInt64Array(source.length);
    let sum = 0n;
    for (let row = 0; row < source.length; row += 1) {
        sum = BigInt.asIntN(64, sum + (nulls[row] === 1 ? 0n : (source[row] as bigint)));
        data[row] = sum;
    }
    return makeColumn(column.label, column.type, data);
}

export default transformation(["<-tables", "?columns"], (args) => {
    const labels = args.strings("columns", ["_value"]);
    return inPlace(args, "cumulativeSum", (table) => cumulativeSum(table, labels));
});
