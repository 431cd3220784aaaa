/** Rows of a view by pages, as the worker gives them: those that are looked at are asked for, the oldest are let go. */
import type { CellText, ViewRequest } from "./protocol.ts";
import type { ResultsWorker } from "./worker.ts";

const pageRows = 200;
/** Pages that are kept; the rest is asked for again. */
const keptPages = 60;

export class RowPages {
    private readonly pages = new Map<number, CellText[][]>();
    private readonly asked = new Set<number>();
    private generation = 0;
    private growth = 0;

    constructor(
        private readonly worker: ResultsWorker,
        /** Rows are here now. */
        private readonly came: (rows: readonly number[]) => void,
    ) {}

    /** The cells of a row; undefined while it isn't here. */
    cells(row: number): CellText[] | undefined {
        return this.pages.get(Math.floor(row / pageRows))?.[row % pageRows];
    }

    /** None of the rows holds any more. */
    clear(): void {
        this.generation++;
        this.pages.clear();
        this.asked.clear();
    }

    /** There are more rows now, behind those before: pages that were not full are asked for again. */
    grow(): void {
        this.growth++;
        for (const [page, rows] of this.pages) if (rows.length < pageRows) this.pages.delete(page);
    }

    /** Asks for rows `first` to `last` where they are not here. */
    request(view: ViewRequest, first: number, last: number): void {
        for (let page = Math.floor(first / pageRows); page <= Math.floor(last / pageRows); page++) {
            if (!this.pages.has(page) && !this.asked.has(page)) void this.fetch(page, view);
        }
    }

    private async fetch(page: number, view: ViewRequest): Promise<void> {
        const { generation, growth } = this;
        this.asked.add(page);
        const from = page * pageRows;
        const rows = await this.worker.ask<CellText[][]>({ type: "rows", view, from, to: from + pageRows });
        if (generation !== this.generation) return;
        this.asked.delete(page);
        this.pages.set(page, rows);
        for (const old of [...this.pages.keys()].slice(0, Math.max(0, this.pages.size - keptPages))) this.pages.delete(old);
        this.came(rows.map((_row, index) => from + index));
        if (rows.length < pageRows && growth !== this.growth) await this.fetch(page, view);
    }
}
