import type { Table } from "@flux-scripts/tables";
import type { Interpreter } from "../interpreter/interpreter.ts";
import { compareText } from "../kernels/text.ts";
import { withPrefix } from "../values/error.ts";
import type { FunctionValue } from "../values/value.ts";
import { interpretedColumns, interpretedMask, interpretedNumbers } from "./interpreted.ts";
import type { RowMapper, RowPredicate } from "./types.ts";
import { isVectorizable } from "./vectorizable.ts";

/** Makes functions over tables from functions of a row. */
export class RowFunctions {
    constructor(private readonly interpreter: Interpreter) {}

    predicate(fn: FunctionValue, options: { readonly parameter?: string; readonly prefix?: string }): RowPredicate {
        const parameter = options.parameter ?? fn.parameters[0]?.name ?? "r";
        const prefix = options.prefix ?? "failed to evaluate filter function: ";
        return (table) => withPrefix(prefix, () => interpretedMask(this.interpreter, fn, parameter, table));
    }

    mapper(fn: FunctionValue, options: { readonly parameter?: string }): RowMapper {
        const parameter = options.parameter ?? fn.parameters[0]?.name ?? "r";
        const vectorized = isVectorizable(fn);
        const map = (table: Table): ReturnType<RowMapper> => {
            const columns = withPrefix("failed to evaluate map function: ", () =>
                interpretedColumns(this.interpreter, fn, parameter, table, vectorized),
            );
            return vectorized ? columns : [...columns].sort((a, b) => compareText(a.label, b.label));
        };
        return Object.assign(map, { vectorized });
    }

    numbers(fn: FunctionValue, parameter: string): (first: number, count: number) => BigInt64Array {
        return (first, count) => interpretedNumbers(this.interpreter, fn, parameter, first, count);
    }
}
