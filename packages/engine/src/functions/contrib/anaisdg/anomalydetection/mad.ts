import {
    cellAt,
    cellId,
    columnOf,
    compareText,
    constantColumn,
    columnFrom,
    makeColumn,
    GroupKey,
    type Table,
    takeTable,
} from "@flux-scripts/tables";
import { gather } from "../../../../execution/steps.ts";
import { joined } from "../../../../execution/output.ts";
import { TDigest } from "../../../../kernels/tdigest.ts";
import { transformation } from "../../../../registry.ts";
import { FluxError } from "../../../../values/error.ts";

/** From the median of absolute deviations to the standard deviation of a normal distribution. */
const SCALE = 1.4826;

function median(values: readonly number[]): number {
    const digest = new TDigest(1000);
    for (const value of values) {
        digest.add(value);
    }
    return digest.quantile(0.5);
}

/** The rows of one time, with their distance from its median in units of the median distance; none when that is 0. */
function judged(table: Table, threshold: number): Table | undefined {
    const values = columnOf(table, "_value");
    if (values?.type !== "float") {
        throw new FluxError("failed precondition", `mad requires a column "_value" of type float`);
    }
    const rows = Array.from({ length: table.rows }, (_, row) => row).filter((row) => values.nulls?.[row] !== 1);
    const middle = median(rows.map((row) => values.data[row] as number));
    const distances = rows.map((row) => Math.abs((values.data[row] as number) - middle));
    const unit = median(distances);
    if (!(SCALE * unit > 0)) {
        return undefined;
    }
    const scores = distances.map((distance) => distance / unit);
    const kept = takeTable(table, rows);
    const columns = [
        ...kept.columns.filter(({ label }) => !["_value", "_start", "_stop"].includes(label)),
        constantColumn("MAD", "float", SCALE * unit, rows.length),
        makeColumn("_value", "float", Float64Array.from(scores)),
        makeColumn("_value_diff", "float", Float64Array.from(distances)),
        constantColumn("_value_diff_med", "float", unit, rows.length),
        columnFrom(
            "level",
            "string",
            scores.map((score) => (score >= threshold ? "anomaly" : "normal")),
        ),
    ];
    return { key: table.key, columns: columns.sort((a, b) => compareText(a.label, b.label)), rows: rows.length };
}

/** Tables by `_time`. */
function byTime(tables: readonly Table[]): Table[] {
    const groups = new Map<string, { key: GroupKey; parts: Table[] }>();
    for (const table of tables) {
        const times = columnOf(table, "_time");
        const rowsOf = new Map<string, number[]>();
        for (let row = 0; row < table.rows; row += 1) {
            const time = times === undefined ? null : cellAt(times, row);
            const id = cellId(time);
            rowsOf.set(id, [...(rowsOf.get(id) ?? []), row]);
            if (!groups.has(id)) {
                groups.set(id, { key: new GroupKey([{ label: "_time", type: "time", value: time }]), parts: [] });
            }
        }
        for (const [id, rows] of rowsOf) {
            groups.get(id)?.parts.push(takeTable(table, rows));
        }
    }
    return [...groups.values()].map(({ key, parts }) => joined(key, parts));
}

/** `anomalydetection.mad`: values that lie far from the median of their time. */
export default transformation(["<-table", "?threshold"], (args) => {
    const threshold = args.float("threshold", 3);
    return gather([args.stream("table")], "mad", ([tables = []]) => byTime(tables).flatMap((table) => judged(table, threshold) ?? []), {
        order: "sorted",
    });
});
