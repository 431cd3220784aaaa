/** Arrow's file format by apache-arrow: a record batch at a time. */
import {
    AsyncByteQueue,
    Bool,
    type Data,
    type DataType,
    Field,
    Float64,
    Int64,
    makeData,
    RecordBatch,
    RecordBatchFileWriter,
    Schema,
    Struct,
    TimestampNanosecond,
    Uint64,
    Utf8,
} from "apache-arrow";
import type { Column, ColumnType } from "../column.ts";
import type { Table } from "../table.ts";
import { RowGroups } from "./groups.ts";
import type { FileSchema } from "./schema.ts";
import type { TableWriter, Write } from "./writer.ts";

const TYPES: Readonly<Record<ColumnType, DataType>> = {
    bool: new Bool(),
    int: new Int64(),
    uint: new Uint64(),
    float: new Float64(),
    string: new Utf8(),
    time: new TimestampNanosecond("UTC"),
};

/** Takes the writer's bytes as they come. */
class Pieces extends AsyncByteQueue {
    private pieces: Uint8Array[] = [];
    private size = 0;

    override write(piece: Uint8Array): void {
        this.pieces.push(piece);
        this.size += piece.byteLength;
    }

    /** Bytes since the last time, in one. */
    take(): Uint8Array {
        const bytes = new Uint8Array(this.size);
        let at = 0;
        for (const piece of this.pieces) {
            bytes.set(piece, at);
            at += piece.byteLength;
        }
        [this.pieces, this.size] = [[], 0];
        return bytes;
    }
}

export class ArrowTables implements TableWriter {
    private readonly groups: RowGroups;
    private readonly pieces = new Pieces();
    private readonly writer = new RecordBatchFileWriter({ autoDestroy: false });
    private readonly schema: Schema;

    constructor(
        schema: FileSchema,
        private readonly write: Write,
    ) {
        this.groups = new RowGroups(schema);
        this.schema = new Schema(schema.columns.map(({ name, type }) => new Field(name, TYPES[type], true)));
        this.writer.reset(this.pieces, this.schema);
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
        this.writer.finish();
        await this.write(this.pieces.take());
    }

    private async group(columns: readonly Column[]): Promise<void> {
        const length = columns[0]?.data.length ?? 0;
        const data = makeData({ type: new Struct(this.schema.fields), length, nullCount: 0, children: columns.map(dataOf) });
        this.writer.write(new RecordBatch(this.schema, data));
        await this.write(this.pieces.take());
    }
}

function dataOf(column: Column): Data {
    const length = column.data.length;
    const nullBitmap = column.nulls === undefined ? undefined : bitmap(column.nulls, 0);
    const nullCount = column.nulls === undefined ? 0 : column.nulls.reduce((sum, each) => sum + each, 0);
    const base = { length, nullCount, ...(nullBitmap === undefined ? {} : { nullBitmap }) };
    switch (column.type) {
        case "bool":
            return makeData({ ...base, type: new Bool(), data: bitmap(column.data, 1) });
        case "int":
            return makeData({ ...base, type: new Int64(), data: column.data });
        case "uint":
            return makeData({ ...base, type: new Uint64(), data: column.data });
        case "float":
            return makeData({ ...base, type: new Float64(), data: column.data });
        case "time":
            return makeData({ ...base, type: new TimestampNanosecond("UTC"), data: column.data });
        case "string":
            return makeData({ ...base, type: new Utf8(), ...textsOf(column.data) });
    }
}

/** A bit a row, set where the byte is `wanted`. */
function bitmap(bytes: Uint8Array, wanted: number): Uint8Array {
    const bits = new Uint8Array((bytes.length + 7) >> 3);
    for (let row = 0; row < bytes.length; row += 1) {
        if (bytes[row] === wanted) {
            bits[row >> 3] = (bits[row >> 3] as number) | (1 << (row & 7));
        }
    }
    return bits;
}

function textsOf(texts: readonly string[]): { valueOffsets: Int32Array; data: Uint8Array } {
    const valueOffsets = new Int32Array(texts.length + 1);
    let data = new Uint8Array(texts.length * 16 + 64);
    let at = 0;
    for (let row = 0; row < texts.length; row += 1) {
        const text = texts[row] as string;
        if (at + text.length * 3 > data.length) {
            const wider = new Uint8Array(Math.max(data.length * 2, at + text.length * 3));
            wider.set(data);
            data = wider;
        }
        at += encoder.encodeInto(text, data.subarray(at)).written;
        valueOffsets[row + 1] = at;
    }
    return { valueOffsets, data: data.subarray(0, at) };
}

const encoder = new TextEncoder();
