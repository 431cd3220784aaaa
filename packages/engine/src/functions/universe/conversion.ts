/** What the conversions between basic types share. */
import type { Args } from "../../arguments.ts";
import { type Kernel, kernel, type Plain, scalar, type FunctionDefinition } from "../../registry.ts";
import type { ColumnType } from "@flux-scripts/tables";
import { FluxError } from "../../values/error.ts";
import { typeName } from "../../values/types.ts";
import { DynamicValue, isNullValue, Time, toCell, TypedNull, UInt, type Value } from "../../values/value.ts";

/** From plain values of each column type that can be converted. */
export type Conversions = Readonly<Partial<Record<ColumnType, (value: never) => Plain>>>;

/**
 * A conversion `NAME(v:)` to a column type: null for null, the conversion of the value's type, otherwise `other` (durations …) or the
 * error that there is none.
 */
export function conversion(result: ColumnType, conversions: Conversions, other?: (value: Value) => Value | undefined): FunctionDefinition {
    const kernels: Kernel[] = Object.entries(conversions).map(([type, run]) =>
        kernel([type as ColumnType], result, run as (value: never) => Plain),
    );
    const call = (args: Args): Value => {
        const value = staticValue(args.any("v"));
        if (isNullValue(value)) {
            return TypedNull.of(result);
        }
        const cell = toCell(value);
        const convert = cell === undefined ? undefined : (conversions[cell.type] as ((plain: Plain) => Plain) | undefined);
        if (cell !== undefined && convert !== undefined) {
            return wrapped(result, convert(cell.cell as Plain));
        }
        const converted = other?.(value);
        if (converted === undefined) {
            throw new FluxError("invalid", `cannot convert ${typeName(value)} to ${result}`);
        }
        return converted;
    };
    return scalar(["v"], call, { kernels, onNull: "null" });
}

/** The value in a dynamic value, others as they are: conversions are how dynamic values get a type. */
export function staticValue(value: Value): Value {
    return value instanceof DynamicValue ? value.value : value;
}

function wrapped(type: ColumnType, value: Plain): Value {
    return type === "uint" ? new UInt(value as bigint) : type === "time" ? new Time(value as bigint) : value;
}

/** The error of a text that is not of the form. */
export function badText(text: string, type: string, reason = " due to invalid syntax"): FluxError {
    return new FluxError("invalid", `cannot convert string ${JSON.stringify(text)} to ${type}${reason}`);
}
