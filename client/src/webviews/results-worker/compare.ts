/** Rows of two views that belong together by key columns, and how they differ. */
import { type Column, type ColumnType, formatCell } from "@flux-scripts/tables";
import { isRangeBound, rangeBounds } from "../../rangeBounds.ts";
import type { CellText } from "../results/protocol.ts";
import type { ComparedRow, CompareHead } from "../results/operations.ts";
import { show } from "./cells.ts";
import { cellOf } from "./sums.ts";
import type { View } from "./view.ts";

interface Difference {
    readonly kind: ComparedRow["kind"];
    /** Numbers of the rows in their views; -1 for none. */
    readonly before: number;
    readonly after: number;
}

interface Side {
    readonly view: View;
    /** Numbers of the view's columns by the comparison's; -1 for none. */
    readonly columns: readonly number[];
    readonly zone: string;
}

export class Comparison {
    readonly head: CompareHead;
    private readonly differences: Difference[] = [];
    private readonly sides: readonly [Side, Side];

    /** By the group key and `_time` where no keys are given; by all common columns where there is neither. */
    constructor(before: View, after: View, zone: string, keys?: readonly string[]) {
        const columns = commonColumns(before, after, keys);
        const count = (keys ?? defaultKeys(before, after)).filter((label) => columns.some((column) => column.label === label)).length;
        const side = (view: View): Side => ({
            view,
            columns: columns.map(({ label }) => view.heads.findIndex((head) => head.label === label)),
            zone,
        });
        this.sides = [side(before), side(after)];
        const counts = { added: 0, removed: 0, changed: 0, same: 0, ambiguous: 0 };
        this.compare(count === 0 ? columns.length : count, columns.length, counts);
        this.head = { keys: columns.slice(0, count === 0 ? columns.length : count).map(({ label }) => label), columns, ...counts };
    }

    private compare(
        keys: number,
        width: number,
        counts: { added: number; removed: number; changed: number; same: number; ambiguous: number },
    ): void {
        const [before, after] = this.sides;
        const waiting = new Map<string, number[]>();
        for (let row = 0; row < before.view.rows; row++) {
            const key = textOf(before, row, 0, keys);
            const rows = waiting.get(key);
            if (rows === undefined) waiting.set(key, [row]);
            else {
                counts.ambiguous += rows.length === 1 ? 2 : 1;
                rows.push(row);
            }
        }
        const taken = new Uint8Array(before.view.rows);
        const next = new Map<string, number>();
        for (let row = 0; row < after.view.rows; row++) {
            const key = textOf(after, row, 0, keys);
            const at = next.get(key) ?? 0;
            next.set(key, at + 1);
            const other = waiting.get(key)?.[at];
            if (other === undefined) {
                counts.added++;
                this.differences.push({ kind: "added", before: -1, after: row });
                continue;
            }
            taken[other] = 1;
            if (textOf(before, other, keys, width) === textOf(after, row, keys, width)) counts.same++;
            else {
                counts.changed++;
                this.differences.push({ kind: "changed", before: other, after: row });
            }
        }
        for (let row = 0; row < taken.length; row++) {
            if (taken[row] === 1) continue;
            counts.removed++;
            this.differences.push({ kind: "removed", before: row, after: -1 });
        }
    }

    /** Changed and added rows in the order of the later view, then removed ones in that of the earlier. */
    rows(from: number, to: number): ComparedRow[] {
        const [before, after] = this.sides;
        return this.differences.slice(from, to).map((difference): ComparedRow => {
            const { kind } = difference;
            const old = difference.before < 0 ? undefined : cellsOf(before, difference.before);
            const now = difference.after < 0 ? undefined : cellsOf(after, difference.after);
            const differing =
                old === undefined || now === undefined
                    ? []
                    : old.values.flatMap((value, index) => (value === now.values[index] ? [] : [index]));
            return {
                kind,
                ...(old === undefined ? {} : { before: old.shown }),
                ...(now === undefined ? {} : { after: now.shown }),
                differing,
            };
        });
    }
}

function defaultKeys(before: View, after: View): string[] {
    const inBoth = (label: string): boolean => [before, after].every(({ heads }) => heads.some((head) => head.label === label));
    const keys = after.heads.filter(({ key, label }) => key && !isRangeBound(label)).map(({ label }) => label);
    return [...keys, "_time"].filter(inBoth);
}

/** Columns of either side, keys first. The bounds of the range move from run to run: they are no keys, and not compared. */
function commonColumns(
    before: View,
    after: View,
    keys: readonly string[] = defaultKeys(before, after),
): { label: string; type: ColumnType }[] {
    const all = new Map<string, ColumnType>();
    for (const view of [after, before]) {
        for (const { label, type } of view.heads) if (!all.has(label)) all.set(label, type);
    }
    for (const bound of rangeBounds) if (!keys.includes(bound)) all.delete(bound);
    const column = (label: string): { label: string; type: ColumnType } => ({ label, type: all.get(label) ?? "string" });
    const present = keys.filter((label) => all.has(label));
    return [...present.map(column), ...[...all.keys()].filter((label) => !present.includes(label)).map(column)];
}

/** A text that is equal for rows whose cells in these columns are equal, type and all. */
function textOf({ view, columns }: Side, at: number, from: number, to: number): string {
    const place = view.place(at);
    let text = "";
    for (let index = from; index < to; index++) {
        const cell = identity(place.columns[columns[index] ?? -1], place.row);
        text += `${cell.length}:${cell}`;
    }
    return text;
}

function identity(column: Column | undefined, row: number): string {
    const value = cellOf(column, row);
    return column === undefined || value === null ? "" : `${column.type}:${formatCell(column.type, value)}`;
}

function cellsOf({ view, columns, zone }: Side, at: number): { readonly shown: CellText[]; readonly values: string[] } {
    const place = view.place(at);
    const stored = columns.map((index) => place.columns[index]);
    return {
        shown: stored.map((column, index) => show(column, place.row, view.digits[columns[index] ?? -1] ?? 0, zone)),
        values: stored.map((column) => identity(column, place.row)),
    };
}
