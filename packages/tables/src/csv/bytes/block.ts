/** Annotations and header of a block of annotated CSV: what its fields are. */
import type { Cell, ColumnType } from "../../column.ts";
import { CsvError } from "../error.ts";
import { CellError, parseCell } from "../parse.ts";
import type { Field } from "./field.ts";

const TYPES: ReadonlyMap<string, ColumnType> = new Map([
    ["boolean", "bool"],
    ["long", "int"],
    ["unsignedLong", "uint"],
    ["double", "float"],
    ["string", "string"],
    ["dateTime:RFC3339", "time"],
    ["dateTime:RFC3339Nano", "time"],
    ["dateTime", "time"],
]);

export interface Block {
    readonly fields: readonly Field[];
    /** Fields of a record. */
    readonly width: number;
    /** Numbers of the fields with the result's name and the table's number; -1 where there are none. */
    readonly resultAt: number;
    readonly tableAt: number;
    /** Their defaults. */
    readonly result: string;
    readonly table: string;
}

/**
 * The block of a header row (all its fields) and the annotations above it, by name, without their first field. Throws {@link CsvError}.
 */
export function readBlock(annotations: ReadonlyMap<string, readonly string[]>, header: readonly string[], line: number): Block {
    const fault = (code: CsvError["code"], detail: string): CsvError => new CsvError(code, `failed to read metadata: ${detail}`, line);
    const required = (name: string): readonly string[] => {
        const cells = annotations.get(name);
        if (cells === undefined) {
            throw fault("unknown", `missing expected annotation ${name}`);
        }
        return cells;
    };
    const datatypes = annotations.get("datatype");
    if (datatypes === undefined) {
        throw fault(
            "failed precondition",
            'missing expected annotation datatype. consider using the mode: "raw" for csv that is not expected to have annotations.',
        );
    }
    const groups = required("group");
    const defaults = required("default");
    if (header.length !== datatypes.length + 1) {
        throw fault("invalid", "failed to read header row: wrong number of fields");
    }
    const labels = header.slice(1);
    const fields: Field[] = [];
    for (const [index, label] of labels.entries()) {
        if ((label === "result" && index === 0) || (label === "table" && index === 1)) {
            continue;
        }
        const datatype = datatypes[index] as string;
        const type = TYPES.get(datatype);
        if (type === undefined) {
            throw fault(
                "invalid",
                `column ${JSON.stringify(label)} has invalid datatype: unsupported data type ${JSON.stringify(datatype)}`,
            );
        }
        const fallback = defaults[index] ?? "";
        fields.push({
            label,
            type,
            group: groups[index] === "true",
            fallback: fallback === "" ? null : readCell(type, fallback, label, line),
            unreadable: datatype === "dateTime",
            at: index + 1,
        });
    }
    return {
        fields,
        width: header.length,
        resultAt: labels[0] === "result" ? 1 : -1,
        tableAt: labels[1] === "table" ? 2 : -1,
        result: labels[0] === "result" ? (defaults[0] ?? "") : "",
        table: labels[1] === "table" ? (defaults[1] ?? "") : "",
    };
}

/** A cell's value. Throws {@link CsvError} with its place. */
export function readCell(type: ColumnType, text: string, label: string, line: number): Cell {
    try {
        return parseCell(type, text);
    } catch (error) {
        throw error instanceof CellError ? new CsvError("unknown", error.message, line, label) : error;
    }
}
