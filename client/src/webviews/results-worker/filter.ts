/** Filters of columns: what a person types, as a test of cells. */
import { type Column, type ColumnType, compareText, formatCell } from "@flux-scripts/tables";
import { RE2JS } from "re2js";
import type { CellText } from "../results/protocol.ts";
import type { ColumnFilter, FilterFault } from "../results/operations.ts";
import { show } from "./cells.ts";
import { cellOf } from "./sums.ts";
import { timeSpan } from "./time.ts";

/** Whether the cell of a row passes. */
export type CellTest = (row: number) => boolean;

/** A filter that was read: gives the test for a column's stretch of rows. */
export type CompiledFilter = (column: Column | undefined) => CellTest;

/** An expression that can't be read: what its value is not. */
export class FilterError extends Error {
    constructor(
        readonly kind: FilterFault["kind"],
        /** The value, or why it is no regular expression. */
        readonly text: string,
    ) {
        super(`${text}: no ${kind}`);
    }
}

/** Reads a filter for a column of a type whose times are shown in `zone`. Throws {@link FilterError}. */
export function compileFilter(filter: ColumnFilter, type: ColumnType, zone: string): CompiledFilter {
    if ("values" in filter) return oneOf(filter.values);
    return compileExpression(filter.expression.trim(), type, zone);
}

function oneOf(values: readonly CellText[]): CompiledFilter {
    const wanted = new Set(values);
    return (column) => byText(column, (text) => wanted.has(text), wanted.has(null));
}

const comparison = /^(<=|>=|!=|==?|<|>)\s*(.*)$/s;

function compileExpression(expression: string, type: ColumnType, zone: string): CompiledFilter {
    if (expression === "") return () => () => true;
    if (/^null$/i.test(expression)) return (column) => isNull(column, true);
    if (/^not null$/i.test(expression)) return (column) => isNull(column, false);
    const compared = comparison.exec(expression);
    if (compared !== null) return compileComparison(compared[1] as Operator, unquoted(compared[2] ?? ""), type, zone);
    if (expression.startsWith("!")) {
        const inner = compileExpression(expression.slice(1).trim(), type, zone);
        return (column) => {
            const test = inner(column);
            return (row) => !test(row);
        };
    }
    const regex = /^\/(.+)\/(i?)$/s.exec(expression);
    if (regex !== null) {
        const pattern = regularExpression(regex[1] as string, regex[2] === "i");
        return (column) => byShown(column, zone, pattern);
    }
    const wanted = unquoted(expression).toLowerCase();
    return (column) => byShown(column, zone, (text) => text.toLowerCase().includes(wanted));
}

/** A test of texts, in linear time whatever the expression. Throws {@link FilterError}. */
export function regularExpression(source: string, ignoreCase: boolean): (text: string) => boolean {
    try {
        const pattern = RE2JS.compile(source, ignoreCase ? RE2JS.CASE_INSENSITIVE : 0);
        return (text) => pattern.matcher(text).find();
    } catch (error) {
        throw new FilterError("regex", error instanceof Error ? error.message : String(error));
    }
}

function unquoted(text: string): string {
    return /^".*"$/s.test(text) && text.length > 1 ? text.slice(1, -1) : text;
}

function isNull(column: Column | undefined, wanted: boolean): CellTest {
    const nulls = column?.nulls;
    if (column === undefined) return () => wanted;
    return nulls === undefined ? () => !wanted : (row) => (nulls[row] === 1) === wanted;
}

/** Tests the text of a cell in annotated CSV; texts of equal neighbours are tested once. */
function byText(column: Column | undefined, test: (text: string) => boolean, ofNull: boolean): CellTest {
    if (column === undefined) return () => ofNull;
    const { type, nulls } = column;
    let last: unknown;
    let lastPasses = false;
    return (row) => {
        if (nulls !== undefined && nulls[row] === 1) return ofNull;
        const value = column.data[row];
        if (value !== last) {
            last = value;
            lastPasses = test(formatCell(type, cellOf(column, row)));
        }
        return lastPasses;
    };
}

