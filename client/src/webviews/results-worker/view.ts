/** What a page looks at: rows of one or all tables of a result, filtered and ordered, kept up to date as rows come. */
import { type Column, columnOf } from "@flux-scripts/tables";
import type { ColumnHead, ViewHead, ViewRequest } from "../results/protocol.ts";
import type { FilterFault } from "../results/operations.ts";
import { arrange } from "./arrange.ts";
import { digitsOf, longest, type Stretch } from "./cells.ts";
import { type CompiledFilter, compileFilter, FilterError } from "./filter.ts";
import { type SortColumn, sortedRows } from "./sort.ts";
import type { StoredResult, StoredTable } from "./store.ts";
import { offsetAt } from "./time.ts";
import { cellOf } from "./sums.ts";

/** A sort that is not new is done again only when rows came for so many times as long as it took. */
const sortPause = 5;

/** A row of a view: its columns, and which of their rows. */
export interface Place {
    readonly columns: readonly (Column | undefined)[];
    readonly row: number;
}

export class View {
    /** Columns that are shown. */
    heads: readonly ColumnHead[] = [];
    stretches: Stretch[] = [];
    /** The same rows with the hidden columns behind the others: order and filters may go by those. */
    private whole: Stretch[] = [];
    private all: readonly ColumnHead[] = [];
    private hidden: readonly string[] = [];
    /** Digits of the fraction per column, so that points line up and times are equally long. */
    digits: readonly number[] = [];
    private total = 0;
    private chunks = 0;
    private table = 0;
    private filters: { readonly test: CompiledFilter; readonly column: number }[] = [];
    private faults: FilterFault[] = [];
    /** Numbers of the rows that pass the filters; undefined: all. */
    private passing: Int32Array | undefined;
    private passingRows = 0;
    private order: Int32Array | undefined;
    private orderedOf = -1;
    private orderedAt = 0;
    private orderTook = 0;
    private version = -1;

    constructor(
        private readonly request: ViewRequest,
        private readonly result: StoredResult | undefined,
    ) {}

    /** Rows after the filters. */
    get rows(): number {
        return this.order?.length ?? (this.passing === undefined ? this.total : this.passingRows);
    }

    /** Takes the rows that came since the last time. `isComplete`: no more will come. */
    update(isComplete: boolean): void {
        const { result } = this;
        if (result === undefined) return;
        if (result.version !== this.version) {
            // Columns of earlier rows were given another type.
            this.version = result.version;
            this.restart();
        }
        this.take();
        this.sort(isComplete);
    }

    private tables(): readonly StoredTable[] {
        const { tables } = this.result as StoredResult;
        const { table } = this.request;
        return table < 0 ? tables : tables.slice(table, table + 1);
    }

    private restart(): void {
        [this.stretches, this.whole, this.total, this.table, this.chunks, this.passingRows, this.orderedOf] = [[], [], 0, 0, 0, 0, -1];
        this.order = undefined;
        this.passing = undefined;
        const heads = columnsOf(this.tables());
        const { columns, hidden } = arrange(heads, this.request);
        [this.heads, this.hidden] = [columns, hidden];
        this.all = [...columns, ...heads.filter(({ label }) => hidden.includes(label))];
        this.compile();
    }

    private compile(): void {
        const { filters = [], zone } = this.request;
        this.filters = [];
        this.faults = [];
        for (const [index, filter] of filters.entries()) {
            const column = this.all.findIndex(({ label }) => label === filter.label);
            try {
                if (column >= 0) this.filters.push({ test: compileFilter(filter, this.all[column]?.type ?? "string", zone), column });
            } catch (error) {
                if (!(error instanceof FilterError)) throw error;
                this.faults.push({ index, kind: error.kind, text: error.text });
            }
        }
        if (this.filters.length > 0) this.passing = new Int32Array(1024);
    }

