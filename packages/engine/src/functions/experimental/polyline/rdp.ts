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

/** Rows that stay when points nearer than epsilon to the line of their neighbours go (Ramer–Douglas–Peucker). */
export function simplify(points: Points, epsilon: number): number[] {
    const last = points.x.length - 1;
    if (last < 1) {
        return last < 0 ? [] : [0];
    }
    const kept = new Set([0, last]);
    const spans: [number, number][] = [[0, last]];
    for (let span = spans.pop(); span !== undefined; span = spans.pop()) {
        const [from, to] = span;
        let farthest = 0;
        let at = -1;
        for (let i = from + 1; i < to; i += 1) {
            const away = distance(points, i, from, to);
            if (away > farthest) {
                farthest = away;
                at = i;
            }
        }
        if (at >= 0 && farthest > epsilon) {
            kept.add(at);
            spans.push([from, at], [at, to]);
        }
    }
    return [...kept].sort((a, b) => a - b);
}

interface Options {
    readonly valColumn: string;
    readonly timeColumn: string;
    readonly epsilon: number;
}

function simplified(table: Table, options: Options): Table {
    const times = requireColumn(table, options.timeColumn);
    const values = requireColumn(table, options.valColumn);
    if (times.type !== "time" || !isNumeric(values.type)) {
        throw new FluxError("failed precondition", "rdp needs a time column and a numeric value column");
    }
    const first = times.data[0] ?? 0n;
    const x = Float64Array.from(times.data, (time) => Number(time - first) / 1e9);
    const y = floatsOf(values);
    const rows = simplify({ x, y }, options.epsilon);
    return keyedTable(table, rows.length, [
        makeColumn("_time", "time", BigInt64Array.from(rows, (row) => times.data[row] as bigint)),
        makeColumn("_value", "float", Float64Array.from(rows, (row) => y[row] as number)),
    ]);
}

/** `polyline.rdp`: fewer points of about the same shape. */
export default transformation(["<-tables", "?valColumn", "?timeColumn", "?epsilon", "?retention"], (args) => {
    if (!args.has("epsilon")) {
        throw new FluxError("unimplemented", "polyline.rdp needs an epsilon here: choosing one by a retention rate is not supported");
    }
    const options = { valColumn: args.string("valColumn", "_value"), timeColumn: args.string("timeColumn", "_time"), epsilon: args.float("epsilon") };
    return perTable(args, "rdp", (table) => simplified(table, options));
});
