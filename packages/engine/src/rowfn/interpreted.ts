/** Row functions by the interpreter, row by row: the reference for the compiled ones, and their fallback. */
import { cellAt, type Column, ColumnBuilder, type ColumnType, type Table } from "@flux-scripts/tables";
import type { Interpreter } from "../interpreter/interpreter.ts";
import { FluxError } from "../values/error.ts";
import { kindOf, typeName } from "../values/types.ts";
import { type FunctionValue, fromCell, isNullValue, RecordValue, toCell, type Value } from "../values/value.ts";

/** The row of a table as a record. */
export function rowRecord(table: Table, row: number): RecordValue {
    const properties = new Map<string, Value>();
    for (const column of table.columns) {
        properties.set(column.label, fromCell(column.type, cellAt(column, row)));
    }
    return new RecordValue(properties);
}

/** Runs something in the interpreter's row mode. */
export function inRowMode<T>(interpreter: Interpreter, threeValued: boolean, run: () => T): T {
    const before = { inRow: interpreter.inRow, threeValued: interpreter.threeValued };
    interpreter.inRow = true;
    interpreter.threeValued = threeValued;
    try {
        return run();
    } finally {
        interpreter.inRow = before.inRow;
        interpreter.threeValued = before.threeValued;
    }
}

/** 1 for the rows where the function is true. */
export function interpretedMask(interpreter: Interpreter, fn: FunctionValue, parameter: string, table: Table): Uint8Array {
    return inRowMode(interpreter, false, () => {
        const mask = new Uint8Array(table.rows);
        const args = new Map<string, Value>();
        for (let row = 0; row < table.rows; row += 1) {
            args.set(parameter, rowRecord(table, row));
            const value = fn.call(args);
            if (value === true) {
                mask[row] = 1;
            } else if (value !== false && !isNullValue(value)) {
                throw new FluxError("invalid", `the function must return a bool, got ${typeName(value)}`);
            }
        }
        return mask;
    });
}

/** A column under construction whose type is that of its first value that has one. */
class LooseColumn {
    private builder: ColumnBuilder | undefined;
    private leadingNulls = 0;

    constructor(
        readonly label: string,
        rowsBefore: number,
    ) {
        this.leadingNulls = rowsBefore;
    }

    get length(): number {
        return this.builder?.length ?? this.leadingNulls;
    }

    push(value: Value): void {
        if (value === null) {
            this.pushNull();
            return;
        }
        const cell = toCell(value);
        if (cell === undefined) {
            throw new FluxError(
                "invalid",
                `map object property "${this.label}" is ${kindOf(value)} type which is not supported in a flux table`,
            );
        }
        const builder = this.builderFor(cell.type);
        if (builder.type === cell.type) {
            builder.push(cell.cell);
        } else if (cell.cell === null) {
            builder.pushNull();
        } else {
            throw new FluxError(
                "invalid",
                `map regroups cannot change the type of column "${this.label}": ${builder.type} and ${cell.type}`,
            );
        }
    }

    pushNull(): void {
        if (this.builder === undefined) {
            this.leadingNulls += 1;
        } else {
            this.builder.pushNull();
        }
    }

    private builderFor(type: ColumnType): ColumnBuilder {
        if (this.builder === undefined) {
            this.builder = new ColumnBuilder(this.label, type);
            for (let i = 0; i < this.leadingNulls; i += 1) {
                this.builder.pushNull();
            }
        }
        return this.builder;
    }

    finish(): Column | undefined {
        return this.builder?.finish();
    }
}

/** The columns of the records that the function gives, in order of first appearance. Columns without a typed value are left out. */
export function interpretedColumns(
    interpreter: Interpreter,
    fn: FunctionValue,
    parameter: string,
    table: Table,
    threeValued: boolean,
): readonly Column[] {
    return inRowMode(interpreter, threeValued, () => {
        const columns = new Map<string, LooseColumn>();
        const args = new Map<string, Value>();
        for (let row = 0; row < table.rows; row += 1) {
            args.set(parameter, rowRecord(table, row));
            const value = fn.call(args);
            if (!(value instanceof RecordValue)) {
                throw new FluxError("invalid", `map function must return an object, got ${typeName(value)}`);
            }
            for (const [label, cell] of value.properties) {
                let column = columns.get(label);
                if (column === undefined) {
                    column = new LooseColumn(label, row);
                    columns.set(label, column);
                }
                column.push(cell);
            }
            for (const column of columns.values()) {
                if (column.length <= row) {
                    column.pushNull();
                }
            }
        }
        return [...columns.values()].map((column) => column.finish()).filter((column) => column !== undefined);
    });
}

/** The ints that the function gives for `first`, `first + 1` … */
export function interpretedNumbers(
    interpreter: Interpreter,
    fn: FunctionValue,
    parameter: string,
    first: number,
    count: number,
): BigInt64Array {
    return inRowMode(interpreter, false, () => {
        const numbers = new BigInt64Array(count);
        for (let row = 0; row < count; row += 1) {
            const value = fn.call(new Map([[parameter, BigInt(first + row)]]));
            if (typeof value !== "bigint") {
                throw new FluxError("invalid", `the function must return an int, got ${typeName(value)}`);
            }
            numbers[row] = value;
        }
        return numbers;
    });
}

/** The accumulator after all rows of a table. */
export function interpretedFold(
    interpreter: Interpreter,
    fn: FunctionValue,
    table: Table,
    accumulator: RecordValue,
    onNull: (name: string) => never,
    poll: () => void,
): RecordValue {
    return inRowMode(interpreter, false, () => {
        let current = accumulator;
        for (let row = 0; row < table.rows; row += 1) {
            if (row % 1024 === 0) {
                poll();
            }
            const next = fn.call(
                new Map<string, Value>([
                    ["r", rowRecord(table, row)],
                    ["accumulator", current],
                ]),
            );
            if (!(next instanceof RecordValue)) {
                throw new FluxError("invalid", `reduce function must return a record, got ${kindOf(next)}`);
            }
            for (const [name, value] of next.properties) {
                if (isNullValue(value)) {
                    onNull(name);
                }
            }
            current = next;
        }
        return current;
    });
}
