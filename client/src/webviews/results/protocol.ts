/** What the extension, the results page and its worker say to each other. */
import type { ColumnType } from "@flux-scripts/tables";
import type { ConnectionColor } from "../../connections/model.ts";
import type { Remedy } from "../../errors.ts";
import type { ColumnFilter, CopyFormat, FilterFault, Operation, SortKey } from "./operations.ts";

export interface RunTitle {
    /** Grows with each run of a window. */
    readonly run: number;
    readonly script: string;
    readonly connection: string;
    readonly label: string;
    /** How the connection is marked. */
    readonly color: ConnectionColor;
    readonly protected: boolean;
    readonly hasParams: boolean;
    /** Bytes of rows that the page keeps; it counts those beyond. */
    readonly memory?: number;
    /** The time zone that the script sets with `option location`. */
    readonly zone?: string;
}

/** What a key or command of VS Code asks of the page that has the focus. */
export type PageCommand = "find" | "runAgain" | "editParams" | "keep";

export interface RunFailure {
    readonly message: string;
    readonly hint: string;
    readonly code: string;
    readonly remedies: readonly Remedy[];
    /** Name and position of the place in the script, as a person reads it: `sensor-mean.flux:3:5`. */
    readonly where: string;
}

/** A piece of the kept rows as annotated CSV. */
export interface ExportedPiece {
    readonly bytes: Uint8Array;
    readonly done: boolean;
    /** Rows that are here, and rows that came and were not kept. */
    readonly rows: number;
    readonly dropped: number;
    /** The run failed or was cancelled after these rows. */
    readonly incomplete: boolean;
}

/** Extension → page. */
export type ToResults =
    | { readonly type: "start"; readonly title: RunTitle }
    | { readonly type: "starting"; readonly run: number }
    /** A piece of the answer, cut anywhere. `packed`: with gzip, each message by itself. */
    | { readonly type: "bytes"; readonly run: number; readonly bytes: Uint8Array<ArrayBuffer>; readonly packed?: boolean }
    | {
          readonly type: "end";
          readonly run: number;
          readonly ms: number;
          readonly outcome: "finished" | "cancelled" | "failed";
          readonly failure?: RunFailure;
      }
    /** Asks for the next piece of all rows; for the first one when `restart`. Unless it is `plain`, an empty text is told from null. */
    | { readonly type: "export"; readonly restart: boolean; readonly plain: boolean }
    | { readonly type: "command"; readonly command: PageCommand }
    | { readonly type: "explained"; readonly run: number; readonly failure: RunFailure };

/** Page → extension. */
export type FromResults =
    | { readonly type: "ready" }
    /** So many pieces were taken: more may come. */
    | { readonly type: "taken"; readonly run: number; readonly pieces: number }
    | { readonly type: "cancel" }
    | { readonly type: "runAgain" }
    | { readonly type: "editParams" }
    | { readonly type: "goto" }
    | { readonly type: "remedy"; readonly remedy: Remedy }
    | { readonly type: "copy"; readonly text: string }
    | { readonly type: "tooManyToCopy"; readonly cells: number }
    | { readonly type: "chooseExport" }
    | { readonly type: "exported"; readonly piece: ExportedPiece }
    /** Opens these rows in a tab of their own, which later runs leave alone. */
    | { readonly type: "keep" }
    | { readonly type: "showHistory" }
    /** The page has the keyboard, or lost it: keys of VS Code follow. */
    | { readonly type: "focus"; readonly has: boolean }
    /** A picture of the chart, to be saved as a file. */
    | { readonly type: "picture"; readonly format: "png" | "svg"; readonly data: Uint8Array }
    /** An error table ended the answer. */
    | { readonly type: "errorTable"; readonly run: number; readonly message: string; readonly reference: string }
    | { readonly type: "failed"; readonly message: string };

export interface ColumnHead {
    readonly label: string;
    readonly type: ColumnType;
    /** In the group key of the table, or of every table. */
    readonly key: boolean;
    /** Characters of the longest cell in a sample. */
    readonly characters: number;
}

