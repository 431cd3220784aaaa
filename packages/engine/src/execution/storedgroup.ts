/**
 * Groups of nothing but stored points. The reference leaves them to its storage: the bounds stay in the group key, a tag that only
 * some series of a group have is the empty text in the others, and series without the tag to group by come last.
 */
import { type Column, columnOf, compareText, constantColumn, emptyLike, GroupKey, type Table } from "@flux-scripts/tables";
import { FluxError } from "../values/error.ts";
import { type Node, type Operator, type Sink, StepNode } from "./node.ts";
import { aloneRead, ReadNode, type Selector } from "./read.ts";
import type { Run } from "./run.ts";

/** What a read gives besides tags. */
const READ_COLUMNS: readonly string[] = ["_start", "_stop", "_time", "_value"];

/** A step that groups rows, in memory as `make` does it or as the storage of the reference would. */
export abstract class GroupingNode extends StepNode {
    constructor(
        input: Node,
        /** The labels to group by; undefined when they differ from table to table. */
        readonly columns: readonly string[] | undefined,
        make: StepNode["make"],
        order: "sorted" | "kept",
    ) {
        const operator: StepNode["make"] = (out, run) => {
            const { follower } = this;
            this.follower = undefined;
            if (follower !== undefined && this.streams === 1 && this.keepsSeries && input instanceof ReadNode) {
                input.narrow(follower);
            }
            return this.isStored ? storedGroups(this, out, run) : make(out, run);
        };
        super("group", [input], operator, { order });
    }

    /** Series without a label to group by come last from the storage. */
    override get comesSorted(): boolean {
        return super.comesSorted && !this.isStored;
    }

    private follower: Selector | undefined;

    /** Told by the selector after it, when the graph is made: of each series one row is enough, where nothing else follows. */
    followedBy(selector: Selector): void {
        this.follower = selector;
    }

    /** All rows of a series go to one group. */
    private get keepsSeries(): boolean {
        return this.columns?.every((label) => label !== "_time" && label !== "_value") === true;
    }

    /** Rows come as the storage of the reference groups them. To be asked when the graph runs. */
    get isStored(): boolean {
        const [input] = this.inputs;
        return this.keepsSeries && input !== undefined && aloneRead(input) !== undefined;
    }
}

/** The group before a step, when the reference would leave the step to its storage, too. To be asked when the graph runs. */
export function aloneGroup(node: Node): GroupingNode | undefined {
    return node instanceof GroupingNode && node.isStored && node.streams === 1 ? node : undefined;
}

/** The table with all labels grouped by in its key: an aggregate has a column, the empty text, for a tag that the group lacks. */
export function withGroupColumns(table: Table, { columns = [] }: GroupingNode): Table {
    const missing = columns.filter((label) => columnOf(table, label) === undefined);
    const key = new GroupKey([...table.key.entries, ...missing.map((label) => ({ label, type: "string" as const, value: "" }))]);
    const added = missing.map((label) => constantColumn(label, "string", "", table.rows));
    return { key, columns: inLabelOrder([...table.columns, ...added]), rows: table.rows };
}

interface Group {
    readonly values: readonly (string | undefined)[];
    readonly tables: Table[];
}

function storedGroups(node: GroupingNode, out: Sink, run: Run): Operator {
    const labels = [...new Set(node.columns)].filter((label) => !READ_COLUMNS.includes(label));
    const groups = new Map<string, Group>();
    return {
        chunk: (table) => {
            run.poll();
            run.hold(table);
            const values = labels.map((label) => table.key.get(label)?.value as string | undefined);
            const id = JSON.stringify(values.map((value) => value ?? null));
            const group = groups.get(id);
            if (group === undefined) {
                groups.set(id, { values, tables: [table] });
            } else {
                group.tables.push(table);
            }
        },
        end: () => {
            const sorted = [...groups.values()].sort((a, b) => compareValues(a.values, b.values));
            groups.clear();
            for (const { tables } of sorted) {
                send(tables, labels, node, out, run);
            }
            out.end();
        },
    };
}

function compareValues(a: Group["values"], b: Group["values"]): number {
    for (const [index, left] of a.entries()) {
        const right = b[index];
        if (left !== right) {
            return left === undefined ? 1 : right === undefined ? -1 : compareText(left, right);
        }
    }
    return 0;
}

/** Sends the series of a group on as chunks of one table. */
function send(tables: readonly Table[], labels: readonly string[], node: GroupingNode, out: Sink, run: Run): void {
    const first = tables[0] as Table;
    const tags = new Set(tables.flatMap(({ columns }) => columns.map(({ label }) => label)));
    const entries = ["_start", "_stop", ...labels].map((label) => first.key.get(label)).filter((entry) => entry !== undefined);
    const key = new GroupKey(entries);
    const type = columnOf(first, "_value")?.type;
    for (const [index, table] of tables.entries()) {
        run.poll();
        run.release(table);
        const other = columnOf(table, "_value")?.type;
        if (type !== undefined && other !== undefined && type !== other) {
            const error = new FluxError(
                "invalid",
                `schema collision: cannot group ${typeName(type)} and ${typeName(other)} types together`,
            );
            error.start = node.start ?? 0;
            error.end = node.end ?? 0;
            throw error;
        }
        const columns = [...tags].map((label) => columnOf(table, label) ?? constantColumn(label, "string", "", table.rows));
        const whole = { key, columns: inLabelOrder(columns), rows: table.rows };
        out.chunk(whole.rows === 0 ? emptyLike(whole) : whole, index < tables.length - 1);
    }
}

/** The columns in the order of a read: its own, then the tags by name. */
function inLabelOrder(columns: readonly Column[]): Column[] {
    const place = ({ label }: Column): number => {
        const at = READ_COLUMNS.indexOf(label);
        return at < 0 ? READ_COLUMNS.length : at;
    };
    return [...columns].sort((a, b) => place(a) - place(b) || compareText(a.label, b.label));
}

/** A type as the storage of the reference calls it. */
function typeName(type: Column["type"]): string {
    return type === "bool" ? "boolean" : type === "int" ? "integer" : type === "uint" ? "unsigned" : type;
}
