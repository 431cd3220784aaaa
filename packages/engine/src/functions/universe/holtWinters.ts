import { columnFrom, type Table } from "@flux-scripts/tables";
import { transformation } from "../../registry.ts";
import { FluxError } from "../../values/error.ts";
import { isNumeric, keyedTable, requireColumn, requireTimes } from "../support/columns.ts";
import { perTable } from "../support/perTable.ts";

interface Options {
    readonly n: number;
    readonly column: string;
    readonly timeColumn: string;
    readonly withMinSse: boolean;
}

/**
 * An empty forecast where there is nothing to forecast; otherwise refused: what a forecast gives depends on every step of the reference's
 * search for the best parameters, and a search of our own would give other numbers.
 */
function holtWinters(table: Table, options: Options): Table {
    const column = requireColumn(table, options.column);
    if (!isNumeric(column.type)) {
        throw new FluxError("failed precondition", `holtWinters can work only on numerical types, got ${column.type}`);
    }
    requireTimes(table, options.timeColumn);
    if (options.n > 0 && table.rows >= 2) {
        throw new FluxError("unimplemented", "forecasts by holtWinters are not available in this engine");
    }
    const columns = [columnFrom("_time", "time", []), columnFrom("_value", "float", [])];
    return keyedTable(table, 0, options.withMinSse ? [...columns, columnFrom("minSSE", "float", [])] : columns);
}

export default transformation(
    ["<-tables", "n", "interval", "?withFit", "?column", "?timeColumn", "?seasonality", "?withMinSSE"],
    (args) => {
        const options = {
            n: args.count("n"),
            column: args.string("column", "_value"),
            timeColumn: args.string("timeColumn", "_time"),
            withMinSse: args.bool("withMinSSE", false),
        };
        return perTable(args, "holtWinters", (table) => holtWinters(table, options));
    },
);
