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
 * How far points may lie from the straight line between two others without being seen apart from it: what rounding both ends to whole
 * units turns the line by, times its length (the tolerance of parameter-free dominant point detection).
 */
function tolerance({ x, y }: Points, from: number, to: number): number {
    const dx = (x[to] as number) - (x[from] as number);
    const dy = (y[to] as number) - (y[from] as number);
    const length = Math.hypot(dx, dy);
    if (length === 0) {
        return 0;
    }
    const [cos, sin] = [dx / length, dy / length];
    const most = (Math.abs(cos) + Math.abs(sin)) / length;
    const turned = (size: number): number => Math.atan((Math.abs(size) / length) * (1 - most + most * most));
    return length * Math.max(turned(sin + cos), turned(sin - cos));
}

/**
 * Rows that stay (Ramer–Douglas–Peucker): each stretch between two of them is split at the point farthest from its line as long as
 *  that point is farther away than epsilon allows and no more than `most` points stay.
 */
function simplify(points: Points, epsilon: (from: number, to: number) => number, most = Number.POSITIVE_INFINITY): number[] {
    const last = points.x.length - 1;
    if (last < 1) {
        return last < 0 ? [] : [0];
    }
    const kept = [0, last];
    const spans = [{ from: 0, to: last }];
    // What is split off comes later in the same list.
    for (const { from, to } of spans) {
        if (kept.length >= most) {
            break;
        }
        const { at, away } = farthest(points, from, to);
        if (at >= 0 && away > epsilon(from, to)) {
            kept.push(at);
            spans.push({ from, to: at }, { from: at, to });
        }
    }
    return kept.sort((a, b) => a - b);
}

interface Options {
    readonly valColumn: string;
    readonly timeColumn: string;
    /** Absent: chosen by the data, unless the retention says how many points to keep. */
    readonly epsilon: number | undefined;
    /** Percent of the points to keep. */
    readonly retention: number | undefined;
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
    const { epsilon, retention } = options;
    const fixed = epsilon ?? (retention === undefined ? undefined : 0);
    const allowed = (from: number, to: number): number => fixed ?? tolerance({ x, y }, from, to);
    const rows = simplify({ x, y }, allowed, retention === undefined ? undefined : Math.floor((retention / 100) * (table.rows + 1)));
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
    if (args.has("epsilon") && args.has("retention")) {
        throw new FluxError("invalid", "epsilon and retention cannot be given together");
    }
    const options = {
        valColumn: args.string("valColumn", "_value"),
        timeColumn: args.string("timeColumn", "_time"),
        epsilon: args.has("epsilon") ? args.float("epsilon") : undefined,
        retention: args.has("retention") ? args.float("retention") : undefined,
    };
    return perTable(args, "rdp", (table) => simplified(table, options));
});
