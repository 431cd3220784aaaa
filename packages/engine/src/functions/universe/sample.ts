import { transformation } from "../../registry.ts";
import { perTable } from "../support/perTable.ts";
import { requireColumn } from "../support/columns.ts";
import { type Table, takeTable } from "@flux-scripts/tables";
import { FluxError } from "../../values/error.ts";

/** Fails unless n is positive and pos (where given) below it. */
function checkSample(n: number, pos: number): void {
    if (n <= 0) {
        throw new FluxError("invalid", `n must be a positive integer, but was ${n}`);
    }
    if (pos >= n) {
        throw new FluxError("invalid", `pos must be less than n, but ${pos} >= ${n}`);
    }
}

/** Every n-th row from row `pos` on. */
function sample(table: Table, n: number, pos: number): Table {
    const rows: number[] = [];
    for (let row = pos; row < table.rows; row += n) {
        rows.push(row);
    }
    return takeTable(table, rows);
}

export default transformation(["<-tables", "n", "?pos", "?column"], (args) => {
    const n = args.count("n");
    const pos = args.count("pos", -1);
    const label = args.string("column", "_value");
    checkSample(n, pos);
    const first = pos < 0 ? Math.floor(Math.random() * n) : pos;
    return perTable(args, "sample", (table) => {
        requireColumn(table, label, `no column "${label}" exists`);
        return sample(table, n, first);
    });
});
