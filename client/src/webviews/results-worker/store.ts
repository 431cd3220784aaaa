/** The rows of a run, columnar, as they come; and windows onto them as text. */
import {
    type Cell,
    cellAt,
    type Column,
    type ColumnType,
    columnOf,
    compareCells,
    formatCell,
    formatFloat,
    type GroupKey,
    type Table,
} from "@flux-scripts/tables";
import type { CellRange, CellText, ColumnHead, ListedTable, RangeSummary, ResultHead, ViewHead, ViewRequest } from "../results/protocol.ts";
import { arrange } from "./arrange.ts";
import { fractionDigits, offsetAt, showTime } from "./time.ts";

export interface StoredTable {
    readonly key: GroupKey;
    readonly name: string;
    chunks: Table[];
    rows: number;
}

export interface StoredResult {
    readonly name: string;
    readonly tables: StoredTable[];
    rows: number;
}

/** One stretch of rows of a view: which columns of which chunk they are. */
interface Stretch {
    readonly start: number;
    readonly rows: number;
    readonly columns: readonly (Column | undefined)[];
}

interface View {
    readonly head: ViewHead;
    readonly stretches: readonly Stretch[];
    /** Row numbers in the order of the sort; undefined: as they came. */
    readonly order: Int32Array | undefined;
    /** Digits of the fraction per column, so that points line up and times are equally long. */
    readonly digits: readonly number[];
}

export class ResultStore {
    readonly results: StoredResult[] = [];
    rows = 0;
    tables = 0;
    private cache: { id: string; view: View } | undefined;

    /** Rows of a table. The same `table` object again adds rows to it. */
    add(result: string, startsTable: boolean, chunk: Table): void {
        let stored = this.results.find((other) => other.name === result);
        if (stored === undefined) {
            stored = { name: result, tables: [], rows: 0 };
            this.results.push(stored);
        }
        let table = stored.tables.at(-1);
        if (startsTable || table === undefined) {
            table = { key: chunk.key, name: keyName(chunk.key), chunks: [], rows: 0 };
            stored.tables.push(table);
            this.tables++;
        }
        table.chunks.push(chunk);
        table.rows += chunk.rows;
        stored.rows += chunk.rows;
        this.rows += chunk.rows;
        this.cache = undefined;
    }

    heads(): ResultHead[] {
        return this.results.map(({ name, rows, tables }) => ({ name, rows, tables: tables.length, keys: labelsOf(tables) }));
    }

    /** Tables `from` to `to` (exclusive) of those whose name has `filter` in it, and how many there are. */
    list(result: number, from: number, to: number, filter: string): { readonly total: number; readonly tables: ListedTable[] } {
        const tables = this.results[result]?.tables ?? [];
        const wanted = filter.toLowerCase();
        const found: number[] = [];
        for (const [index, table] of tables.entries()) {
            if (wanted === "" || table.name.toLowerCase().includes(wanted)) found.push(index);
        }
        const listed = found.slice(from, to).map((index) => ({ index, name: tables[index]?.name ?? "", rows: tables[index]?.rows ?? 0 }));
        return { total: found.length, tables: listed };
    }

    head(request: ViewRequest): ViewHead {
        return this.view(request).head;
    }

    /** Cells of rows `from` to `to` (exclusive) as shown. */
    read(request: ViewRequest, from: number, to: number): CellText[][] {
        const view = this.view(request);
        const rows: CellText[][] = [];
        for (let at = from; at < Math.min(to, view.head.rows); at++) {
            const { columns, row } = this.place(view, at);
            rows.push(columns.map((column, index) => show(column, row, view.digits[index] ?? 0, request.zone)));
        }
        return rows;
    }

    /** Tab-separated text with a header, values as in CSV: times RFC 3339, nothing rounded. */
    copy(request: ViewRequest, range: CellRange): string {
        const view = this.view(request);
        const heads = view.head.columns.slice(range.fromColumn, range.toColumn + 1);
        const lines = [heads.map((head) => head.label).join("\t")];
        for (let at = range.fromRow; at <= Math.min(range.toRow, view.head.rows - 1); at++) {
            const { columns, row } = this.place(view, at);
            const cells = columns.slice(range.fromColumn, range.toColumn + 1);
            lines.push(
                cells.map((column) => (column === undefined ? "" : quoteTab(formatCell(column.type, cellAt(column, row))))).join("\t"),
            );
        }
        return lines.join("\n");
    }

