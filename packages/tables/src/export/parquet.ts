/** Parquet by hyparquet-writer: a row group at a time, integers of 64 bits and times of nanoseconds as they are. */
import type { SchemaElement } from "hyparquet";
import { ByteWriter, ParquetWriter } from "hyparquet-writer";
import { type Column, cellAt, type ColumnType } from "../column.ts";
import type { Table } from "../table.ts";
import { RowGroups } from "./groups.ts";
import type { FileSchema } from "./schema.ts";
import type { TableWriter, Write } from "./writer.ts";

const ELEMENTS: Readonly<Record<ColumnType, Omit<SchemaElement, "name">>> = {
    bool: { type: "BOOLEAN" },
    int: { type: "INT64" },
    uint: { type: "INT64", converted_type: "UINT_64", logical_type: { type: "INTEGER", bitWidth: 64, isSigned: false } },
    float: { type: "DOUBLE" },
    string: { type: "BYTE_ARRAY", converted_type: "UTF8", logical_type: { type: "STRING" } },
    time: { type: "INT64", logical_type: { type: "TIMESTAMP", isAdjustedToUTC: true, unit: "NANOS" } },
};

/** Gives its bytes away after each group; `offset` goes on counting. */
class Pieces extends ByteWriter {
    /** Bytes since the last time. */
    take(): Uint8Array {
        const bytes = new Uint8Array(this.buffer.slice(0, this.index));
        this.index = 0;
        return bytes;
    }
}

export class ParquetTables implements TableWriter {
    private readonly pieces = new Pieces(1 << 16);
    private readonly groups: RowGroups;
    private readonly writer: ParquetWriter;

    constructor(
        private readonly schema: FileSchema,
        private readonly write: Write,
    ) {
        this.groups = new RowGroups(schema);
        const elements = schema.columns.map(({ name, type }): SchemaElement => ({ name, repetition_type: "OPTIONAL", ...ELEMENTS[type] }));
        this.writer = new ParquetWriter({
            writer: this.pieces,
            schema: [{ name: "root", num_children: elements.length }, ...elements],
            createdBy: "flux-scripts",
        });
    }

    async add(result: string, table: Table): Promise<void> {
        for (const group of this.groups.add(result, table)) {
            await this.group(group);
        }
    }

    async finish(): Promise<void> {
        for (const group of this.groups.finish()) {
            await this.group(group);
        }
        await this.writer.finish();
        await this.write(this.pieces.take());
    }

    private async group(columns: readonly Column[]): Promise<void> {
        const columnData = columns.map((column, index) => ({ name: this.schema.columns[index]?.name ?? "", data: valuesOf(column) }));
        await this.writer.write({ columnData, rowGroupSize: columns[0]?.data.length ?? 1 });
        await this.write(this.pieces.take());
    }
}

/** The values as the library takes them: null for null. */
function valuesOf(column: Column) {
    if (column.nulls === undefined && column.type !== "bool") {
        return column.data;
    }
    return Array.from({ length: column.data.length }, (_, row) => cellAt(column, row));
}
