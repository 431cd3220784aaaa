/** Questions about stored rows that the page asks its worker: order, filter, find, distinct values, copies, comparison of two runs. */
import type { ColumnType } from "@flux-scripts/tables";
import type { CellText, ViewRequest } from "./protocol.ts";

export interface SortKey {
    readonly label: string;
    readonly descending: boolean;
}

/**
 * Keeps the rows whose cell in the column passes; filters of a view must all pass.
 *
 * `expression` is what a person types: `abc` (contains, capitals don't matter), `= abc`, `!= abc`, `< 5`, `<= 5`, `> 5`, `>= 5`,
 * `/regular expression/` or `/…/i` (Go's syntax, linear time), `null`, `not null`, `"…"` around a text that would else be read as one of
 * these, `!` before any of them for the opposite. Numbers compare exactly (64-bit ints too), times as RFC 3339 or a beginning of it
 * (`>= 2024-03-01`); an empty expression keeps every row. One that can't be read keeps every row, too, and is named in the view's
 * {@link FilterFault}s.
 *
 * `values` keeps the rows whose cell is one of these: values as {@link DistinctValue.value} gives them.
 */
export type ColumnFilter =
    | { readonly label: string; readonly expression: string }
    | { readonly label: string; readonly values: readonly CellText[] };

export interface FilterFault {
    /** Which of the view's filters. */
    readonly index: number;
    /** What its value is not. */
    readonly kind: "number" | "time" | "bool" | "regex";
    /** The value; of a regular expression, why it is none. */
    readonly text: string;
}

/** A cell of a view: numbers of row and column from 0. */
export interface CellPlace {
    readonly row: number;
    readonly column: number;
}

/** Where to look for a text as the grid shows it. Answered by a {@link FindAnswer}. */
export interface FindRequest {
    readonly view: ViewRequest;
    readonly text: string;
    /** The search begins behind (before, when backwards) this cell, and goes round the end; from the first cell where absent. */
    readonly from?: CellPlace;
    readonly backwards?: boolean;
    readonly matchCase?: boolean;
    readonly wholeCell?: boolean;
    /** `text` is a regular expression in Go's syntax. */
    readonly regex?: boolean;
}

export interface FindAnswer {
    readonly place?: CellPlace;
    /** The search went round the end. */
    readonly wrapped?: boolean;
    /** A later search took its place. */
    readonly superseded?: boolean;
    /** Why the text is no regular expression. */
    readonly fault?: string;
}

/** Values of a column of a view, the most frequent first. */
export interface DistinctRequest {
    readonly view: ViewRequest;
    readonly label: string;
    /** At most so many. */
    readonly limit: number;
    /** Only those that have this in their text. */
    readonly search?: string;
}

export interface DistinctValue {
    /** As in annotated CSV, null for null. */
    readonly value: CellText;
    /** As the grid shows it. */
    readonly shown: CellText;
    readonly count: number;
}

export interface DistinctAnswer {
    readonly values: readonly DistinctValue[];
    /** How many there are in all. */
    readonly total: number;
}

/** How copied cells are written; `flux` is an `array.from` with exact literals. */
export type CopyFormat = "tsv" | "csv" | "markdown" | "json" | "flux";

/** One whole cell, however long. */
export interface CellAnswer {
    readonly label: string;
    readonly type: ColumnType;
    readonly shown: CellText;
    /** As in annotated CSV, with all digits. */
    readonly value: CellText;
}

/** Two views, by `run` those of two kept runs, and the columns by which their rows belong together. */
export interface CompareRequest {
    readonly before: ViewRequest;
    readonly after: ViewRequest;
    /** Group key and `_time` where absent. */
    readonly keys?: readonly string[];
}

/** What a {@link CompareRequest} finds; its rows are asked for with `compareRows`. */
export interface CompareHead {
    readonly keys: readonly string[];
    /** Columns of either side, keys first. */
    readonly columns: readonly { readonly label: string; readonly type: ColumnType }[];
    readonly added: number;
    readonly removed: number;
    readonly changed: number;
    readonly same: number;
    /** Rows that share their key with another of their side: they are compared in their order. */
    readonly ambiguous: number;
}

export interface ComparedRow {
    readonly kind: "added" | "removed" | "changed";
    /** Cells by the head's columns; absent for an added row. */
    readonly before?: readonly CellText[];
    /** Absent for a removed row. */
    readonly after?: readonly CellText[];
    /** Numbers of the columns that differ. */
    readonly differing: readonly number[];
}

/** Questions, each with an `id`, that get one `answer`. A `broken` view (no such run) answers as an empty one. */
export type Operation =
    /** {@link FindAnswer} */
    | ({ readonly type: "find"; readonly id: number } & FindRequest)
    /** {@link DistinctAnswer} */
    | ({ readonly type: "distinct"; readonly id: number } & DistinctRequest)
    /** {@link CellAnswer}, or undefined where there is no such cell. */
    | ({ readonly type: "cell"; readonly id: number; readonly view: ViewRequest } & CellPlace)
    /** {@link CompareHead} */
    | ({ readonly type: "compare"; readonly id: number } & CompareRequest)
    /** {@link ComparedRow}[] of a comparison, without the rows that are the same. */
    | ({ readonly type: "compareRows"; readonly id: number; readonly from: number; readonly to: number } & CompareRequest)
    /** Keeps the current run under a name, for views with this `run`, also after a reset; answers nothing. */
    | { readonly type: "keep"; readonly run: string }
    /** Forgets a kept run. */
    | { readonly type: "drop"; readonly run: string };
