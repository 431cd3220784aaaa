/** A chunk: the points of one series and field in time order, times unique, as one BLOB. */
import { ByteReader, ByteWriter, CorruptError } from "./bytes.ts";
import { readIntegers, writeIntegers } from "./integers.ts";
import { type FieldType, type Memory, readValues, type Values, writeValues } from "./values.ts";

/** Times are ns since epoch. Columns × rows: two of equal length. */
export interface Points {
    readonly type: FieldType;
    readonly times: BigInt64Array;
    readonly values: Values;
}

const version = 1;
const types: readonly FieldType[] = ["float", "integer", "unsigned", "boolean", "string"];

export function typeCode(type: FieldType): number {
    return types.indexOf(type);
}

export function typeOfCode(code: number): FieldType {
    const type = types[code];
    if (type === undefined) throw new CorruptError();
    return type;
}

export function writePoints(out: ByteWriter, points: Points): void {
    out.byte(version);
    out.byte(typeCode(points.type));
    out.varint(points.times.length);
    writeIntegers(out, points.times, 2);
    writeValues(out, points.values);
}

export function readPoints(input: ByteReader, memory: Memory = (bytes) => new ArrayBuffer(bytes)): Points {
    if (input.byte() !== version) throw new CorruptError();
    const type = typeOfCode(input.byte());
    const count = input.varint();
    if (count > 50_000_000) throw new CorruptError();
    const times = new BigInt64Array(memory(count * 8));
    readIntegers(input, times, 2);
    return { type, times, values: readValues(input, type, count, memory) };
}

export function encodeChunk(points: Points): Uint8Array {
    const out = new ByteWriter(points.times.length * 4 + 64);
    writePoints(out, points);
    return out.finish();
}

/** The points, in memory of the given kind. Throws a `CorruptError` for anything that `encodeChunk` did not write. */
export function decodeChunk(bytes: Uint8Array, memory?: Memory): Points {
    try {
        return readPoints(new ByteReader(bytes), memory);
    } catch {
        throw new CorruptError();
    }
}
