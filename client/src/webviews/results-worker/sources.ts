/** What of a result can be drawn: columns of numbers over a column of times, found by themselves or chosen. */
import { cellAt, type Column, formatCell, type Table } from "@flux-scripts/tables";
import { isRangeBound } from "../../rangeBounds.ts";
import type { ChartRequest } from "../results/protocol.ts";
import { pointBlocks, type Range, type Times, timesOf } from "./points.ts";
import type { StoredResult, StoredTable } from "./store.ts";

export interface Source {
    readonly name: string;
    /** Of the column of its values. */
    readonly label: string;
    readonly chunks: readonly { readonly times: Times; readonly value: Column }[];
}

/** `_time`, else the first column of times that is no bound of the range. */
export function timeColumn(table: Table): Column | undefined {
    const times = table.columns.filter((column) => column.type === "time" && !isRangeBound(column.label));
    return times.find((column) => column.label === "_time") ?? times[0];
}

/** Columns of numbers; the key's own are no measurements. */
function numberColumns(table: Table): Column[] {
    return table.columns.filter(({ type, label }) => (type === "float" || type === "int" || type === "uint") && !table.key.has(label));
}

/** `_value` where it is a number, else every number; or those that were chosen. */
function valueColumns(table: Table, fields: readonly string[] | undefined): Column[] {
    const all = numberColumns(table);
    const chosen = fields === undefined ? [] : all.filter(({ label }) => fields.includes(label));
    if (chosen.length > 0) return chosen;
    const value = all.find((column) => column.label === "_value");
    return value === undefined ? all : [value];
}

function sourcesOf({ name, chunks }: StoredTable, fields: readonly string[] | undefined): Source[] {
    const first = chunks[0];
    if (first === undefined || timeColumn(first) === undefined) return [];
    const columns = valueColumns(first, fields);
    return columns.map(({ label }) => ({
        label,
        name: columns.length === 1 ? name : [name, label].filter((part) => part !== "").join(" · "),
        chunks: chunks.flatMap((chunk) => {
            const time = timeColumn(chunk);
            const value = chunk.columns.find((column) => column.label === label);
            return time === undefined || value === undefined ? [] : [{ times: timesOf(time.data as BigInt64Array, time.nulls), value }];
        }),
    }));
}

/** Tables of a request, and the sources that its filter leaves. */
export function sourcesFor(
    result: StoredResult,
    { table, filter, fields }: Pick<ChartRequest, "table" | "filter" | "fields">,
): { readonly tables: readonly StoredTable[]; readonly all: Source[] } {
    const tables = table < 0 ? result.tables : result.tables.slice(table, table + 1);
    const wanted = filter.toLowerCase();
    const all = tables
        .flatMap((each) => sourcesOf(each, fields))
        .filter(({ name }) => wanted === "" || name.toLowerCase().includes(wanted));
    return { tables, all };
}

/** Labels of all columns of numbers. */
export function fieldsOf(tables: readonly StoredTable[]): string[] {
    const labels = new Set<string>();
    for (const { chunks } of tables) for (const { label } of chunks[0] === undefined ? [] : numberColumns(chunks[0])) labels.add(label);
    return [...labels];
}

/** First and last time of some sources; undefined where they have no time. */
export function extentOf(sources: readonly Source[]): Range | undefined {
    let extent: Range | undefined;
    for (const { chunks } of sources) {
        for (const { times } of chunks) {
            const { bounds } = times;
            if (bounds === undefined) continue;
            const { from, to } = extent ?? bounds;
            extent = { from: bounds.from < from ? bounds.from : from, to: bounds.to > to ? bounds.to : to };
        }
    }
    return extent;
}

/** The part that a request asks for. */
export function rangeOf(sources: readonly Source[], { from, to, origin }: ChartRequest): Range | undefined {
    if (from === undefined || to === undefined) return extentOf(sources);
    if (origin !== undefined) return { from: origin + BigInt(Math.floor(from * 1e9)), to: origin + BigInt(Math.ceil(to * 1e9)) };
    return { from: BigInt(Math.floor(from * 1e6)) * 1000n, to: BigInt(Math.ceil(to * 1e6)) * 1000n };
}

/** Calls `visit` for each point in the range; `null` for a value that is null, or not finite. */
export function eachPoint(
    { chunks }: Source,
    range: Range,
    visit: (offset: number, value: number | null, cell: () => string, ns: () => bigint) => void,
): void {
    const span = Number(range.to - range.from);
    for (const { times, value } of chunks) {
        for (const { offsets, values, nulls, count, row } of pointBlocks(times, value, range, range.from)) {
            for (let place = 0; place < count; place++) {
                const offset = offsets[place] as number;
                if (!(offset >= 0 && offset <= span)) continue;
                const number = values[place] as number;
                const isGap = nulls?.[place] === 1 || !Number.isFinite(number);
                visit(
                    offset,
                    isGap ? null : number,
                    () => formatCell(value.type, cellAt(value, row + place)),
                    () => times.at(row + place),
                );
            }
        }
    }
}

/** The value at the latest time that has one, with all its digits. */
export function lastValue({ chunks }: Source): string | undefined {
    let latest: bigint | undefined;
    let found: { readonly value: Column; readonly row: number } | undefined;
    for (const { times, value } of chunks) {
        if (times.bounds === undefined || (latest !== undefined && times.bounds.to < latest)) continue;
        const row = times.latest((each) => value.nulls?.[each] !== 1);
        if (row < 0 || (latest !== undefined && times.at(row) < latest)) continue;
        latest = times.at(row);
        found = { value, row };
    }
    return found === undefined ? undefined : formatCell(found.value.type, cellAt(found.value, found.row));
}
