import { GroupKey, relabel, type Table } from "@flux-scripts/tables";
import { FluxError } from "../../values/error.ts";

/** Other labels for columns, in the key, too. Fails when two columns would have one label. */
export function rename(table: Table, labelOf: (label: string) => string): Table {
    const labels = table.columns.map(({ label }) => labelOf(label));
    labels.forEach((label, i) => {
        if (labels.indexOf(label) !== i) {
            throw new FluxError("failed precondition", `rename error: column "${label}" already exists`);
        }
    });
    const key = new GroupKey(table.key.entries.map((entry) => ({ ...entry, label: labelOf(entry.label) })));
    return { key, columns: table.columns.map((column, i) => relabel(column, labels[i] as string)), rows: table.rows };
}

/** The function of a record of old and new labels. Fails on a table that lacks one of the old. */
export function renameBy(names: ReadonlyMap<string, string>): (table: Table) => Table {
    return (table) => {
        for (const label of names.keys()) {
            if (!table.columns.some((column) => column.label === label)) {
                throw new FluxError("failed precondition", `rename error: column "${label}" doesn't exist`);
            }
        }
        return rename(table, (label) => names.get(label) ?? label);
    };
}
