/** One schema for all tables of an answer, for files that have no more than one. */
import { type Column, type ColumnType, constantColumn } from "../column.ts";
import type { Table } from "../table.ts";

export interface FileColumn {
    /** Name in the file. */
    readonly name: string;
    readonly label: string;
    readonly type: ColumnType;
}

/** Name of the column that says which result a row is of. */
const RESULT = "result";

/** Gathers the columns of tables, in the order of their first appearance. */
export class SchemaUnion {
    private readonly columns = new Map<string, { label: string; type: ColumnType }>();
    private readonly results = new Set<string>();

    add(result: string, table: Table): void {
        this.results.add(result);
        for (const { label, type } of table.columns) {
            const id = `${type}:${label}`;
            if (!this.columns.has(id)) {
                this.columns.set(id, { label, type });
            }
        }
    }

    /** Whether rows need to say which result they are of. */
    get isNamed(): boolean {
        return this.results.size > 1;
    }

    /** A label that has several types is a column for each, `_value_int` beside `_value_float`: no value changes its type. */
    schema(): FileSchema {
        const all = [...this.columns.values()];
        const taken = new Set(this.isNamed ? [RESULT] : []);
        const columns = all.map(({ label, type }): FileColumn => {
            const isAlone = all.filter((other) => other.label === label).length === 1;
            let name = isAlone ? label : `${label}_${type}`;
            while (taken.has(name)) {
                name += "_";
            }
            taken.add(name);
            return { name, label, type };
        });
        return new FileSchema(columns, this.isNamed);
    }
}

export class FileSchema {
    /** With the result's name first, where there are several. */
    readonly columns: readonly FileColumn[];

    constructor(
        private readonly own: readonly FileColumn[],
        private readonly isNamed: boolean,
    ) {
        this.columns = isNamed ? [{ name: RESULT, label: RESULT, type: "string" }, ...own] : own;
    }

    /** A table's columns as the file has them: nulls where the table lacks one. */
    arrange(result: string, table: Table): Column[] {
        const columns = this.own.map(
            ({ label, type }) =>
                table.columns.find((column) => column.label === label && column.type === type) ??
                constantColumn(label, type, null, table.rows),
        );
        return this.isNamed ? [constantColumn(RESULT, "string", result, table.rows), ...columns] : columns;
    }
}
