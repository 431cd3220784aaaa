import { transformation } from "../../registry.ts";
import { perTable } from "../support/perTable.ts";
import { approximateNs } from "../../kernels/duration.ts";
import { constantColumn, makeColumn, type Table } from "@flux-scripts/tables";
import { holtWinters as forecast } from "../../kernels/holt-winters.ts";
import { FluxError } from "../../values/error.ts";
import { floatsOf, isNumeric, keyedTable, nullsOf, requireColumn, requireTimes } from "../support/columns.ts";

export interface HoltWintersOptions {
    readonly n: number;
    readonly intervalNs: bigint;
    readonly seasonality: number;
    readonly column: string;
    readonly timeColumn: string;
    readonly withFit: boolean;
    readonly withMinSse: boolean;
}

/** The forecast of n values after the last, one an interval, in columns `_time` and `_value` (and `minSSE`); the fit before them if asked. */
export function holtWinters(table: Table, options: HoltWintersOptions): Table {
    const column = requireColumn(table, options.column);
    if (!isNumeric(column.type)) {
        throw new FluxError("failed precondition", `holtWinters can work only on numerical types, got ${column.type}`);
    }
    const times = requireTimes(table, options.timeColumn);
    const buckets = regular(times, floatsOf(column), nullsOf(column), options.intervalNs);
    const enough = buckets.values.length >= 2 && options.n > 0;
    const found = enough ? forecast(buckets.values, options.n, options.seasonality) : { values: new Float64Array(0), sse: 0 };
    const skip = options.withFit ? 0 : Math.min(buckets.values.length, found.values.length);
    const values = found.values.slice(skip);
    const at = BigInt64Array.from(values, (_, i) => buckets.start + BigInt(i + skip) * options.intervalNs);
    const columns = [makeColumn("_time", "time", at), makeColumn("_value", "float", values)];
    if (options.withMinSse) {
        columns.push(constantColumn("minSSE", "float", found.sse, values.length));
    }
    return keyedTable(table, values.length, columns);
}

/** One value an interval from the first time on: the first row of each interval, NaN where there is none. */
function regular(
    times: BigInt64Array,
    values: Float64Array,
    nulls: Uint8Array,
    interval: bigint,
): { readonly start: bigint; readonly values: Float64Array } {
    const first = times[0];
    if (first === undefined) {
        return { start: 0n, values: new Float64Array(0) };
    }
    const start = first - (first % interval);
    const found: number[] = [];
    for (let row = 0; row < times.length; row += 1) {
        const bucket = Number(((times[row] as bigint) - start) / interval);
        while (found.length <= bucket) {
            found.push(Number.NaN);
        }
        if (Number.isNaN(found[bucket]) && nulls[row] !== 1) {
            found[bucket] = values[row] as number;
        }
    }
    return { start, values: Float64Array.from(found) };
}

export default transformation(
    ["<-tables", "n", "interval", "?withFit", "?column", "?timeColumn", "?seasonality", "?withMinSSE"],
    (args) => {
        const options = {
            n: args.count("n"),
            intervalNs: approximateNs(args.duration("interval")),
            seasonality: args.count("seasonality", 0),
            column: args.string("column", "_value"),
            timeColumn: args.string("timeColumn", "_time"),
            withFit: args.bool("withFit", false),
            withMinSse: args.bool("withMinSSE", false),
        };
        return perTable(args, "holtWinters", (table) => holtWinters(table, options));
    },
);
