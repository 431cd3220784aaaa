import { constantColumn } from "@flux-scripts/tables";
import { definePackage, transformation } from "../../../registry.ts";
import { inPlace } from "../../support/perTable.ts";

export default definePackage("experimental/table", {
    /** A table without rows gets one, with the key's values and nulls. */
    fill: transformation(["<-tables"], (args) =>
        inPlace(args, "fill", (table) => {
            if (table.rows > 0) {
                return table;
            }
            const columns = table.columns.map(({ label, type }) => constantColumn(label, type, table.key.get(label)?.value ?? null, 1));
            return { key: table.key, columns, rows: 1 };
        }),
    ),
});
