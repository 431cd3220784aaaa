import {
    AnnotatedCsvEncoder,
    type Cell,
    columnFrom,
    type ColumnType,
    constantColumn,
    GroupKey,
    makeTable,
    type Table,
} from "@flux-scripts/tables";
import type { Args } from "../../arguments.ts";
import { source } from "../../execution/steps.ts";
import { type Definition, constant, definePackage, flux, scalar, transformation } from "../../registry.ts";
import { Time } from "../../values/value.ts";

const START = 1609459200000000000n;
const STEP = 10000000000n;

/** Values of the series t1 and t2, ten seconds apart. */
const VALUES: Readonly<Record<string, readonly [readonly Cell[], readonly Cell[]]>> = {
    float: [
        [-2.18, 10.92, 7.35, 17.53, 15.23, 4.43],
        [19.85, 4.97, -3.75, 19.77, 13.86, 1.86],
    ],
    string: [
        ["smpl_g9qczs", "smpl_0mgv9n", "smpl_phw664", "smpl_guvzy4", "smpl_5v3cce", "smpl_s9fmgy"],
        ["smpl_b5eida", "smpl_eu4oxp", "smpl_5g7tz4", "smpl_sox1ut", "smpl_wfm757", "smpl_dtn2bv"],
    ],
    bool: [
        [true, true, false, true, false, false],
        [false, true, false, true, true, false],
    ],
};

/** Rows that are null when nulls are asked for. */
const NULL_ROWS: readonly [ReadonlySet<number>, ReadonlySet<number>] = [new Set([1, 3, 4]), new Set([0, 4])];

function tablesOf(type: ColumnType, includeNull: boolean): Table[] {
    return ["t1", "t2"].map((tag, series) => {
        const cells = VALUES[type]?.[series] ?? [];
        const values = cells.map((cell, row) => (includeNull && NULL_ROWS[series]?.has(row) === true ? null : cell));
        const times = values.map((_, row) => START + BigInt(row) * STEP);
        return makeTable(new GroupKey([{ label: "tag", type: "string", value: tag }]), [
            columnFrom("_time", "time", times),
            constantColumn("tag", "string", tag, values.length),
            columnFrom("_value", type, values),
        ]);
    });
}

const sample = (type: ColumnType): Definition =>
    transformation(["?includeNull"], (args: Args) => {
        const includeNull = args.bool("includeNull", false);
        return source(type, () => tablesOf(type, includeNull).map((table) => ({ table, more: false })), { order: "sorted" });
    });

/** The same tables as annotated CSV. */
const csvText = (type: ColumnType): Definition =>
    scalar(["?includeNull"], (args) => {
        const encoder = new AnnotatedCsvEncoder();
        encoder.startResult("_result");
        return (
            tablesOf(type, args.bool("includeNull", false))
                .map((table, index) => encoder.table(table, index, false))
                .join("") + encoder.endResult()
        );
    });

export default definePackage("sampledata", {
    _numeric: csvText("float"),
    _string: csvText("string"),
    _bool: csvText("bool"),
    start: constant(new Time(START)),
    stop: constant(new Time(START + 6n * STEP)),
    float: sample("float"),
    string: sample("string"),
    bool: sample("bool"),
    int: flux(`(includeNull=false) => float(includeNull: includeNull) |> toInt()`),
    uint: flux(`(includeNull=false) => float(includeNull: includeNull) |> toUInt()`),
    numericBool: flux(`(includeNull=false) => bool(includeNull: includeNull) |> toInt()`),
});
