import { transformation } from "../../registry.ts";
import { perTableRekeyed } from "../support/perTable.ts";
import { typeName } from "../../values/types.ts";
import { GroupKey, relabel, type Table } from "@flux-scripts/tables";
import { FluxError } from "../../values/error.ts";

/** Other labels for columns, in the key, too. Fails when two columns would have one label. */
function rename(table: Table, labelOf: (label: string) => string): Table {
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
function renameBy(names: ReadonlyMap<string, string>): (table: Table) => Table {
    return (table) => {
        for (const label of names.keys()) {
            if (!table.columns.some((column) => column.label === label)) {
                throw new FluxError("failed precondition", `rename error: column "${label}" doesn't exist`);
            }
        }
        return rename(table, (label) => names.get(label) ?? label);
    };
}

export default transformation(["<-tables", "?columns", "?fn"], (args) => {
    const columns = args.optional("columns");
    const fn = args.optional("fn");
    if (columns !== undefined && fn !== undefined) {
        throw new FluxError("invalid", "rename error: both column list and map function provided");
    }
    if (columns === undefined && fn === undefined) {
        throw new FluxError("invalid", "rename error: neither column list nor map function provided");
    }
    if (columns !== undefined) {
        const names = new Map<string, string>();
        for (const [from, to] of args.record("columns").properties) {
            if (typeof to !== "string") {
                throw new FluxError("invalid", `rename error: columns object contains non-string value of type ${typeName(to)}`);
            }
            names.set(from, to);
        }
        return perTableRekeyed(args, "rename", renameBy(names));
    }
    const labelOf = args.fn("fn");
    return perTableRekeyed(args, "rename", (table) =>
        rename(table, (column) => {
            const label = args.context.call(labelOf, { column });
            if (typeof label !== "string") {
                throw new FluxError("invalid", `rename error: function returned a value of type ${typeName(label)}, expected string`);
            }
            return label;
        }),
    );
});
