/** Tables to files, as a stream. Parquet and Arrow are in `@flux-scripts/tables/export/columnar`. */
export { SchemaUnion } from "./schema.ts";
export { type TextFormat, textWriter } from "./text.ts";
export type { FileFormat, TableWriter, Write } from "./writer.ts";
