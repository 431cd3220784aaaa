import { cellAt, cellId, type Column, columnOf, type GroupKey, type Table } from "@flux-scripts/tables";
import type { Context } from "../../context.ts";
import { gather } from "../../execution/steps.ts";
import type { Run } from "../../execution/run.ts";
import { transformation } from "../../registry.ts";
import { FluxError } from "../../values/error.ts";
import { type FunctionValue, RecordValue, toCell, TypedNull } from "../../values/value.ts";
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

/** Pairs of row numbers, -1 for a side without a row, in the order of the columns joined on. */
function pairRows(left: Side | undefined, right: Side | undefined, method: Method): [number, number][] {
    const pairs: [number, number][] = [];
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
                pairs.push([l[i] as number, -1]);
            }
            i += 1;
        } else if (order > 0) {
            if (keepRight) {
                pairs.push([-1, r[j] as number]);
            }
            j += 1;
        } else {
            const lEnd = runEnd(left, i);
            const rEnd = runEnd(right, j);
            for (let a = i; a < lEnd; a += 1) {
                for (let b = j; b < rEnd; b += 1) {
                    pairs.push([l[a] as number, r[b] as number]);
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

/** A record of nulls of the types that a side's tables have. */
function emptyRecord(tables: readonly Table[]): RecordValue {
    const columns = tables[0]?.columns ?? [];
    return new RecordValue(new Map(columns.map(({ label, type }) => [label, TypedNull.of(type)])));
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
    readonly context: Context;
}

function joinPair(
    key: GroupKey,
    left: Table | undefined,
    right: Table | undefined,
    nulls: { readonly l: RecordValue; readonly r: RecordValue },
    joining: Joining,
    run: Run,
): Table | undefined {
    const pairs = pairRows(sideOf(left, joining.columns.left, "left"), sideOf(right, joining.columns.right, "right"), joining.method);
    if (pairs.length === 0) {
        return undefined;
    }
    run.checkRows(pairs.length);
    const records = pairs.map(([a, b], index) => {
        if (index % 1024 === 0) {
            run.poll();
        }
        const l = a < 0 || left === undefined ? nulls.l : rowRecord(left, a);
        const r = b < 0 || right === undefined ? nulls.r : rowRecord(right, b);
        return recordOf(joining.context.call(joining.as, { l, r }), "join");
    });
    for (const record of records) {
        checkKey(key, record);
    }
    return tableOfRecords(key, records, "join:");
}

/** The record must have the group key's values. */
function checkKey(key: GroupKey, record: RecordValue): void {
    for (const { label, type, value } of key.entries) {
        const cell = toCell(record.get(label) ?? null);
        if (cell === undefined || cell.type !== type || cellId(cell.cell) !== cellId(value)) {
            throw new FluxError(
                "invalid",
                `join cannot modify group key: output record has a missing or invalid value for column '${label}:${type}'`,
            );
        }
    }
}

/** `join.tables`: joins tables of equal group keys on equal columns, one call of `as` a pair of rows. */
export default transformation(["<-left", "right", "on", "as", "method"], (args) => {
    const method = args.string("method");
    if (!METHODS.includes(method)) {
        throw new FluxError("invalid", `unsupported join method: ${method}`);
    }
    const joining: Joining = { columns: joinColumns(args.fn("on")), method: method as Method, as: args.fn("as"), context: args.context };
    return gather(
        [args.stream("left"), args.stream("right")],
        method,
        ([left = [], right = []], run) => {
            checkSide(left, "left");
            checkSide(right, "right");
            const nulls = { l: emptyRecord(left), r: emptyRecord(right) };
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
                add(joinPair(table.key, table, rightByKey.get(table.key.id), nulls, joining, run));
            }
            for (const table of right) {
                if (!seen.has(table.key.id)) {
                    add(joinPair(table.key, undefined, table, nulls, joining, run));
                }
            }
            return joined;
        },
        { order: "sorted" },
    );
});