const remembered = 10_000;

/** Tests a cell as it is shown, as a person reads it; texts that repeat are tested once. */
function byShown(column: Column | undefined, zone: string, test: (text: string) => boolean): CellTest {
    if (column === undefined) return () => false;
    const { type, nulls, data } = column;
    const known = new Map<unknown, boolean>();
    return (row) => {
        if (nulls !== undefined && nulls[row] === 1) return false;
        const value = data[row];
        const before = known.get(value);
        if (before !== undefined) return before;
        const passes = test(type === "time" ? (show(column, row, 0, zone) ?? "") : formatCell(type, cellOf(column, row)));
        if (known.size < remembered) known.set(value, passes);
        return passes;
    };
}

type Operator = "<=" | ">=" | "!=" | "=" | "==" | "<" | ">";

/** By the sign of the cell against the value. */
const operators: Readonly<Record<Operator, (sign: number) => boolean>> = {
    "<=": (sign) => sign <= 0,
    ">=": (sign) => sign >= 0,
    "!=": (sign) => sign !== 0,
    "=": (sign) => sign === 0,
    "==": (sign) => sign === 0,
    "<": (sign) => sign < 0,
    ">": (sign) => sign > 0,
};

function compileComparison(operator: Operator, wanted: string, type: ColumnType, zone: string): CompiledFilter {
    const holds = operators[operator];
    const sign = signs[type](wanted, zone);
    return (column) => {
        if (column === undefined) return () => operator === "!=";
        const { nulls, data } = column;
        return (row) => {
            if (nulls !== undefined && nulls[row] === 1) return operator === "!=";
            return holds(sign(data[row] as never));
        };
    };
}

/** For each type: reads the value and gives -1, 0 or 1 for a cell below, at or above it; NaN for one that has no order. */
const signs: Readonly<Record<ColumnType, (wanted: string, zone: string) => (value: never) => number>> = {
    string: (wanted) => (value: string) => compareText(value, wanted),
    bool: (wanted) => {
        if (!/^(true|false)$/i.test(wanted)) throw new FilterError("bool", wanted);
        const number = wanted.toLowerCase() === "true" ? 1 : 0;
        return (value: number) => value - number;
    },
    float: (wanted) => {
        const number = floatOf(wanted);
        return (value: number) =>
            Object.is(value, number) ? 0 : value < number ? -1 : value > number ? 1 : value === number ? 0 : Number.NaN;
    },
    int: integerSign,
    uint: integerSign,
    time: (wanted, zone) => {
        const span = timeSpan(wanted, zone);
        if (span === undefined) throw new FilterError("time", wanted);
        return (value: bigint) => (value < span.from ? -1 : value >= span.to ? 1 : 0);
    },
};

function floatOf(text: string): number {
    if (/^[+-]?inf(inity)?$/i.test(text)) return text.startsWith("-") ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
    const number = Number(text);
    if (text === "" || (Number.isNaN(number) && !/^nan$/i.test(text))) throw new FilterError("number", text);
    return number;
}

/** Integers compare exactly with any decimal: with one that is none, they are below or above. */
function integerSign(wanted: string): (value: bigint) => number {
    const match = /^([+-]?)(\d+)(?:\.(\d*))?$/.exec(wanted);
    if (match === null) {
        const number = floatOf(wanted);
        return (value: bigint) => (value < number ? -1 : value > number ? 1 : Number.isNaN(number) ? Number.NaN : 0);
    }
    const size = BigInt(match[2] as string);
    const whole = match[1] === "-" ? -size : size;
    const isBetween = /[1-9]/.test(match[3] ?? "");
    const below = isBetween && match[1] === "-" ? whole - 1n : whole;
    return (value: bigint) => (value < below ? -1 : value > below ? 1 : isBetween ? -1 : 0);
}
