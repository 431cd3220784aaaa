import { constantColumn, type Table } from "@flux-scripts/tables";
import { eachTable } from "../../../execution/steps.ts";
import { transformation } from "../../../registry.ts";
import { FluxError } from "../../../values/error.ts";
import { FluxRegexp } from "../../../values/regexp.ts";
import { withColumn } from "../../support/columns.ts";
import { replaceAll } from "../../support/matches.ts";

/** The table with a label set to a text; an empty text takes the label away. */
function withLabel(table: Table, label: string, text: string): Table {
    if (text === "") {
        const columns = table.columns.filter((column) => column.label !== label);
        return { key: table.key.without(new Set([label])), columns, rows: table.rows };
    }
    const changed = withColumn(table, constantColumn(label, "string", text, table.rows));
    return { ...changed, key: table.key.with(label, "string", text) };
}

/**
 * PromQL's `label_replace`: where all of a label's text matches, another label becomes the expanded replacement; a series without the
 * label has the empty text there.
 */
export default transformation(["<-tables", "source", "destination", "regex", "replacement"], (args) => {
    const source = args.string("source");
    const destination = args.string("destination");
    const regex = args.string("regex");
    const replacement = args.string("replacement");
    if (!/^[A-Za-z_]\w*$/.test(destination)) {
        throw new FluxError("invalid", `invalid destination label name in label_replace(): ${destination}`);
    }
    let whole: FluxRegexp;
    try {
        whole = FluxRegexp.compile(`^(?:${regex})$`);
    } catch {
        throw new FluxError("invalid", `invalid regular expression in label_replace(): ${regex}`);
    }
    return eachTable(
        args.stream("tables"),
        "labelReplace",
        (table) => {
            const value = table.key.get(source)?.value ?? "";
            return typeof value === "string" && whole.test(value)
                ? withLabel(table, destination, replaceAll(whole, value, replacement))
                : table;
        },
        {
            order: "sorted",
            onDuplicate: () => new FluxError("invalid", "label_replace() gives two series the same labels"),
        },
    );
});
