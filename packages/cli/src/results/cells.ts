/** Cells as JSON without loss: an int keeps its 64 bits, a float its point (`5.0`). */
import { type Cell, type ColumnType, formatCell, formatFloat } from "@flux-scripts/tables";

/** JSON text of a cell. Times are RFC 3339 texts; NaN and infinities, which JSON lacks, are texts as well. */
export function jsonCell(type: ColumnType, value: Cell): string {
    if (value === null) return "null";
    switch (type) {
        case "int":
        case "uint":
        case "bool":
            return String(value);
        case "float":
            return Number.isFinite(value as number)
                ? withPoint(formatFloat(value as number))
                : JSON.stringify(formatFloat(value as number));
        case "string":
        case "time":
            return JSON.stringify(formatCell(type, value));
    }
}

function withPoint(text: string): string {
    return text.includes(".") ? text : `${text}.0`;
}
