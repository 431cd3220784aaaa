/** What generated row functions call. */
import { type ColumnType, formatFloat, formatTimeNanos } from "@flux-scripts/tables";
import { compareText } from "../kernels/text.ts";
import { FluxError } from "../values/error.ts";
import { power } from "../values/operators.ts";
import { type FunctionValue, fromCell, isNullValue, toCell, type Value } from "../values/value.ts";
import type { Plain } from "../registry.ts";

export const helpers = {
    compare: compareText,
    float: formatFloat,
    time: formatTimeNanos,
    power,
    divideByZero: (): never => {
        throw new FluxError("failed precondition", "cannot divide by zero");
    },
    modByZero: (): never => {
        throw new FluxError("failed precondition", "cannot mod zero");
    },
    interpolatedNull: (): never => {
        throw new FluxError("invalid", "string expression evaluated to null");
    },
    element: (array: readonly Plain[], index: bigint): Plain => {
        const element = index >= 0n ? array[Number(index)] : undefined;
        if (element === undefined) {
            throw new FluxError("out of range", `cannot access element ${index} of array of length ${array.length}`);
        }
        return element;
    },
};

/** A call of a library function with its arguments as values of the language, some of them fixed: gives a plain value, or null. */
export function boxedCall(
    fn: FunctionValue,
    names: readonly string[],
    types: readonly ColumnType[],
    result: ColumnType,
    fixed: ReadonlyMap<string, Value> = new Map(),
): (...cells: readonly (Plain | null)[]) => Plain | null {
    return (...cells) => {
        const args = new Map(fixed);
        for (const [index, name] of names.entries()) {
            args.set(name, fromCell(types[index] as ColumnType, cells[index] as Plain | null));
        }
        const value = fn.call(args);
        if (isNullValue(value)) {
            return null;
        }
        const cell = toCell(value);
        if (cell === undefined || cell.type !== result) {
            throw new FluxError("internal error", `${fn.name} gave a value of another type`);
        }
        return cell.cell;
    };
}