    /** Counts of a range; of numbers also sum, mean, least and greatest. */
    summarize(request: ViewRequest, range: CellRange): RangeSummary {
        const view = this.view(request);
        const sums = new Sums();
        for (let at = range.fromRow; at <= Math.min(range.toRow, view.head.rows - 1); at++) {
            const { columns, row } = this.place(view, at);
            for (const column of columns.slice(range.fromColumn, range.toColumn + 1)) {
                sums.add(column?.type ?? "string", column === undefined ? null : cellAt(column, row));
            }
        }
        return sums.summary();
    }

    private place(view: View, at: number): { columns: readonly (Column | undefined)[]; row: number } {
        const row = view.order === undefined ? at : (view.order[at] ?? 0);
        const stretch = stretchAt(view.stretches, row);
        return { columns: stretch?.columns ?? [], row: row - (stretch?.start ?? 0) };
    }

    private view(request: ViewRequest): View {
        const id = JSON.stringify(request);
        if (this.cache?.id === id) return this.cache.view;
        const result = this.results[request.result];
        const tables =
            result === undefined ? [] : request.table < 0 ? result.tables : result.tables.slice(request.table, request.table + 1);
        const { columns: heads, hidden } = arrange(columnsOf(tables), request);
        const stretches: Stretch[] = [];
        let rows = 0;
        for (const table of tables) {
            for (const chunk of table.chunks) {
                if (chunk.rows > 0)
                    stretches.push({ start: rows, rows: chunk.rows, columns: heads.map((head) => columnOf(chunk, head.label)) });
                rows += chunk.rows;
            }
        }
        const column = heads.findIndex((head) => head.label === request.sort?.label);
        const order = request.sort === undefined ? undefined : sorted(stretches, rows, column, request.sort.descending);
        const digits = heads.map((head, index) => digitsOf(head.type, stretches, index));
        const columns = heads.map((head, index) => ({ ...head, characters: longest(stretches, index, digits[index] ?? 0, request.zone) }));
        const view = { head: { columns, rows, offset: offsetText(stretches, heads, request.zone), hidden }, stretches, order, digits };
        this.cache = { id, view };
        return view;
    }
}

/** The key's values as a person reads them, the bounds of the range last: they are the same for all. */
function keyName(key: GroupKey): string {
    const entries = key.entries.filter(({ label }) => label !== "_start" && label !== "_stop");
    return entries.map(({ type, value }) => (value === null ? "null" : value === "" ? '""' : formatCell(type, value))).join(" · ");
}

function labelsOf(tables: readonly StoredTable[]): string[] {
    return (tables[0]?.key.entries ?? []).map((entry) => entry.label).filter((label) => label !== "_start" && label !== "_stop");
}

/** Columns in the order of their first appearance; one that two tables type differently stands twice. */
function columnsOf(tables: readonly StoredTable[]): ColumnHead[] {
    const heads = new Map<string, ColumnHead>();
    let last: readonly Column[] | undefined;
    for (const table of tables) {
        const columns = table.chunks[0]?.columns ?? [];
        if (last !== undefined && last.length === columns.length && last.every((column, index) => column.label === columns[index]?.label))
            continue;
        last = columns;
        for (const { label, type } of columns) {
            if (!heads.has(label)) heads.set(label, { label, type, key: table.key.has(label), characters: 0 });
        }
    }
    return [...heads.values()];
}

function stretchAt(stretches: readonly Stretch[], row: number): Stretch | undefined {
    let low = 0;
    let high = stretches.length - 1;
    while (low < high) {
        const middle = (low + high + 1) >> 1;
        if ((stretches[middle]?.start ?? 0) <= row) low = middle;
        else high = middle - 1;
    }
    return stretches[low];
}

/** Row numbers sorted by a column, stable, nulls last. */
function sorted(stretches: readonly Stretch[], rows: number, column: number, descending: boolean): Int32Array | undefined {
    if (column < 0) return undefined;
    const cells: Cell[] = new Array<Cell>(rows);
    for (const stretch of stretches) {
        const from = stretch.columns[column];
        for (let row = 0; row < stretch.rows; row++) cells[stretch.start + row] = from === undefined ? null : cellAt(from, row);
    }
    const order = Int32Array.from({ length: rows }, (_row, index) => index);
    return order.sort((a, b) => {
        const [x = null, y = null] = [cells[a], cells[b]];
        if (x === null || y === null) return x === y ? a - b : x === null ? 1 : -1;
        return (descending ? -1 : 1) * compareCells(x, y) || a - b;
    });
}

