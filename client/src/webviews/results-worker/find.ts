/** Looks for a text in the cells of a view, as the grid shows them. */
import type { Column, ColumnType } from "@flux-scripts/tables";
import type { CellPlace, FindRequest } from "../results/operations.ts";
import { show } from "./cells.ts";
import { regularExpression } from "./filter.ts";
import type { View } from "./view.ts";

/** Whether a cell of a column has the text. */
type Test = (column: Column, row: number) => boolean;

/** A search over cells in reading order, done in steps so that other questions are answered between them. */
export class Search {
    private readonly test: (text: string) => boolean;
    private readonly columns: number;
    private readonly cells: number;
    private readonly start: number;
    private readonly tests: readonly (Test | undefined)[];
    private done = 0;

    /** Throws a `FilterError` for a text that is no regular expression where one is asked for. */
    constructor(
        private readonly view: View,
        private readonly request: FindRequest,
    ) {
        this.test = testOf(request);
        this.columns = view.heads.length;
        this.cells = view.rows * this.columns;
        const { from, backwards } = request;
        // The cell where the search begins is the last one that is looked at.
        this.start = from === undefined ? (backwards === true ? 0 : -1) : from.row * this.columns + from.column;
        this.tests = view.heads.map((head, index) => this.cellTest(head.type, view.digits[index] ?? 0));
    }

    /** Looks on for about `ms`; undefined: not finished. */
    step(ms: number): { readonly place?: CellPlace; readonly wrapped?: boolean } | undefined {
        const until = Date.now() + ms;
        const step = this.request.backwards === true ? -1 : 1;
        while (this.done < this.cells) {
            for (let round = 0; round < 2000 && this.done < this.cells; round++) {
                this.done++;
                const raw = this.start + step * this.done;
                const at = ((raw % this.cells) + this.cells) % this.cells;
                const row = Math.floor(at / this.columns);
                const column = at - row * this.columns;
                const test = this.tests[column];
                if (test === undefined) continue;
                const place = this.view.place(row);
                const stored = place.columns[column];
                if (stored !== undefined && test(stored, place.row)) return { place: { row, column }, wrapped: raw !== at };
            }
            if (Date.now() >= until) return this.done < this.cells ? undefined : {};
        }
        return {};
    }

    /** A test for cells of a column; undefined when none of its values can have the text. */
    private cellTest(type: ColumnType, digits: number): Test | undefined {
        const { text, regex, view } = this.request;
        if (type !== "string" && type !== "bool" && regex !== true && !fitsNumbers(type, text)) return undefined;
        const known = new Map<string, boolean>();
        let last: unknown;
        let found = false;
        return (column, row) => {
            if (column.nulls !== undefined && column.nulls[row] === 1) return false;
            const value = column.data[row];
            if (value === last) return found;
            last = value;
            if (typeof value !== "string") found = this.test(show(column, row, digits, view.zone) ?? "");
            else {
                const before = known.get(value);
                found = before ?? this.test(value);
                if (before === undefined && known.size < 10_000) known.set(value, found);
            }
            return found;
        };
    }
}

/** Whether numbers and times have such characters at all. */
function fitsNumbers(type: ColumnType, text: string): boolean {
    return type === "time" ? /^[\d:. -]*$/.test(text) : /^[\d.+-]*$|^(n|na|nan|an|a|i|in|inf|nf|f|\+inf|-inf)$/i.test(text);
}

function testOf({ text, matchCase, wholeCell, regex }: FindRequest): (text: string) => boolean {
    if (regex === true) return regularExpression(wholeCell === true ? `^(?:${text})$` : text, matchCase !== true);
    if (matchCase === true) return wholeCell === true ? (cell) => trimmed(cell) === text : (cell) => cell.includes(text);
    const wanted = text.toLowerCase();
    return wholeCell === true ? (cell) => trimmed(cell).toLowerCase() === wanted : (cell) => cell.toLowerCase().includes(wanted);
}

/** Without the blanks that put points under each other. */
function trimmed(cell: string): string {
    return cell.replace(/\u2007+$/, "");
}
