/** What is in a bucket, from the storage's index of series: nothing of the points is read. */
import { columnFrom, compareText, GroupKey, makeTable, type Table } from "@flux-scripts/tables";
import type { SeriesLabels, TableChunk, TimeBounds } from "../api.ts";
import { type Node, SourceNode } from "./node.ts";
import { ReadNode } from "./read.ts";
import type { Run } from "./run.ts";

/** What the storage asks of its index, as the reference does: shards as a whole, so a little more than what is in the bounds. */
type FromSeries = (series: Iterable<SeriesLabels>) => readonly string[];

/** What a read gives that is no tag of a series. */
const NOT_LISTED: ReadonlySet<string> = new Set(["_time", "_value", "_start", "_stop"]);

/** The labels of the group keys of a read, one a row; undefined where they have to be read from the tables. */
export function storedKeys(input: Node): Node | undefined {
    const listed: FromSeries = (all) => {
        const labels = new Set<string>();
        for (const series of all) {
            for (const [label] of series) {
                labels.add(label);
            }
        }
        return ["_start", "_stop", ...sorted(labels)];
    };
    return listing(input, "keys", listed, input.bounds);
}

/** The values of a tag, `_measurement` or `_field` in a read, one a row; undefined where they have to be read from the tables. */
export function storedValues(input: Node, label: string): Node | undefined {
    if (NOT_LISTED.has(label)) {
        return undefined;
    }
    const listed: FromSeries = (all) => {
        const values = new Set<string>();
        for (const series of all) {
            const value = series.find(([name]) => name === label)?.[1];
            if (value !== undefined) {
                values.add(value);
            }
        }
        return sorted(values);
    };
    // The reference knows the measurements of a bucket without their times.
    return listing(input, "distinct", listed, label === "_measurement" ? undefined : input.bounds);
}

/** How many series (measurements with their tags) a read finds; undefined where its tables have to be counted. */
export function storedCardinality(input: Node): Node | undefined {
    return indexed(input, "cardinality", input.bounds, (all) => {
        const groups = new Set<string>();
        for (const series of all) {
            groups.add(JSON.stringify(series.filter(([label]) => label !== "_field")));
        }
        return makeTable(GroupKey.empty, [columnFrom("_value", "int", [BigInt(groups.size)])], 1);
    });
}

function listing(input: Node, name: string, listed: FromSeries, bounds: TimeBounds | undefined): Node | undefined {
    return indexed(input, name, bounds, (all) => {
        const texts = listed(all);
        return makeTable(GroupKey.empty, [columnFrom("_value", "string", texts)], texts.length);
    });
}

function indexed(
    input: Node,
    name: string,
    bounds: TimeBounds | undefined,
    tableOf: (series: Iterable<SeriesLabels>) => Table,
): Node | undefined {
    if (!(input instanceof ReadNode) || !input.isPlain || input.filters.length > 0 || input.bounds === undefined) {
        return undefined;
    }
    if (input.capabilities?.series !== true) {
        return undefined;
    }
    const open = function* (run: Run): Generator<TableChunk> {
        const { bucket, predicates } = input.wanted;
        const found = run.dependencies.storage?.series?.({ bucket, predicates, ...(bounds === undefined ? {} : { bounds }) }) ?? [];
        const matching = [...found].filter((series) => input.matches((label) => series.find(([name]) => name === label)?.[1]));
        yield { table: tableOf(matching), more: false };
    };
    const node = new SourceNode(name, open, { order: "sorted", single: true, bounds: undefined });
    node.start = input.start;
    node.end = input.end;
    return node;
}

/** By code points. */
function sorted(texts: ReadonlySet<string>): string[] {
    return [...texts].sort(compareText);
}