interface TableHead {
    /** Values of the group key, ` · ` between them. */
    readonly name: string;
    readonly rows: number;
}

export interface ResultHead {
    readonly name: string;
    readonly rows: number;
    readonly tables: number;
    /** Labels of the group key by which tables differ, all of them where none does: what names are made of. */
    readonly keys: readonly string[];
    /** The other labels of the group key with the value that all tables have, `room = kitchen`. */
    readonly same: readonly string[];
}

/** What is shown: all tables of a result one under another, or one of them. */
export interface ViewRequest {
    readonly result: number;
    /** -1 for all. */
    readonly table: number;
    readonly sort?: SortKey;
    /** Order of the rows that `sort` leaves equal. */
    readonly thenBy?: readonly SortKey[];
    readonly filters?: readonly ColumnFilter[];
    /** A run that was kept under this name; the current one where absent. */
    readonly run?: string;
    /** Labels of columns that are left out; a view may still be sorted and filtered by them. */
    readonly hidden?: readonly string[];
    /** Labels of columns that come first. */
    readonly pinned?: readonly string[];
    readonly zone: string;
}

export interface ViewHead {
    readonly columns: readonly ColumnHead[];
    readonly rows: number;
    /** Text beside the type of time columns: the zone's offset. */
    readonly offset: string;
    /** Labels of the columns that the request hides and that are there. */
    readonly hidden?: readonly string[];
    /** Rows before the filters, where there are any. */
    readonly total?: number;
    /** Filters that can't be read, and keep every row. */
    readonly faults?: readonly FilterFault[];
}

export interface RangeSummary {
    readonly cells: number;
    readonly count: number;
    readonly nulls: number;
    /** Only of numbers; exact for int and uint. */
    readonly sum?: string;
    readonly mean?: string;
    /** Also of times, where all values are times. */
    readonly min?: string;
    readonly max?: string;
}

/** In a line of the chart: a null, which leaves a gap. NaN is no point of this series there. */
export const gapValue = Number.POSITIVE_INFINITY;

export interface ChartSeries {
    /** Values of the group key; the column, where a table has several. */
    readonly name: string;
    /** Along the times of all; absent for a series that is not shown. */
    readonly values?: Float64Array;
    /** Least and greatest of what one point stands for; absent where every point is drawn. */
    readonly low?: Float64Array;
    readonly high?: Float64Array;
    /** The latest value with all its digits. */
    readonly last?: string;
}

/** How the series are drawn. */
export type ChartKind = "line" | "step" | "area" | "bars" | "points" | "histogram" | "single";

export interface ChartData {
    /** Seconds since epoch, ascending; the first and last may lie beyond the range. */
    readonly times: Float64Array;
    readonly series: readonly ChartSeries[];
    /** Series in all; the rest is not drawn. */
    readonly total: number;
    /** Points of the shown series in the range, and how many places they were drawn at (0: each at its own). */
    readonly points: number;
    readonly places: number;
    /** Labels of the columns that can be drawn, and of those that are. */
    readonly fields?: readonly string[];
    readonly drawn?: readonly string[];
    /** What suits the columns. */
    readonly suggested?: ChartKind;
    /**
     * Where times count from, ns since epoch, when they lie too close together for seconds since epoch: a double tells those apart to
     * the microsecond only. All seconds here, and in requests that have it, are after this.
     */
    readonly origin?: bigint;
    /** First and last time of the series, and of the part that was asked for; seconds since epoch. */
    readonly extent?: readonly [number, number];
    readonly span?: readonly [number, number];
    /** Why there is nothing to draw. */
    readonly reason?: "noTime" | "noNumbers" | "noRows";
}

export interface ChartRequest {
    readonly result: number;
    readonly table: number;
    /** Places on the screen. */
    readonly width: number;
    /** Series at most. */
    readonly limit: number;
    readonly filter: string;
    /** Series whose lines are wanted: the first few, and those of a name by choice; all where absent. */
    readonly shown?: { readonly first: number; readonly chosen: Readonly<Record<string, boolean>> };
    /** Labels of the columns to draw; a good choice where absent. */
    readonly fields?: readonly string[];
    /** Seconds since epoch, or after `origin`; all of it where absent. */
    readonly from?: number;
    readonly to?: number;
    /** {@link ChartData.origin} of the data in which the part was chosen. */
    readonly origin?: bigint | undefined;
}

