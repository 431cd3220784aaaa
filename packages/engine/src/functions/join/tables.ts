import {
    cellAt,
    cellId,
    type Column,
    columnOf,
    type GroupKey,
    type KeyEntry,
    makeTable,
    type Table,
    takeTable,
} from "@flux-scripts/tables";
import type { Context } from "../../context.ts";
import { gather } from "../../execution/steps.ts";
import type { Run } from "../../execution/run.ts";
import { transformation } from "../../registry.ts";
import { FluxError } from "../../values/error.ts";
import { compareText } from "../../kernels/text.ts";
import { type FunctionValue, type RecordValue, toCell } from "../../values/value.ts";
import { compareRows, sortedRows } from "../support/order.ts";
import { recordOf, tableOfRecords } from "../support/records.ts";
import { rowRecord } from "../universe/reduce.ts";
import { type JoinColumns, joinColumns } from "./predicate.ts";

type Method = "inner" | "left" | "right" | "full";

const METHODS: readonly string[] = ["inner", "left", "right", "full"];

/** One side of a table pair: its rows in the order of the columns joined on. */
interface Side {
    readonly table: Table;
    readonly columns: readonly Column[];
    readonly rows: readonly number[];
}

function sideOf(table: Table | undefined, labels: readonly string[], name: "left" | "right"): Side | undefined {
    if (table === undefined) {
        return undefined;
    }
    const columns = labels.map((label) => {
        const column = columnOf(table, label);
        if (column === undefined) {
            throw new FluxError(
                "invalid",
                `error preparing ${name} side of join: cannot set join columns in ${name} table stream: table is missing column '${label}'`,
            );
        }
        return column;
    });
    return { table, columns, rows: sortedRows(table, labels, false) };
}

/** Row numbers of both sides, -1 for a side without a row. */
interface Pairs {
    readonly left: number[];
    readonly right: number[];
}

/** The pairs in the order of the columns joined on. */
function pairRows(left: Side | undefined, right: Side | undefined, method: Method, run: Run): Pairs {
    const pairs: Pairs = { left: [], right: [] };
    const add = (a: number, b: number): void => {
        run.checkPairs(pairs.left.push(a));
        pairs.right.push(b);
    };
    const keepLeft = method === "left" || method === "full";
    const keepRight = method === "right" || method === "full";
    const l = left?.rows ?? [];
    const r = right?.rows ?? [];
    let i = 0;
    let j = 0;
    while (i < l.length || j < r.length) {
        const order =
            i >= l.length ? 1 : j >= r.length ? -1 : compareRows(left?.columns ?? [], l[i] as number, right?.columns ?? [], r[j] as number);
        if (order < 0 || (order === 0 && hasNull(left, l[i]))) {
            if (keepLeft) {
                add(l[i] as number, -1);
            }
            i += 1;
        } else if (order > 0) {
            if (keepRight) {
                add(-1, r[j] as number);
            }
            j += 1;
        } else {
            const lEnd = runEnd(left, i);
            const rEnd = runEnd(right, j);
            for (let a = i; a < lEnd; a += 1) {
                for (let b = j; b < rEnd; b += 1) {
                    add(l[a] as number, r[b] as number);
                }
            }
            i = lEnd;
            j = rEnd;
        }
    }
    return pairs;
}

function hasNull(side: Side | undefined, row: number | undefined): boolean {
    return side !== undefined && row !== undefined && side.columns.some((column) => cellAt(column, row) === null);
}

/** Where the run of equal rows that begins at a position ends. */
function runEnd(side: Side | undefined, from: number): number {
    if (side === undefined) {
        return from;
    }
    let end = from + 1;
    while (end < side.rows.length && compareRows(side.columns, side.rows[from] as number, side.columns, side.rows[end] as number) === 0) {
        end += 1;
    }
    return end;
}

function checkSide(tables: readonly Table[], name: "left" | "right"): void {
    if (tables.length === 0 || tables.some((table) => table.rows === 0)) {
        throw new FluxError("invalid", `error preparing ${name} side of join: cannot join on an empty table`);
    }
}

