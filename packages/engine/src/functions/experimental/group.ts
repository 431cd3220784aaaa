import { cellAt, cellId, columnOf, type KeyEntry, GroupKey, type Table, takeTable } from "@flux-scripts/tables";
import { eachTable } from "../../execution/steps.ts";
import { transformation } from "../../registry.ts";
import { FluxError } from "../../values/error.ts";

/** The tables of a table's rows when columns join its group key. */
function extended(table: Table, labels: readonly string[]): Table[] {
    const columns = labels
        .filter((label) => !table.key.has(label))
        .map((label) => {
            const column = columnOf(table, label);
            if (column === undefined) {
                throw new FluxError("invalid", `unknown column "${label}"`);
            }
            return column;
        });
    const groups = new Map<string, { key: GroupKey; rows: number[] }>();
    for (let row = 0; row < table.rows; row += 1) {
        const id = columns.map((column) => cellId(cellAt(column, row))).join("");
        let found = groups.get(id);
        if (found === undefined) {
            const entries: KeyEntry[] = columns.map((column) => ({ label: column.label, type: column.type, value: cellAt(column, row) }));
            found = { key: new GroupKey([...table.key.entries, ...entries]), rows: [] };
            groups.set(id, found);
        }
        found.rows.push(row);
    }
    return [...groups.values()].map(({ key, rows }) => ({ ...takeTable(table, rows), key }));
}

/** `experimental.group`: adds columns to the group key. */
export default transformation(["<-tables", "mode", "columns"], (args) => {
    const mode = args.string("mode");
    if (mode !== "extend") {
        throw new FluxError("invalid", `invalid group mode "${mode}"; experimental.group requires mode "extend"`);
    }
    const labels = args.strings("columns", []);
    return eachTable(args.stream("tables"), "group", (table) => extended(table, labels), { order: "sorted" });
});