/** What stands at the crosshair, with all digits. */
export interface ChartPoint {
    /** RFC 3339 with the digits that there are; of the earliest point. */
    readonly time?: string;
    /** By the drawn series; undefined where it has no point there. One point has only `value`. */
    readonly series: readonly (ChartPointValue | undefined)[];
}

export interface ChartPointValue {
    /** Points with a value. */
    readonly count: number;
    /** The value of a single point, else the mean; null where all are null. */
    readonly value: CellText;
    readonly min?: string;
    readonly max?: string;
}

export interface HistogramData {
    /** One more than counts. */
    readonly edges: readonly number[];
    readonly counts: readonly number[];
    readonly total: number;
    readonly nulls: number;
    readonly reason?: ChartData["reason"];
}

/** Page → worker; each with `id` gets one answer. */
export type ToWorker =
    | Operation
    /** A run begins. `memory`: bytes of rows that are kept. */
    | { readonly type: "reset"; readonly memory?: number }
    | { readonly type: "bytes"; readonly bytes: Uint8Array<ArrayBuffer>; readonly packed?: boolean }
    | { readonly type: "finish" }
    | {
          readonly type: "tables";
          readonly id: number;
          readonly result: number;
          readonly from: number;
          readonly to: number;
          readonly filter: string;
      }
    | { readonly type: "view"; readonly id: number; readonly view: ViewRequest }
    | { readonly type: "rows"; readonly id: number; readonly view: ViewRequest; readonly from: number; readonly to: number }
    | { readonly type: "summary"; readonly id: number; readonly view: ViewRequest; readonly range: CellRange }
    | {
          readonly type: "copy";
          readonly id: number;
          readonly view: ViewRequest;
          readonly range: CellRange;
          readonly format?: CopyFormat;
          readonly header?: boolean;
      }
    | { readonly type: "chart"; readonly id: number; readonly chart: ChartRequest }
    | { readonly type: "export"; readonly restart: boolean; readonly plain: boolean }
    /** {@link ChartPoint} of the points from `at` to `until`, seconds since epoch. */
    | { readonly type: "chartPoint"; readonly id: number; readonly chart: ChartRequest; readonly at: number; readonly until: number }
    /** {@link HistogramData} */
    | { readonly type: "histogram"; readonly id: number; readonly chart: ChartRequest }
    /** Lines of the annotated CSV. */
    | { readonly type: "raw"; readonly id: number; readonly from: number; readonly to: number };

/** Lines of the annotated CSV, and how many there are. */
export interface RawAnswer {
    readonly total: number;
    readonly lines: readonly string[];
}

/** Rows and columns of a view, both ends included. */
export interface CellRange {
    readonly fromRow: number;
    readonly toRow: number;
    readonly fromColumn: number;
    readonly toColumn: number;
}

/** A cell: null stays null, so that it is told from the text "null". */
export type CellText = string | null;

export interface ListedTable extends TableHead {
    readonly index: number;
}

/** Worker → page. */
export type FromWorker =
    | {
          readonly type: "progress";
          readonly results: readonly ResultHead[];
          readonly rows: number;
          /** Rows that came when the memory's limit was reached: counted, not kept. An export of everything runs the script again. */
          readonly dropped: number;
          readonly tables: number;
          readonly bytes: number;
      }
    /** A piece was decoded: room for one more. */
    | { readonly type: "taken" }
    | { readonly type: "errorTable"; readonly message: string; readonly reference: string }
    | { readonly type: "broken"; readonly message: string }
    | { readonly type: "finished" }
    | { readonly type: "exported"; readonly piece: ExportedPiece }
    | { readonly type: "answer"; readonly id: number; readonly value: unknown };
