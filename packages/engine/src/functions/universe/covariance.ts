import { transformation } from "../../registry.ts";
import { perTable } from "../support/perTable.ts";
import type { Table } from "@flux-scripts/tables";
import { Covariance } from "../../kernels/moments.ts";
import { FluxError } from "../../values/error.ts";
import { aggregateRow, floatsOf, nullsOf, requireColumn } from "../support/columns.ts";

/** Sample covariance (or Pearson's r) of two float columns; rows with a null in either are passed over. */
function covariance(table: Table, labels: readonly string[], pearson: boolean, valueDst: string): Table {
    const columns = labels.map((label) => requireColumn(table, label, `specified column "${label}" not found`));
    const [x, y] = columns;
    if (x === undefined || y === undefined || columns.length !== 2) {
        throw new FluxError("invalid", "must provide exactly two columns");
    }
    if (x.type !== y.type) {
        throw new FluxError("failed precondition", "cannot compute the covariance between different types");
    }
    if (x.type !== "float") {
        throw new FluxError("failed precondition", "covariance only support floats");
    }
    const xs = floatsOf(x);
    const ys = floatsOf(y);
    const xNulls = nullsOf(x);
    const yNulls = nullsOf(y);
    const pairs = new Covariance();
    for (let row = 0; row < table.rows; row += 1) {
        if (xNulls[row] !== 1 && yNulls[row] !== 1) {
            pairs.add(xs[row] as number, ys[row] as number);
        }
    }
    return aggregateRow(table, valueDst, "float", pairs.value(pearson));
}

export default transformation(["<-tables", "?pearsonr", "?valueDst", "columns"], (args) => {
    const labels = args.strings("columns");
    if (labels.length !== 2) {
        throw new FluxError("invalid", "must provide exactly two columns");
    }
    const pearson = args.bool("pearsonr", false);
    const valueDst = args.string("valueDst", "_value");
    return perTable(args, "covariance", (table) => covariance(table, labels, pearson, valueDst));
});
