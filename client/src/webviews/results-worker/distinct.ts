/** The values of a column, and how often each is there. */
import { formatCell } from "@flux-scripts/tables";
import type { DistinctAnswer, DistinctRequest, DistinctValue } from "../results/operations.ts";
import { show } from "./cells.ts";
import { cellOf } from "./sums.ts";
import type { View } from "./view.ts";

/** The most frequent values first, equal ones in the order of their first appearance. */
export function distinctValues(view: View, { label, limit, search = "", view: { zone } }: DistinctRequest): DistinctAnswer {
    const index = view.heads.findIndex((head) => head.label === label);
    if (index < 0) return { values: [], total: 0 };
    // By the value itself: a text is made once for each, not for each row.
    const counts = new Map<unknown, { count: number; readonly at: number }>();
    for (let at = 0; at < view.rows; at++) {
        const { columns, row } = view.place(at);
        const column = columns[index];
        const isNull = column === undefined || (column.nulls !== undefined && column.nulls[row] === 1);
        const value = isNull ? null : column.data[row];
        const found = counts.get(value);
        if (found === undefined) counts.set(value, { count: 1, at });
        else found.count++;
    }
    const wanted = search.toLowerCase();
    const values: DistinctValue[] = [];
    for (const { count, at } of counts.values()) {
        const { columns, row } = view.place(at);
        const column = columns[index];
        const cell = cellOf(column, row);
        const shown = show(column, row, view.digits[index] ?? 0, zone);
        if (wanted !== "" && !(shown ?? "null").toLowerCase().includes(wanted)) continue;
        values.push({ value: column === undefined || cell === null ? null : formatCell(column.type, cell), shown, count });
    }
    values.sort((a, b) => b.count - a.count);
    return { values: values.slice(0, limit), total: values.length };
}
