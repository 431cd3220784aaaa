/** The rows of a run, columnar, as they come; and windows onto them. */
import { formatCell, type GroupKey, retypeColumn, type Table } from "@flux-scripts/tables";
import type { CellRange, CellText, ListedTable, ResultHead, ViewHead, ViewRequest } from "../results/protocol.ts";
import { isRangeBound } from "../../rangeBounds.ts";
import type { CellAnswer } from "../results/operations.ts";
import { show } from "./cells.ts";
import { chunkBytes } from "./memory.ts";
import { Summary } from "./summary.ts";
import { cellOf } from "./sums.ts";
import { View } from "./view.ts";

export interface StoredTable {
    readonly key: GroupKey;
    /** The key's values that tell it from the result's other tables. */
    name: string;
    chunks: Table[];
    rows: number;
}

export interface StoredResult {
    readonly name: string;
    readonly tables: StoredTable[];
    /** Columns of the key in which its tables differ. */
    readonly differing: Set<string>;
    rows: number;
    /** Grows when rows that were here before change. */
    version: number;
}

/** Bytes of rows that are kept: about four million rows of eight columns. Rows beyond are counted. */
export const mostBytes = 256 * 1024 * 1024;

/** Characters of a cell that the grid gets; the rest is shown by itself. */
const mostCharacters = 1000;

/** Views that are kept ready: the grid's, a search's, those of a comparison. */
const keptViews = 4;

export class ResultStore {
    readonly results: StoredResult[] = [];
    /** Rows that are here. */
    rows = 0;
    /** Rows that came when the limit was reached. */
    dropped = 0;
    tables = 0;
    bytes = 0;
    isComplete = false;
    private readonly views = new Map<string, View>();

    constructor(private readonly limit = mostBytes) {}

    /** Rows of a table: of a new one, or more of the last one. */
    add(result: string, startsTable: boolean, chunk: Table): void {
        if (this.bytes >= this.limit) {
            this.dropped += chunk.rows;
            return;
        }
        let stored = this.results.find((other) => other.name === result);
        if (stored === undefined) {
            stored = { name: result, tables: [], differing: new Set(), rows: 0, version: 0 };
            this.results.push(stored);
        }
        let table = stored.tables.at(-1);
        if (startsTable || table === undefined) {
            table = { key: chunk.key, name: "", chunks: [], rows: 0 };
            stored.tables.push(table);
            giveName(stored, table);
            this.tables++;
        } else widen(stored, table, chunk);
        if (chunk.rows > 0 || table.chunks.length === 0) table.chunks.push(chunk);
        table.rows += chunk.rows;
        stored.rows += chunk.rows;
        this.rows += chunk.rows;
        this.bytes += chunkBytes(chunk);
    }

    heads(): ResultHead[] {
        return this.results.map(({ name, rows, tables, differing }) => ({
            name,
            rows,
            tables: tables.length,
            ...keysOf(tables, differing),
        }));
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
        return this.view(request).head();
    }

    /** Cells of rows `from` to `to` (exclusive) as shown; of a long text its beginning. */
    read(request: ViewRequest, from: number, to: number): CellText[][] {
        const view = this.view(request);
        const rows: CellText[][] = [];
        for (let at = from; at < Math.min(to, view.rows); at++) {
            const { columns, row } = view.place(at);
            rows.push(columns.map((column, index) => shortened(show(column, row, view.digits[index] ?? 0, request.zone))));
        }
        return rows;
    }

    /** One cell, whole. */
    cell(request: ViewRequest, row: number, column: number): CellAnswer | undefined {
        const view = this.view(request);
        const head = view.heads[column];
        if (head === undefined || row < 0 || row >= view.rows) return undefined;
        const place = view.place(row);
        const stored = place.columns[column];
        const value = cellOf(stored, place.row);
        const type = stored?.type ?? head.type;
        const text = value === null ? null : formatCell(type, value);
        return { label: head.label, type, shown: show(stored, place.row, view.digits[column] ?? 0, request.zone), value: text };
    }

    /** Counts of a range; of numbers also sum, mean, least and greatest. */
    summary(request: ViewRequest, range: CellRange): Summary {
        return new Summary(this.view(request), range);
    }

    /** The view of a request, up to date, its head's digits known. */
    view(request: ViewRequest): View {
        const id = JSON.stringify(request);
        let view = this.views.get(id);
        const result = this.results[request.result];
        if (result === undefined) return new View(request, undefined);
        const isNew = view === undefined;
        view ??= new View(request, result);
        this.views.delete(id);
        this.views.set(id, view);
        for (const old of [...this.views.keys()].slice(0, Math.max(0, this.views.size - keptViews))) this.views.delete(old);
        view.update(this.isComplete);
        if (isNew) view.head();
        return view;
    }
}

/** A later chunk of a table may have wider types, where nothing but the values tells them: the earlier ones take those. */
function widen(result: StoredResult, table: StoredTable, chunk: Table): void {
    const before = table.chunks.at(-1);
    if (before === undefined || before.columns.every(({ type }, index) => type === chunk.columns[index]?.type)) return;
    table.chunks = table.chunks.map((each) => ({
        ...each,
        columns: each.columns.map((column, index) => retypeColumn(column, chunk.columns[index]?.type ?? column.type)),
    }));
    result.version++;
}

function shortened(text: CellText): CellText {
    return text === null || text.length <= mostCharacters ? text : `${text.slice(0, mostCharacters)}…`;
}

/** Names a table that came; the others too, where it is the first to differ from them in a column. */
function giveName({ tables, differing }: StoredResult, table: StoredTable): void {
    const [first] = tables;
    const before = differing.size;
    if (first !== undefined && first !== table) for (const label of differences(table.key, first.key)) differing.add(label);
    for (const each of differing.size > before ? tables : [table]) each.name = keyName(each.key, differing);
}

/** Labels that only one of two keys has, or with another value. */
function differences(key: GroupKey, other: GroupKey): string[] {
    const isOther = (label: string): boolean => {
        const [one, two] = [key.get(label), other.get(label)];
        return one?.type !== two?.type || one?.value !== two?.value;
    };
    const labels = [...key.entries, ...other.entries].map(({ label }) => label);
    return labels.filter((label) => !isRangeBound(label) && isOther(label));
}

/** The key's values as a person reads them: those in which tables differ, all of them where none does. */
function keyName(key: GroupKey, differing: ReadonlySet<string>): string {
    const entries = key.entries.filter(({ label }) => !isRangeBound(label) && (differing.size === 0 || differing.has(label)));
    return entries.map(valueText).join(" · ");
}

function valueText({ type, value }: GroupKey["entries"][number]): string {
    return value === null ? "null" : value === "" ? '""' : formatCell(type, value);
}

/** The columns that names are made of, and those that are the same in all tables with their values. */
function keysOf(tables: readonly StoredTable[], differing: ReadonlySet<string>): Pick<ResultHead, "keys" | "same"> {
    const entries = (tables[0]?.key.entries ?? []).filter(({ label }) => !isRangeBound(label));
    const isName = (label: string): boolean => differing.size === 0 || differing.has(label);
    return {
        keys: [...new Set([...entries.map(({ label }) => label).filter(isName), ...differing])],
        same: entries.filter(({ label }) => !isName(label)).map((entry) => `${entry.label} = ${valueText(entry)}`),
    };
}