    private take(): void {
        const tables = this.tables();
        for (; this.table < tables.length; this.table++, this.chunks = 0) {
            const { chunks } = tables[this.table] as StoredTable;
            for (; this.chunks < chunks.length; this.chunks++) {
                const chunk = chunks[this.chunks];
                if (chunk === undefined) continue;
                if (chunk.columns.some(({ label }) => !this.all.some((head) => head.label === label))) {
                    this.restart();
                    this.take();
                    return;
                }
                if (chunk.rows === 0) continue;
                const columns = this.all.map(({ label }) => columnOf(chunk, label));
                const stretch = { start: this.total, rows: chunk.rows, columns };
                this.whole.push(stretch);
                this.stretches.push(this.hidden.length === 0 ? stretch : { ...stretch, columns: columns.slice(0, this.heads.length) });
                this.filter(stretch);
                this.total += chunk.rows;
            }
            // More chunks may come for the last table.
            if (this.table === tables.length - 1) break;
        }
    }

    private filter(stretch: Stretch): void {
        if (this.passing === undefined) return;
        const tests = this.filters.map(({ test, column }) => test(stretch.columns[column]));
        if (this.passingRows + stretch.rows > this.passing.length) {
            const wider = new Int32Array(Math.max(this.passingRows + stretch.rows, this.passing.length * 2));
            wider.set(this.passing);
            this.passing = wider;
        }
        for (let row = 0; row < stretch.rows; row++) {
            if (tests.every((test) => test(row))) this.passing[this.passingRows++] = stretch.start + row;
        }
    }

    private sort(isComplete: boolean): void {
        const columns = this.sortColumns();
        const chosen = this.passing?.subarray(0, this.passingRows);
        if (columns.length === 0) {
            this.order = undefined;
            return;
        }
        if (this.orderedOf === this.total) return;
        // While rows come, most of the time is for them.
        if (this.order !== undefined && !isComplete && Date.now() < this.orderedAt + this.orderTook * sortPause) return;
        const started = Date.now();
        this.order = sortedRows(this.whole, this.total, chosen, columns);
        this.orderedOf = this.total;
        this.orderedAt = Date.now();
        this.orderTook = this.orderedAt - started;
    }

    private sortColumns(): SortColumn[] {
        const { sort, thenBy = [] } = this.request;
        return (sort === undefined ? thenBy : [sort, ...thenBy]).flatMap(({ label, descending }) => {
            const index = this.all.findIndex((head) => head.label === label);
            return index < 0 ? [] : [{ index, descending }];
        });
    }

    head(): ViewHead {
        const { zone, filters } = this.request;
        this.digits = this.heads.map((head, index) => digitsOf(head.type, this.stretches, index));
        const columns = this.heads.map((head, index) => ({
            ...head,
            characters: longest(this.stretches, index, this.digits[index] ?? 0, zone),
        }));
        const head = { columns, rows: this.rows, offset: this.offset(), hidden: this.hidden };
        if (filters === undefined || filters.length === 0) return head;
        return { ...head, total: this.total, ...(this.faults.length === 0 ? {} : { faults: this.faults }) };
    }

    /** Where row `at` of the view is, after filters and order. */
    place(at: number): Place {
        const row = this.order !== undefined ? (this.order[at] ?? 0) : this.passing !== undefined ? (this.passing[at] ?? 0) : at;
        const stretch = this.stretchAt(row);
        return { columns: stretch?.columns ?? [], row: row - (stretch?.start ?? 0) };
    }

    private last: Stretch | undefined;

    private stretchAt(row: number): Stretch | undefined {
        const { stretches, last } = this;
        if (last !== undefined && row >= last.start && row < last.start + last.rows) return last;
        let low = 0;
        let high = stretches.length - 1;
        while (low < high) {
            const middle = (low + high + 1) >> 1;
            if ((stretches[middle]?.start ?? 0) <= row) low = middle;
            else high = middle - 1;
        }
        this.last = stretches[low];
        return this.last;
    }

    /** Offset of the zone at the first and the last time. */
    private offset(): string {
        const { zone } = this.request;
        const index = this.heads.findIndex((head) => head.type === "time");
        const at = (stretch: Stretch | undefined, row: number): string | undefined => {
            const cell = cellOf(stretch?.columns[index], row);
            return typeof cell === "bigint" ? offsetAt(cell, zone) : undefined;
        };
        const last = this.stretches.at(-1);
        const [from, to] = [at(this.stretches[0], 0), at(last, (last?.rows ?? 1) - 1)];
        if (index < 0 || from === undefined) return "";
        return to === undefined || from === to ? from : `${from}/${to}`;
    }
}

/** Columns in the order of their first appearance. */
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
