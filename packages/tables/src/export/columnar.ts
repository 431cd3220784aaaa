/** Parquet and Arrow: with their libraries, a part of a program that is loaded when it is needed. */
import { ArrowTables } from "./arrow.ts";
import { ParquetTables } from "./parquet.ts";
import type { FileSchema } from "./schema.ts";
import type { TableWriter, Write } from "./writer.ts";

/** A writer of a columnar format for tables of a schema that is known beforehand. */
export function columnarWriter(format: "parquet" | "arrow", schema: FileSchema, write: Write): TableWriter {
    return format === "parquet" ? new ParquetTables(schema, write) : new ArrowTables(schema, write);
}
