import { type Column, columnOf, compareText, concatTables, type GroupKey, type Table, takeTable } from "@flux-scripts/tables";
import { gather } from "../../../../execution/steps.ts";
import { transformation } from "../../../../registry.ts";
import { FluxError } from "../../../../values/error.ts";
import { sortedRows } from "../../../support/order.ts";

const ANY = "any";

/** The rows at which the level changes from one given to one given, by the time of their source. */
function changes(table: Table, from: string, to: string): Table[] {
    const levels = columnOf(table, "_level");
    if (levels?.type !== "string") {
        throw new FluxError("failed precondition", `state changes need a column "_level" of type string`);
    }
    const order = sortedRows(table, ["_source_timestamp", "_time"], false);
    const byLevel = new Map<string, number[]>();
    for (let i = 1; i < order.length; i += 1) {
        const before = levels.data[order[i - 1] as number] as string;
        const now = levels.data[order[i] as number] as string;
        if (before !== now && (from === ANY || from === before) && (to === ANY || to === now)) {
            const rows = byLevel.get(now) ?? [];
            rows.push(order[i] as number);
            byLevel.set(now, rows);
        }
    }
    return [...byLevel].map(([level, rows]) => {
        const taken = takeTable(table, rows);
        return { ...taken, columns: levelLast(taken.columns), key: table.key.with("_level", "string", level) };
    });
}

/** The columns by name, the level after all others. */
function levelLast(columns: readonly Column[]): Column[] {
    const isLevel = ({ label }: Column): number => (label === "_level" ? 1 : 0);
    return [...columns].sort((a, b) => isLevel(a) - isLevel(b) || compareText(a.label, b.label));
}

export default transformation(["<-tables", "?fromLevel", "?toLevel"], (args) => {
    const from = args.string("fromLevel", ANY);
    const to = args.string("toLevel", ANY);
    return gather(
        [args.stream("tables")],
        "stateChanges",
        ([tables = []]) => {
            const series = new Map<string, { readonly key: GroupKey; readonly tables: Table[] }>();
            for (const table of tables) {
                const key = table.key.without(new Set(["_level"]));
                const found = series.get(key.id) ?? { key, tables: [] };
                series.set(key.id, found);
                found.tables.push(table);
            }
            return [...series.values()].flatMap((one) => changes(concatTables(one.key, one.tables), from, to));
        },
        { order: "sorted" },
    );
});
