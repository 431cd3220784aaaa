/** Counts and sums over cells: integers exactly, floats without the error of adding up. */
import { type Cell, cellAt, type Column, formatFloat, formatTime } from "@flux-scripts/tables";
import type { RangeSummary } from "../results/protocol.ts";

/** Rows whose halves of 64 bits add up exactly in a double. */
const exactRows = 1 << 20;

export class Sums {
    private cells = 0;
    private nulls = 0;
    private numbers = 0;
    private floats = 0;
    private times = 0;
    private exact = 0n;
    private low = 0;
    private high = 0;
    private halves = 0;
    private sum = 0;
    private lost = 0;
    private min: number | bigint | undefined;
    private max: number | bigint | undefined;

    /** Adds a cell of a column; of none where the table lacks it. */
    add(column: Column | undefined, row: number): void {
        this.cells++;
        if (column === undefined || (column.nulls !== undefined && column.nulls[row] === 1)) {
            this.nulls++;
            return;
        }
        const { type, data } = column;
        if (type === "float") this.addFloat(data[row] as number);
        else if (type === "int" || type === "uint") this.addInteger(data[row] as bigint);
        else if (type === "time") {
            this.times++;
            this.bound(data[row] as bigint);
        }
    }

    private addFloat(value: number): void {
        this.numbers++;
        this.floats++;
        // Neumaier's sum: what a rounding loses is kept apart.
        const next = this.sum + value;
        if (Number.isFinite(next)) this.lost += Math.abs(this.sum) >= Math.abs(value) ? this.sum - next + value : value - next + this.sum;
        this.sum = next;
        this.bound(value);
    }

    private addInteger(value: bigint): void {
        this.numbers++;
        this.low += Number(BigInt.asUintN(32, value));
        this.high += Number(value >> 32n);
        if (++this.halves === exactRows) this.fold();
        this.bound(value);
    }

    private fold(): void {
        this.exact += (BigInt(this.high) << 32n) + BigInt(this.low);
        this.low = this.high = this.halves = 0;
    }

    private bound(value: number | bigint): void {
        if (this.min === undefined || value < this.min) this.min = value;
        if (this.max === undefined || value > this.max) this.max = value;
    }

    summary(): RangeSummary {
        const base = { cells: this.cells, count: this.cells - this.nulls, nulls: this.nulls };
        if (this.times > 0 && this.times === base.count)
            return { ...base, min: formatTime(this.min as bigint), max: formatTime(this.max as bigint) };
        // A selection over columns of both has no common least and greatest.
        if (this.numbers === 0 || this.times > 0) return base;
        this.fold();
        const text = (value: number | bigint | undefined): string => (typeof value === "number" ? formatFloat(value) : String(value));
        const isExact = this.floats === 0;
        const total = this.sum + this.lost + Number(this.exact);
        return {
            ...base,
            sum: isExact ? String(this.exact) : formatFloat(rounded(total)),
            mean: isExact ? meanOf(this.exact, this.numbers) : formatFloat(rounded(total / this.numbers)),
            min: text(this.min),
            max: text(this.max),
        };
    }
}

/** Digits of a mean where it is long: those that a float has. */
const meanDigits = 15;

/** A sum of integers by their number: all digits before the point, rounded behind it. */
export function meanOf(sum: bigint, count: number): string {
    const size = sum < 0n ? -sum : sum;
    const by = BigInt(count);
    const places = BigInt(Math.max(6, meanDigits - String(size / by).length));
    const scaled = (size * 10n ** places * 2n + by) / (by * 2n);
    const text = String(scaled).padStart(Number(places) + 1, "0");
    const fraction = text.slice(-Number(places)).replace(/0+$/, "");
    return `${sum < 0n && scaled > 0n ? "-" : ""}${text.slice(0, -Number(places))}${fraction === "" ? "" : `.${fraction}`}`;
}

/** Without the last digits that only adding up made. */
function rounded(value: number): number {
    return Number.isFinite(value) && !Number.isInteger(value) ? Number(value.toPrecision(meanDigits)) : value;
}

/** The cell of a column that a table may lack. */
export function cellOf(column: Column | undefined, row: number): Cell {
    return column === undefined ? null : cellAt(column, row);
}
