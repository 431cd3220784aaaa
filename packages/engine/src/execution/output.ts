import { concatTables, GroupKey, SchemaCollision, type Table } from "@flux-scripts/tables";
import { FluxError } from "../values/error.ts";
import type { Sink } from "./node.ts";
import type { Run } from "./run.ts";

/** Tables gathered by group key, given on sorted by key. Tables of one key become one. */
export class KeyedTables {
    private readonly parts = new Map<string, { readonly key: GroupKey; readonly tables: Table[] }>();

    constructor(
        private readonly run: Run,
        /** Give the tables in order of their first part instead. */
        private readonly inOrder = false,
    ) {}

    has(key: GroupKey): boolean {
        return this.parts.has(key.id);
    }

    add(table: Table): void {
        this.run.hold(table);
        const found = this.parts.get(table.key.id);
        if (found === undefined) {
            this.parts.set(table.key.id, { key: table.key, tables: [table] });
        } else {
            found.tables.push(table);
        }
    }

    /** The tables, whole and sorted by key. Empties the collection. */
    take(): Table[] {
        const sorted = [...this.parts.values()].sort((a, b) => GroupKey.compare(a.key, b.key));
        this.parts.clear();
        return sorted.map(({ key, tables }) => joined(key, tables));
    }

    flush(out: Sink): void {
        const sorted = [...this.parts.values()];
        if (!this.inOrder) {
            sorted.sort((a, b) => GroupKey.compare(a.key, b.key));
        }
        this.parts.clear();
        for (const { key, tables } of sorted) {
            this.run.poll();
            // Parts of one schema go on as they are: the reference sums them part by part, and nothing has to be copied.
            const chunks = tables.length > 1 && sameSchema(tables) ? tables : [joined(key, tables)];
            for (const [index, table] of chunks.entries()) {
                this.run.release(table);
                out.chunk(table, index < chunks.length - 1);
            }
        }
    }
}

function sameSchema(tables: readonly Table[]): boolean {
    const first = tables[0]?.columns ?? [];
    return tables.every(
        ({ columns }) =>
            columns.length === first.length &&
            columns.every(({ label, type }, index) => label === first[index]?.label && type === first[index]?.type),
    );
}

/** {@link concatTables}, with a clash of types as the error that a script sees. Empty tables without columns don't count. */
export function joined(key: GroupKey, tables: readonly Table[]): Table {
    try {
        return concatTables(key, tables);
    } catch (error) {
        if (error instanceof SchemaCollision) {
            throw new FluxError("failed precondition", error.message);
        }
        throw error;
    }
}
