import type { Cell, ColumnType } from "./column.ts";
import { compareText } from "./text.ts";

/** One value of a group key. */
export interface KeyEntry {
    readonly label: string;
    readonly type: ColumnType;
    readonly value: Cell;
}

/**
 * The columns that are the same in every row of a table. Entries are sorted by label, whatever the order of the table's columns:
 * this is also the order in which keys compare.
 */
export class GroupKey {
    static readonly empty = new GroupKey([]);

    /** Equal for equal keys, and only for them; -0 is 0. */
    readonly id: string;
    readonly entries: readonly KeyEntry[];

    constructor(entries: readonly KeyEntry[]) {
        let sorted = true;
        for (let i = 1; i < entries.length; i += 1) {
            sorted &&= compareText((entries[i - 1] as KeyEntry).label, (entries[i] as KeyEntry).label) <= 0;
        }
        this.entries = sorted ? entries : [...entries].sort((a, b) => compareText(a.label, b.label));
        let id = "";
        for (const { label, type, value } of this.entries) {
            id += `${label.length}:${label}${letters[type]}${cellId(value)}`;
        }
        this.id = id;
    }

    has(label: string): boolean {
        return this.get(label) !== undefined;
    }

    get(label: string): KeyEntry | undefined {
        for (const entry of this.entries) {
            if (entry.label === label) {
                return entry;
            }
        }
        return undefined;
    }

    equals(other: GroupKey): boolean {
        return this === other || this.id === other.id;
    }

    /** The key with one entry put in or replaced. */
    with(label: string, type: ColumnType, value: Cell): GroupKey {
        return new GroupKey([...this.entries.filter((entry) => entry.label !== label), { label, type, value }]);
    }

    /** The key without some labels. */
    without(labels: ReadonlySet<string>): GroupKey {
        return new GroupKey(this.entries.filter((entry) => !labels.has(entry.label)));
    }

    /** -1, 0 or 1: by value, label by label over the labels of both; a label that one key lacks is before all values, as is null. */
    static compare(a: GroupKey, b: GroupKey): number {
        const length = Math.min(a.entries.length, b.entries.length);
        for (let i = 0; i < length; i += 1) {
            const x = a.entries[i] as KeyEntry;
            const y = b.entries[i] as KeyEntry;
            const order =
                compareText(y.label, x.label) || compareCells(x.value, y.value) || (x.type === y.type ? 0 : x.type < y.type ? -1 : 1);
            if (order !== 0) {
                return order;
            }
        }
        return a.entries.length - b.entries.length;
    }
}

/** Order of two values of one type: null first, strings by UTF-8 bytes, false before true, NaN equal to everything. */
export function compareCells(a: Cell, b: Cell): number {
    if (a === null || b === null) {
        return a === b ? 0 : a === null ? -1 : 1;
    }
    if (typeof a === "string" && typeof b === "string") {
        return compareText(a, b);
    }
    return a < b ? -1 : a > b ? 1 : 0;
}

const letters: Readonly<Record<ColumnType, string>> = { bool: "b", int: "i", uint: "u", float: "f", string: "s", time: "t" };

/** A text that is equal for equal values of one type only, and delimits itself. */
export function cellId(value: Cell): string {
    if (value === null) {
        return "~;";
    }
    if (typeof value === "string") {
        return `${value.length}:${value}`;
    }
    return value === 0 ? "0;" : `${value};`;
}