/** Characters of the longest cell in the first rows of some stretches. */
function longest(stretches: readonly Stretch[], index: number, digits: number, zone: string): number {
    let characters = 0;
    const step = Math.max(1, Math.floor(stretches.length / 20));
    for (let at = 0; at < stretches.length; at += step) {
        const stretch = stretches[at];
        for (let row = 0; row < Math.min(10, stretch?.rows ?? 0); row++)
            characters = Math.max(characters, show(stretch?.columns[index], row, digits, zone)?.length ?? 4);
    }
    return characters;
}

const sampleRows = 400;

/** Digits of fractions in a sample: of times a multiple of three. */
function digitsOf(type: ColumnType, stretches: readonly Stretch[], index: number): number {
    if (type !== "float" && type !== "time") return 0;
    let digits = 0;
    const step = Math.max(1, Math.floor(stretches.length / 40));
    for (let at = 0; at < stretches.length; at += step) {
        const stretch = stretches[at];
        const column = stretch?.columns[index];
        if (stretch === undefined || column === undefined) continue;
        const stride = Math.max(1, Math.floor(stretch.rows / (sampleRows / 10)));
        for (let row = 0; row < stretch.rows; row += stride) {
            const value = cellAt(column, row);
            if (typeof value === "number") digits = Math.max(digits, fractionOf(value).length);
            else if (typeof value === "bigint") digits = Math.max(digits, fractionDigits(value));
        }
    }
    return type === "float" ? Math.min(digits, 17) : digits;
}

function fractionOf(value: number): string {
    const text = formatFloat(value);
    const point = text.indexOf(".");
    return point < 0 ? "" : text.slice(point + 1);
}

function show(column: Column | undefined, row: number, digits: number, zone: string): CellText {
    if (column === undefined) return null;
    const value = cellAt(column, row);
    if (value === null) return null;
    if (column.type === "time") return showTime(value as bigint, zone, digits);
    if (column.type !== "float") return formatCell(column.type, value);
    const text = formatFloat(value as number);
    const point = text.indexOf(".");
    const missing = digits === 0 ? 0 : point < 0 ? digits + 1 : digits - (text.length - point - 1);
    return missing > 0 ? text + "\u2007".repeat(missing) : text;
}

function offsetText(stretches: readonly Stretch[], heads: readonly ColumnHead[], zone: string): string {
    const index = heads.findIndex((head) => head.type === "time");
    if (index < 0) return "";
    const first = stretches[0];
    const last = stretches.at(-1);
    const value = (stretch: Stretch | undefined, row: number): bigint | undefined => {
        const column = stretch?.columns[index];
        const cell = column === undefined ? null : cellAt(column, row);
        return typeof cell === "bigint" ? cell : undefined;
    };
    const [from, to] = [value(first, 0), value(last, (last?.rows ?? 1) - 1)];
    const [a, b] = [from === undefined ? undefined : offsetAt(from, zone), to === undefined ? undefined : offsetAt(to, zone)];
    if (a === undefined) return "";
    return b === undefined || a === b ? a : `${a}/${b}`;
}

/** A tab or line break in a copied text would end the cell. */
function quoteTab(text: string): string {
    return /[\t\n\r"]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
}

/** Counts and sums over cells of any type. */
class Sums {
    private cells = 0;
    private nulls = 0;
    private numbers = 0;
    private exact = 0n;
    private sum = 0;
    private floats = 0;
    private min: number | bigint | undefined;
    private max: number | bigint | undefined;

    add(type: ColumnType, value: Cell): void {
        this.cells++;
        if (value === null) {
            this.nulls++;
            return;
        }
        if (type !== "int" && type !== "uint" && type !== "float") return;
        const number = value as number | bigint;
        this.numbers++;
        if (typeof number === "bigint") this.exact += number;
        else {
            this.floats++;
            this.sum += number;
        }
        if (this.min === undefined || number < this.min) this.min = number;
        if (this.max === undefined || number > this.max) this.max = number;
    }

    summary(): RangeSummary {
        const base = { cells: this.cells, count: this.cells - this.nulls, nulls: this.nulls };
        if (this.numbers === 0) return base;
        const total = this.sum + Number(this.exact);
        const text = (value: number | bigint | undefined): string => (typeof value === "number" ? formatFloat(value) : String(value));
        return {
            ...base,
            sum: this.floats === 0 ? String(this.exact) : formatFloat(rounded(total)),
            mean: formatFloat(rounded(total / this.numbers)),
            min: text(this.min),
            max: text(this.max),
        };
    }
}

/** Without the last digits that only adding up made. */
function rounded(value: number): number {
    return Number.isFinite(value) ? Number(value.toPrecision(15)) : value;
}
