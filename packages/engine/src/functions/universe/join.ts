import {
    cellAt,
    cellId,
    type Column,
    columnOf,
    compareCells,
    compareText,
    GroupKey,
    type KeyEntry,
    relabel,
    type Table,
    takeRows,
} from "@flux-scripts/tables";
import type { Run } from "../../execution/run.ts";
import { gather } from "../../execution/steps.ts";
import { transformation } from "../../registry.ts";
import { FluxError } from "../../values/error.ts";
import { typeName } from "../../values/types.ts";
import { StreamValue } from "../../values/value.ts";
import { type MapKey, mapKeys } from "../support/mapKeys.ts";
import { sortedRows } from "../support/order.ts";

/** The two tables' names and the columns that must be equal. */
interface JoinOptions {
    readonly left: string;
    readonly right: string;
    readonly on: readonly string[];
}

/** What stands for the values of the `on` columns of a row; undefined where one is null or NaN, which equals nothing. */
type RowKey = Exclude<MapKey, null> | undefined;

function rowKeys(columns: readonly Column[]): (row: number) => RowKey {
    const [first] = columns;
    if (columns.length === 1 && first !== undefined) {
        const keyOf = mapKeys(first);
        return (row) => {
            const key = keyOf(row);
            return key === null || Number.isNaN(key) ? undefined : key;
        };
    }
    return (row) => {
        let id = "";
        for (const column of columns) {
            const cell = cellAt(column, row);
            if (cell === null || Number.isNaN(cell)) {
                return undefined;
            }
            id += cellId(cell);
        }
        return id;
    };
}

/** Rows of a table by what stands in their `on` columns: the first row of each, and after each row the next with the same. */
interface RowIndex {
    readonly first: ReadonlyMap<RowKey, number>;
    readonly next: Int32Array;
}

function indexOf(table: Table, on: readonly Column[]): RowIndex {
    const keyOf = rowKeys(on);
    const first = new Map<RowKey, number>();
    const next = new Int32Array(table.rows).fill(-1);
    for (let row = table.rows - 1; row >= 0; row -= 1) {
        const key = keyOf(row);
        if (key !== undefined) {
            next[row] = first.get(key) ?? -1;
            first.set(key, row);
        }
    }
    return { first, next };
}

/** Columns of the labels, undefined when one is missing. */
function columnsOf(table: Table, labels: readonly string[]): Column[] | undefined {
    const found = labels.map((label) => columnOf(table, label));
    return found.every((column) => column !== undefined) ? (found as Column[]) : undefined;
}

/** The rows of two tables with equal `on` columns, side by side; undefined when there is none. `indexes` keeps those of right tables. */
function joinTables(left: Table, right: Table, options: JoinOptions, indexes: Map<Table, RowIndex>, run: Run): Table | undefined {
    const leftOn = columnsOf(left, options.on);
    const rightOn = columnsOf(right, options.on);
    if (leftOn === undefined || rightOn === undefined || leftOn.some((column, i) => column.type !== rightOn[i]?.type)) {
        return undefined;
    }
    const index = indexes.get(right) ?? indexOf(right, rightOn);
    indexes.set(right, index);
    const keyOf = rowKeys(leftOn);
    const leftPicks: number[] = [];
    const rightPicks: number[] = [];
    for (const row of sortedRows(left, options.on, false)) {
        for (let match = index.first.get(keyOf(row)) ?? -1; match >= 0; match = index.next[match] as number) {
            run.checkPairs(leftPicks.push(row));
            rightPicks.push(match);
        }
    }
    if (leftPicks.length === 0) {
        return undefined;
    }
    const name = naming(left, right, options);
    const columns = [
        ...left.columns.map((column) => relabel(takeRows(column, leftPicks), name(column.label, options.left))),
        ...right.columns
            .filter(({ label }) => !options.on.includes(label))
            .map((column) => relabel(takeRows(column, rightPicks), name(column.label, options.right))),
    ].sort((a, b) => compareText(a.label, b.label));
    return { key: joinedKey(left, right, options, name), columns, rows: leftPicks.length };
}

type Naming = (label: string, table: string) => string;

/** Labels that both tables have, but for those joined on, get the table's name behind. */
function naming(left: Table, right: Table, options: JoinOptions): Naming {
    const own = new Set(left.columns.map(({ label }) => label));
    const shared = new Set(right.columns.map(({ label }) => label).filter((label) => own.has(label) && !options.on.includes(label)));
    return (label, table) => (shared.has(label) ? `${label}_${table}` : label);
}

function joinedKey(left: Table, right: Table, options: JoinOptions, name: Naming): GroupKey {
    const entries = new Map<string, KeyEntry>();
    for (const [table, side] of [
        [left, options.left],
        [right, options.right],
    ] as const) {
        for (const entry of table.key.entries) {
            const label = name(entry.label, side);
            entries.set(label, { ...entry, label });
        }
    }
    return new GroupKey([...entries.values()]);
}

/** Whether two keys differ in an `on` column that both have, so that no rows can be equal. */
function apart(left: Table, right: Table, on: readonly string[]): boolean {
    return on.some((label) => {
        const a = left.key.get(label);
        const b = right.key.get(label);
        return a !== undefined && b !== undefined && compareCells(a.value, b.value) !== 0;
    });
}

export default transformation(["<-tables", "?method", "?on"], (args) => {
    const method = args.string("method", "inner");
    if (method !== "inner") {
        throw new FluxError("invalid", `${method} is not a valid join type`);
    }
    const streams = [...args.record("tables").properties].sort(([a], [b]) => compareText(a, b));
    const nodes = streams.map(([name, value]) => {
        if (!(value instanceof StreamValue)) {
            throw new FluxError("invalid", `tables.${name} must be a stream of tables, got ${typeName(value)}`);
        }
        return value.node;
    });
    const [left, right] = nodes;
    if (left === undefined || right === undefined || nodes.length !== 2 || left === right) {
        throw new FluxError("internal", "failed to initialize execute state: joins currently must only have two parents");
    }
    const options = { left: streams[0]?.[0] ?? "", right: streams[1]?.[0] ?? "", on: args.strings("on", []) };
    if (options.on.length === 0) {
        throw new FluxError("invalid", "at least one column must be specified in `on`");
    }
    return gather(
        [left, right],
        "join",
        ([leftTables = [], rightTables = []], run) => {
            const joined: Table[] = [];
            const indexes = new Map<Table, RowIndex>();
            for (const a of leftTables) {
                for (const b of rightTables) {
                    run.poll();
                    const table = apart(a, b, options.on) ? undefined : joinTables(a, b, options, indexes, run);
                    if (table !== undefined) {
                        joined.push(table);
                    }
                }
            }
            return joined;
        },
        { order: "sorted" },
    );
});
