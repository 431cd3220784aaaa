/** Types of columns that nothing but their cells tells: the narrowest one that gives every cell's text back. */
import { arrayOf, cellAt, type Cell, type Column, type ColumnType, constantColumn, retypeColumn } from "../column.ts";
import { formatFloat } from "../text.ts";
import { exactCell, tryParseCell } from "./parse.ts";
import type { ByteRecords } from "./bytes/records.ts";
import { type Field, FieldColumn } from "./bytes/field.ts";
import { fieldColumn } from "./bytes/fields.ts";

/** From the narrowest on. The forms only spare most texts the attempt to read them as each type; {@link exactCell} decides. */
const FORMS: readonly (readonly [ColumnType, RegExp])[] = [
    ["time", /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?Z$/],
    ["bool", /^(true|false)$/],
    ["int", /^-?\d{1,19}$/],
    ["uint", /^\d{1,20}$/],
    ["float", /^-?\d+(\.\d+)?$|^(NaN|[+-]Inf)$/],
];

/** Upper half of 2^53: floats of integers below are written as they are. */
const MOST_EXACT = 1 << 21;

/** The narrowest type that a text is written as. */
export function typeOfText(text: string): ColumnType {
    return FORMS.find(([type, form]) => form.test(text) && exactCell(type, text) !== undefined)?.[0] ?? "string";
}

/** A column without a cell so far. */
class UndecidedColumn extends FieldColumn {
    read(cursor: ByteRecords, row: number): boolean {
        const { bytes } = cursor;
        const byte = bytes[cursor.at] as number;
        const isEmpty = byte === 44 || byte === 10 || (byte === 13 && bytes[cursor.at + 1] === 10);
        if (isEmpty) {
            this.write(row, null);
        }
        return isEmpty;
    }

    // It has nothing but nulls, which the base class keeps.
    protected allocate(): void {}

    protected enlarge(): void {}

    protected put(): void {}

    protected cut(start: number, end: number): string[] {
        return arrayOf("string", end - start);
    }
}

/** A column whose type follows its cells. */
export class InferredColumn {
    /** What reads its fields: another one when the type gets wider. */
    column: FieldColumn;
    private type: ColumnType | undefined;
    /** Of the integers so far: whether floats are written as they are, and whether none is negative. */
    private isFloat = true;
    private isNatural = true;
    /** Readers of earlier tables, which know the texts of those. */
    private readonly readers = new Map<ColumnType | undefined, FieldColumn>();

    constructor(
        readonly label: string,
        private readonly at: number,
        private readonly known: ColumnType | undefined,
    ) {
        this.column = this.reader(known);
        this.type = known;
    }

    /** Forgets the cells so far: another table begins. */
    restart(): void {
        this.type = this.known;
        this.column = this.reader(this.known);
        [this.isFloat, this.isNatural] = [true, true];
    }

    private reader(type: ColumnType | undefined): FieldColumn {
        let found = this.readers.get(type);
        if (found === undefined) {
            const isGuess = this.known === undefined || type === "string";
            const base = { label: this.label, group: false, fallback: null, unreadable: false, at: this.at, quotedEmpty: true };
            const field: Field = { ...base, type: type ?? "string", isGuess };
            found = type === undefined ? new UndecidedColumn(field, 0) : fieldColumn(field);
            this.readers.set(type, found);
        }
        return found;
    }

    /** The value of a cell's text as the column has it; undefined where it needs a wider type. */
    cell(text: string): Cell | undefined {
        const { type, known } = this;
        if (type === undefined) {
            return undefined;
        }
        return type === known ? tryParseCell(type, text) : exactCell(type, text);
    }

    /**
     * Takes the narrowest type that holds the cells so far and one more. `rows` of them, from `from` on, are still to be given away:
     * the new reader has them, in a stretch of `capacity`.
     */
    widen(text: string, from: number, rows: number, capacity: number): void {
        const before = this.column.column(from, rows);
        this.note(before);
        const type = this.widerType(text);
        this.type = type;
        const after = this.reader(type);
        after.renew(capacity);
        if (rows > from) {
            const moved = retypeColumn(before, type);
            for (let row = from; row < rows; row += 1) {
                after.write(row, cellAt(moved, row - from));
            }
        }
        after.forget();
        this.column = after;
    }

    private widerType(text: string): ColumnType {
        const { type, known } = this;
        if (type === undefined) {
            return typeOfText(text);
        }
        const isInteger = type === "int" || type === "uint";
        if (known === undefined && type === "int" && this.isNatural && exactCell("uint", text) !== undefined) {
            return "uint";
        }
        return known === undefined && isInteger && this.isFloat && exactCell("float", text) !== undefined ? "float" : "string";
    }

    /** Keeps in mind which wider types the cells of a stretch allow, as it is given away; gives the stretch as others have it. */
    note(column: Column): Column {
        if (column.type === "int" || column.type === "uint") {
            const { buffer, byteOffset, length } = column.data;
            const halves = new Int32Array(buffer, byteOffset, length * 2);
            const isSigned = column.type === "int";
            for (let row = 0; row < length; row += 1) {
                const half = halves[2 * row + 1] as number;
                const high = isSigned ? half : half >>> 0;
                if (high < 0) {
                    this.isNatural = false;
                }
                const isLarge = high >= MOST_EXACT || high < -MOST_EXACT;
                if (isLarge && this.isFloat && formatFloat(Number(column.data[row])) !== String(column.data[row])) {
                    this.isFloat = false;
                }
            }
        }
        return this.type === undefined ? constantColumn(this.label, "string", null, column.data.length) : column;
    }
}
