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
import { gather } from "../../execution/steps.ts";
import { transformation } from "../../registry.ts";
import { FluxError } from "../../values/error.ts";
import { typeName } from "../../values/types.ts";
import { StreamValue } from "../../values/value.ts";
import { sortedRows } from "../support/order.ts";

/** The two tables' names and the columns that must be equal. */
interface JoinOptions {
    readonly left: string;
    readonly right: string;
    readonly on: readonly string[];
}

/** The values of the `on` columns as one text; undefined where one is null, which equals nothing. */
function rowId(columns: readonly Column[], row: number): string | undefined {
    let id = "";
    for (const column of columns) {
        const cell = cellAt(column, row);
        if (cell === null || Number.isNaN(cell)) {
            return undefined;
        }
        id += cellId(cell);
    }
    return id;
}

/** Columns of the labels, undefined when one is missing. */
function columnsOf(table: Table, labels: readonly string[]): Column[] | undefined {
    const found = labels.map((label) => columnOf(table, label));
    return found.every((column) => column !== undefined) ? (found as Column[]) : undefined;
}

/** The rows of two tables with equal `on` columns, side by side; undefined when there is none. */
function joinTables(left: Table, right: Table, options: JoinOptions): Table | undefined {
    const leftOn = columnsOf(left, options.on);
    const rightOn = columnsOf(right, options.on);
    if (leftOn === undefined || rightOn === undefined || leftOn.some((column, i) => column.type !== rightOn[i]?.type)) {
        return undefined;
    }
    const rightRows = new Map<string, number[]>();
    for (let row = 0; row < right.rows; row += 1) {
        const id = rowId(rightOn, row);
        if (id !== undefined) {
            const rows = rightRows.get(id);
            if (rows === undefined) {
                rightRows.set(id, [row]);
            } else {
                rows.push(row);
            }
        }
    }
    const leftPicks: number[] = [];
    const rightPicks: number[] = [];
    for (const row of sortedRows(left, options.on, false)) {
        for (const match of rightRows.get(rowId(leftOn, row) ?? "?") ?? []) {
            leftPicks.push(row);
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
            for (const a of leftTables) {
                for (const b of rightTables) {
                    run.poll();
                    const table = apart(a, b, options.on) ? undefined : joinTables(a, b, options);
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
