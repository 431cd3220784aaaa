import { makeColumn, type Table } from "@flux-scripts/tables";
import { transformation } from "../../../registry.ts";
import { FluxError } from "../../../values/error.ts";
import { floatsOf, isNumeric, keyedTable, requireColumn } from "../../support/columns.ts";
import { perTable } from "../../support/perTable.ts";

/** Points with times in ns and values. */
interface Points {
    readonly x: Float64Array;
    readonly y: Float64Array;
}

/** Distance of point i from the straight line through points a and b. */
function distance({ x, y }: Points, i: number, a: number, b: number): number {
    const at = (points: Float64Array, index: number): number => points[index] as number;
    const dx = at(x, b) - at(x, a);
    const dy = at(y, b) - at(y, a);
    const length = Math.hypot(dx, dy);
    if (length === 0) {
        return Math.hypot(at(x, i) - at(x, a), at(y, i) - at(y, a));
    }
    return Math.abs(dy * at(x, i) - dx * at(y, i) + at(x, b) * at(y, a) - at(y, b) * at(x, a)) / length;
}

/** The point between two that lies farthest from their line. */
function farthest(points: Points, from: number, to: number): { readonly at: number; readonly away: number } {
    let found = { at: -1, away: 0 };
    for (let i = from + 1; i < to; i += 1) {
        const away = distance(points, i, from, to);
        if (away > found.away) {
            found = { at: i, away };
        }
    }
    return found;
}

/**
 * Rows that stay when points are taken up in the order of their distance from the line of their neighbours (Ramer–Douglas–Peucker):
 * those farther than epsilon, and no more than `most`.
 */
function simplify(points: Points, epsilon: number, most = Number.POSITIVE_INFINITY): number[] {
    const last = points.x.length - 1;
    if (last < 1) {
        return last < 0 ? [] : [0];
    }
    const kept = [0, last];
    const spans = [{ from: 0, to: last, ...farthest(points, 0, last) }];
    while (kept.length < most) {
        const next = spans.reduce((best, span, i) => (span.away > (spans[best]?.away ?? 0) ? i : best), 0);
        const [span] = spans.splice(next, 1);
        if (span === undefined || span.at < 0 || !(span.away > epsilon)) {
            break;
        }
        kept.push(span.at);
        spans.push({ from: span.from, to: span.at, ...farthest(points, span.from, span.at) });
        spans.push({ from: span.at, to: span.to, ...farthest(points, span.at, span.to) });
    }
    return kept.sort((a, b) => a - b);
}

interface Options {
    readonly valColumn: string;
    readonly timeColumn: string;
    readonly epsilon: number;
    /** Percent of the points to keep. */
    readonly retention: number;
}

function simplified(table: Table, options: Options): Table {
    const times = requireColumn(table, options.timeColumn);
    const values = requireColumn(table, options.valColumn);
    if (times.type !== "time" || !isNumeric(values.type)) {
        throw new FluxError("failed precondition", "rdp needs a time column and a numeric value column");
    }
    const first = times.data[0] ?? 0n;
    const x = Float64Array.from(times.data, (time) => Number(time - first));
    const y = floatsOf(values);
    const rows = simplify({ x, y }, options.epsilon, Math.floor((options.retention / 100) * table.rows));
    return keyedTable(table, rows.length, [
        makeColumn(
            "_time",
            "time",
            BigInt64Array.from(rows, (row) => times.data[row] as bigint),
        ),
        makeColumn(
            "_value",
            "float",
            Float64Array.from(rows, (row) => y[row] as number),
        ),
    ]);
}

/** `polyline.rdp`: fewer points of about the same shape. */
export default transformation(["<-tables", "?valColumn", "?timeColumn", "?epsilon", "?retention"], (args) => {
    if (args.has("epsilon") === args.has("retention")) {
        throw args.has("epsilon")
            ? new FluxError("invalid", "epsilon and retention cannot be given together")
            : new FluxError(
                  "unimplemented",
                  "polyline.rdp needs an epsilon or a retention here: choosing an epsilon by the data is not supported",
              );
    }
    const options = {
        valColumn: args.string("valColumn", "_value"),
        timeColumn: args.string("timeColumn", "_time"),
        epsilon: args.float("epsilon", 0),
        retention: args.float("retention", 100),
    };
    return perTable(args, "rdp", (table) => simplified(table, options));
});
