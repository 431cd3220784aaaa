/** The rows in which the values of a column come first. */
import type { Column } from "@flux-scripts/tables";

/** Slots are twice the rows at most, so that few of them collide. */
function slotsFor(rows: number): number {
    return 2 ** Math.max(4, Math.ceil(Math.log2(rows + 1)) + 1);
}

function mixed(low: number, high: number): number {
    let hash = Math.imul(low ^ Math.imul(high, 0x85ebca6b), 0x9e3779b1);
    hash ^= hash >>> 15;
    hash = Math.imul(hash, 0xc2b2ae35);
    return hash ^ (hash >>> 13);
}

/** Rows of 64-bit values by their halves; `always` says which rows count whatever their value. */
function byHalves(halves: Int32Array, nulls: Uint8Array | undefined, rows: number, always: (row: number) => boolean): Int32Array {
    const mask = slotsFor(rows) - 1;
    // The first row of a slot's value, from 1 on; 0 is a free slot.
    const slots = new Int32Array(mask + 1);
    const found = new Int32Array(rows);
    let count = 0;
    let hasNull = false;
    for (let row = 0; row < rows; row += 1) {
        if (nulls !== undefined && nulls[row] === 1) {
            if (!hasNull) {
                hasNull = true;
                found[count++] = row;
            }
            continue;
        }
        if (always(row)) {
            found[count++] = row;
            continue;
        }
        const low = halves[row * 2] as number;
        const high = halves[row * 2 + 1] as number;
        let slot = mixed(low, high) & mask;
        for (;;) {
            const other = slots[slot] as number;
            if (other === 0) {
                slots[slot] = row + 1;
                found[count++] = row;
                break;
            }
            if (halves[other * 2 - 2] === low && halves[other * 2 - 1] === high) {
                break;
            }
            slot = (slot + 1) & mask;
        }
    }
    return found.subarray(0, count);
}

function textHash(text: string): number {
    let hash = text.length;
    for (let at = 0; at < text.length; at += 1) {
        hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
    }
    return mixed(hash, 0);
}

/** The same for texts, in a loop of its own: one that calls a comparison by type takes several times as long. */
function byText(data: readonly string[], nulls: Uint8Array | undefined, rows: number): Int32Array {
    const mask = slotsFor(rows) - 1;
    const slots = new Int32Array(mask + 1);
    // The hash of each slot's value: texts are compared where it is the same.
    const hashes = new Int32Array(mask + 1);
    const found = new Int32Array(rows);
    let count = 0;
    let hasNull = false;
    for (let row = 0; row < rows; row += 1) {
        if (nulls !== undefined && nulls[row] === 1) {
            if (!hasNull) {
                hasNull = true;
                found[count++] = row;
            }
            continue;
        }
        const text = data[row] as string;
        const hash = textHash(text);
        let slot = hash & mask;
        for (;;) {
            const other = slots[slot] as number;
            if (other === 0) {
                slots[slot] = row + 1;
                hashes[slot] = hash;
                found[count++] = row;
                break;
            }
            if (hashes[slot] === hash && data[other - 1] === text) {
                break;
            }
            slot = (slot + 1) & mask;
        }
    }
    return found.subarray(0, count);
}

function byBool(data: Uint8Array, nulls: Uint8Array | undefined, rows: number): Int32Array {
    const seen = [false, false, false];
    const found: number[] = [];
    for (let row = 0; row < rows && found.length < 3; row += 1) {
        const value = nulls !== undefined && nulls[row] === 1 ? 2 : (data[row] as number);
        if (seen[value] === false) {
            seen[value] = true;
            found.push(row);
        }
    }
    return Int32Array.from(found);
}

const halvesOf = (data: BigInt64Array | BigUint64Array | Float64Array): Int32Array =>
    new Int32Array(data.buffer, data.byteOffset, data.length * 2);

/** Row numbers, ascending. Null is a value of its own; a NaN never equals another; 0 equals -0. */
export function firstRows(column: Column, rows: number): Int32Array {
    const { nulls } = column;
    switch (column.type) {
        case "string":
            return byText(column.data, nulls, rows);
        case "bool":
            return byBool(column.data, nulls, rows);
        case "float": {
            // Adding 0 makes 0 of -0.
            const data = column.data.map((value) => value + 0);
            return byHalves(halvesOf(data), nulls, rows, (row) => Number.isNaN(data[row]));
        }
        default:
            return byHalves(halvesOf(column.data), nulls, rows, () => false);
    }
}
