/** Functions of the library that others are made of. */
import type { Context } from "../../context.ts";
import { FluxError } from "../../values/error.ts";
import { FunctionValue, type Value } from "../../values/value.ts";

/** Calls a function of the library by its name, as a script would that has imported its package. */
export function callLibrary(context: Context, packagePath: string, name: string, args: Readonly<Record<string, Value>>): Value {
    const fn = context.library(packagePath, name);
    if (!(fn instanceof FunctionValue)) {
        throw new FluxError("internal error", `${packagePath}.${name} is no function`);
    }
    return context.call(fn, args);
}