interface Joining {
    readonly columns: JoinColumns;
    readonly method: Method;
    readonly as: FunctionValue;
    /** `as` over columns, where it can be compiled. */
    readonly together: ReturnType<Context["pairs"]>;
    readonly context: Context;
}

/** Joins two tables of one key. A side without a table is null in every column that the side has elsewhere. */
function joinPair(
    key: GroupKey,
    left: Table | undefined,
    right: Table | undefined,
    elsewhere: { readonly left: Table; readonly right: Table },
    joining: Joining,
    run: Run,
): Table | undefined {
    const sides = [sideOf(left, joining.columns.left, "left"), sideOf(right, joining.columns.right, "right")] as const;
    const pairs = pairRows(...sides, joining.method, run);
    const rows = pairs.left.length;
    if (rows === 0) {
        return undefined;
    }
    run.checkRows(rows);
    run.poll();
    const leftRows = takeTable(left ?? elsewhere.left, pairs.left);
    const rightRows = takeTable(right ?? elsewhere.right, pairs.right);
    const columns = joining.together(leftRows, rightRows);
    if (columns !== undefined) {
        const table = makeTable(
            key,
            [...columns].sort((a, b) => compareText(a.label, b.label)),
            rows,
        );
        checkKeyColumns(table);
        return table;
    }
    const records: RecordValue[] = [];
    for (let row = 0; row < rows; row += 1) {
        if (row % 1024 === 0) {
            run.poll();
        }
        const record = recordOf(joining.context.call(joining.as, { l: rowRecord(leftRows, row), r: rowRecord(rightRows, row) }), "join");
        checkKey(key, record);
        records.push(record);
    }
    return tableOfRecords(key, records, "join:");
}

function keyError({ label, type }: KeyEntry): FluxError {
    return new FluxError(
        "invalid",
        `join cannot modify group key: output record has a missing or invalid value for column '${label}:${type}'`,
    );
}

/** The record must have the group key's values. */
function checkKey(key: GroupKey, record: RecordValue): void {
    for (const entry of key.entries) {
        const cell = toCell(record.get(entry.label) ?? null);
        if (cell === undefined || cell.type !== entry.type || cellId(cell.cell) !== cellId(entry.value)) {
            throw keyError(entry);
        }
    }
}

/** As {@link checkKey}, of all rows. */
function checkKeyColumns(table: Table): void {
    for (const entry of table.key.entries) {
        const column = columnOf(table, entry.label);
        if (column === undefined || column.type !== entry.type) {
            throw keyError(entry);
        }
        const wanted = cellId(entry.value);
        for (let row = 0; row < table.rows; row += 1) {
            const cell = cellAt(column, row);
            if (cell !== entry.value && cellId(cell) !== wanted) {
                throw keyError(entry);
            }
        }
    }
}

/** `join.tables`: joins tables of equal group keys on equal columns, one call of `as` a pair of rows. */
export default transformation(["<-left", "right", "on", "as", "method"], (args) => {
    const method = args.string("method");
    if (!METHODS.includes(method)) {
        throw new FluxError("invalid", `unsupported join method: ${method}`);
    }
    const joining: Joining = {
        columns: joinColumns(args.fn("on")),
        method: method as Method,
        as: args.fn("as"),
        together: args.context.pairs(args.fn("as"), ["l", "r"]),
        context: args.context,
    };
    return gather(
        [args.stream("left"), args.stream("right")],
        method,
        ([left = [], right = []], run) => {
            checkSide(left, "left");
            checkSide(right, "right");
            const elsewhere = { left: left[0] as Table, right: right[0] as Table };
            const rightByKey = new Map(right.map((table) => [table.key.id, table]));
            const joined: Table[] = [];
            const add = (table: Table | undefined): void => {
                if (table !== undefined) {
                    joined.push(table);
                }
            };
            const seen = new Set<string>();
            for (const table of left) {
                seen.add(table.key.id);
                add(joinPair(table.key, table, rightByKey.get(table.key.id), elsewhere, joining, run));
            }
            for (const table of right) {
                if (!seen.has(table.key.id)) {
                    add(joinPair(table.key, undefined, table, elsewhere, joining, run));
                }
            }
            return joined;
        },
        { order: "sorted" },
    );
});
