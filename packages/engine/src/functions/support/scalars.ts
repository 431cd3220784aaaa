import type { ColumnType } from "@flux-scripts/tables";
import type { Args } from "../../arguments.ts";
import { type FunctionDefinition, kernel, type Plain, scalar } from "../../registry.ts";
import { isNullValue, Time, TypedNull, UInt, type Value } from "../../values/value.ts";

/** The argument of a parameter as the plain value that kernels take. */
function plainArgument(args: Args, name: string, type: ColumnType): Plain {
    switch (type) {
        case "bool":
            return args.bool(name);
        case "int":
            return args.int(name);
        case "uint":
            return args.uint(name);
        case "float":
            return args.float(name);
        case "string":
            return args.string(name);
        default:
            return args.time(name);
    }
}

/** The value of a kernel's result. */
function valueOfPlain(type: ColumnType, plain: Plain): Value {
    return type === "uint" ? new UInt(plain as bigint) : type === "time" ? new Time(plain as bigint) : plain;
}

/** A function that is one kernel: parameter names with their types, result type, the function on plain values. */
export function plainFunction(
    parameters: readonly (readonly [string, ColumnType])[],
    result: ColumnType,
    run: (...values: never[]) => Plain,
    onNull: "null" | "call" = "call",
): FunctionDefinition {
    const types = parameters.map(([, type]) => type);
    return scalar(
        parameters.map(([name]) => name),
        (args) =>
            onNull === "null" && parameters.some(([name]) => isNullValue(args.any(name)))
                ? TypedNull.of(result)
                : valueOfPlain(result, run(...(parameters.map(([name, type]) => plainArgument(args, name, type)) as never[]))),
        { kernels: [kernel(types, result, run)], onNull },
    );
}
