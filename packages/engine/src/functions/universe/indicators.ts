import { type ColumnType, columnOf, sliceTable, type Table, constantColumn } from "@flux-scripts/tables";
import type { Args } from "../../arguments.ts";
import * as kernels from "../../kernels/indicators.ts";
import { type Definition, transformation } from "../../registry.ts";
import { FluxError } from "../../values/error.ts";
import { isNumeric } from "../support/columns.ts";
import { applyIndicator } from "../support/indicators.ts";
import { inPlace, perTable } from "../support/perTable.ts";

/** n, which must be positive: the reference's words. */
function period(args: Args, words: string): number {
    const n = args.count("n");
    if (n <= 0) {
        throw new FluxError("invalid", `cannot take ${words} with a period of ${n} (must be greater than 0)`);
    }
    return n;
}

const valueWords = (name: string): { readonly missing: string; readonly type: (type: string) => string } => ({
    missing: "cannot find _value column",
    type: (type) => `cannot take ${name} of column _value (type ${type})`,
});

/** One row in which only the columns named keep their values: what the reference gives for a table that is too short. */
function blankRow(table: Table, kept: ReadonlySet<string>): Table {
    const last = sliceTable(table, table.rows - 1, table.rows);
    const columns = last.columns.map((column) => (kept.has(column.label) ? column : constantColumn(column.label, column.type, null, 1)));
    return { key: table.key, columns, rows: 1 };
}

const movingAverage = transformation(["<-tables", "n"], (args) => {
    const n = period(args, "moving average");
    return inPlace(args, "movingAverage", (table) =>
        applyIndicator(table, "_value", (input) => kernels.movingAverage(input, n), valueWords("moving average")),
    );
});

const exponentialMovingAverage = transformation(["<-tables", "n"], (args) => {
    const n = period(args, "exponential moving average");
    return perTable(args, "exponentialMovingAverage", (table) =>
        applyIndicator(table, "_value", (input) => kernels.exponentialMovingAverage(input, n), valueWords("exponential moving average")),
    );
});

const tripleExponentialDerivative = transformation(["<-tables", "n"], (args) => {
    const n = period(args, "triple exponential derivative");
    return perTable(args, "tripleExponentialDerivative", (table) => {
        const result = applyIndicator(
            table,
            "_value",
            (input) => kernels.tripleExponentialDerivative(input, n),
            valueWords("triple exponential derivative"),
        );
        return result.rows === 0 && table.rows > 0 ? shortDerivative(table) : result;
    });
});

function shortDerivative(table: Table): Table {
    const blank = blankRow(table, new Set(["_time"]));
    return {
        ...blank,
        columns: blank.columns.map((column) => (column.label === "_value" ? constantColumn("_value", "float", null, 1) : column)),
    };
}

/** A statistic over several columns: every one is changed, and all lose the same rows. */
function overColumns(
    table: Table,
    labels: readonly string[],
    indicator: (input: kernels.Input) => kernels.Tail,
    refuse: (label: string, type: ColumnType | undefined) => FluxError,
): Table {
    let rows = 0;
    const changed = new Map<string, Table>();
    for (const label of labels) {
        const column = columnOf(table, label);
        if (column === undefined || !isNumeric(column.type)) {
            throw refuse(label, column?.type);
        }
        const single = applyIndicator({ ...table, columns: [column] }, label, indicator, { missing: "", type: () => "" });
        changed.set(label, single);
        rows = single.rows;
    }
    const kept = sliceTable(table, table.rows - rows, table.rows);
    return { ...kept, columns: kept.columns.map((column) => changed.get(column.label)?.columns[0] ?? column), rows };
}

const relativeStrengthIndex = transformation(["<-tables", "n", "?columns"], (args) => {
    const n = period(args, "relative strength index");
    const labels = args.strings("columns", ["_value"]);
    const refuse = (label: string, type: ColumnType | undefined): FluxError =>
        new FluxError(
            "failed precondition",
            type === undefined
                ? `column "${label}" does not exist`
                : `cannot take relative strength index of column ${label} (type ${type})`,
        );
    return perTable(args, "relativeStrengthIndex", (table) => {
        const result = overColumns(table, labels, (input) => kernels.relativeStrengthIndex(input, n), refuse);
        return table.rows === 1 && n > 1
            ? { ...result, columns: result.columns.map((column) => withoutKeyValue(result, column.label)) }
            : result;
    });
});

/** The column of a label, with null in place of a value of the key. */
function withoutKeyValue(table: Table, label: string): Table["columns"][number] {
    const column = columnOf(table, label) as Table["columns"][number];
    return table.key.has(label) ? constantColumn(label, column.type, null, table.rows) : column;
}

const chandeMomentumOscillator = transformation(["<-tables", "n", "?columns"], (args) => {
    const n = period(args, "chande momentum oscillator");
    const labels = args.strings("columns", ["_value"]);
    const refuse = (label: string, type: ColumnType | undefined): FluxError =>
        new FluxError(
            "failed precondition",
            type === undefined
                ? `column "${label}" does not exist`
                : `cannot take chande momentum oscillator of column ${label} (type ${type})`,
        );
    return perTable(args, "chandeMomentumOscillator", (table) =>
        overColumns(table, labels, (input) => kernels.chandeMomentumOscillator(input, n), refuse),
    );
});

/** The step of a call with `n` and a column; also that of `experimental.kaufmansAMA`. */
export function kaufmansAmaStep(args: Args, label: string): ReturnType<typeof perTable> {
    const n = period(args, "Kaufman's adaptive moving average");
    return perTable(args, "kaufmansAMA", (table) =>
        applyIndicator(table, label, (input) => kernels.kaufmansAma(input, n), {
            missing: `column "${label}" does not exist`,
            type: (type) => `KAMA: cannot take moving average of column ${label} (type ${type})`,
        }),
    );
}

/** Moving statistics. */
export const indicators: Readonly<Record<string, Definition>> = {
    movingAverage,
    exponentialMovingAverage,
    tripleExponentialDerivative,
    relativeStrengthIndex,
    chandeMomentumOscillator,
    kaufmansAMA: transformation(["<-tables", "n", "?column"], (args) => kaufmansAmaStep(args, args.string("column", "_value"))),
};
