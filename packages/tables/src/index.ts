/** Columnar tables with exact values, and the CSV they are read from and written to. */
export * from "./builder.ts";
export * from "./column.ts";
export * from "./key.ts";
export * from "./table.ts";
export * from "./text.ts";
