import { transformation } from "../../../registry.ts";
import { wideFields, writeStep } from "./to.ts";

/** Columns that are neither a tag nor a field. */
const OWN = new Set(["_time", "_measurement", "_start", "_stop"]);

/** `wideTo(bucket: | bucketID:)`: writes rows whose text columns in the group key are tags and whose other columns are fields. */
export default transformation(["<-tables", "?bucket", "?bucketID", "?host", "?org", "?orgID", "?token"], (args) =>
    writeStep(args, "wideTo", "_time", "_measurement", (table) => ({
        tags: table.columns.filter(({ label, type }) => type === "string" && table.key.has(label) && !OWN.has(label)),
        fieldsOf: wideFields(table.columns.filter(({ label }) => !OWN.has(label) && !table.key.has(label))),
    })),
);
