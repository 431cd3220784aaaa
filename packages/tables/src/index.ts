/** Columnar tables with exact values, and the CSV they are read from and written to. */
export * from "./builder.ts";
export * from "./column.ts";
export * from "./key.ts";
export * from "./table.ts";
export * from "./text.ts";
export { ByteOutput } from "./csv/bytes/output.ts";
export { type RowFormat, writeRows } from "./csv/bytes/rows.ts";
export { AnnotatedCsvDecoder, decodeAnnotatedCsv, type DecodedChunk } from "./csv/decode.ts";
export { CsvError } from "./csv/error.ts";
export { AnnotatedCsvEncoder, csvField, encodeCsvError } from "./csv/encode.ts";
export { HeaderCsvDecoder, ResultCsvDecoder } from "./csv/headeronly.ts";
export { CellError, parseCell, parseTime } from "./csv/parse.ts";
export { RecordReader } from "./csv/records.ts";
