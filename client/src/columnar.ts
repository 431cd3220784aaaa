/** A bundle of its own, loaded for an export to Parquet or Arrow: their libraries are larger than the rest of the extension. */
export { columnarWriter } from "@flux-scripts/tables/export/columnar";
