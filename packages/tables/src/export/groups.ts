/** Rows gathered to groups of a size that columnar files are written in. */
import { type Column, concatColumns, sliceColumn } from "../column.ts";
import type { Table } from "../table.ts";
import type { FileSchema } from "./schema.ts";

/** Rows of a group: what is held in memory at a time. */
export const GROUP_ROWS = 1 << 16;

export class RowGroups {
    private waiting: Column[][] = [];
    private rows = 0;

    constructor(private readonly schema: FileSchema) {}

    /** Takes a table's rows; gives the groups that are full. */
    *add(result: string, table: Table): Generator<readonly Column[]> {
        const columns = this.schema.arrange(result, table);
        for (let from = 0; from < table.rows; ) {
            const to = Math.min(table.rows, from + GROUP_ROWS - this.rows);
            const start = from;
            this.waiting.push(columns.map((column) => sliceColumn(column, start, to)));
            this.rows += to - from;
            from = to;
            if (this.rows === GROUP_ROWS) {
                yield this.take();
            }
        }
    }

    /** The rest, if any. */
    *finish(): Generator<readonly Column[]> {
        if (this.rows > 0) {
            yield this.take();
        }
    }

    private take(): Column[] {
        const group = this.schema.columns.map((_column, index) => concatColumns(this.waiting.map((columns) => columns[index] as Column)));
        this.waiting = [];
        this.rows = 0;
        return group;
    }
}
