import type { Args } from "../../arguments.ts";
import { type Definition, scalar } from "../../registry.ts";
import { FluxError } from "../../values/error.ts";
import { typeName } from "../../values/types.ts";
import { ArrayValue, type Value } from "../../values/value.ts";

function accepts(args: Args, x: Value): boolean {
    const result = args.context.call(args.fn("fn"), { x });
    if (typeof result !== "boolean") {
        throw new FluxError("invalid", `fn must return bool, got ${typeName(result)}`);
    }
    return result;
}

/** Exports of array that make arrays of arrays. */
export const arrays: Readonly<Record<string, Definition>> = {
    concat: scalar(["<-arr", "v"], (args) => new ArrayValue([...args.array("arr"), ...args.array("v")])),
    filter: scalar(["<-arr", "fn"], (args) => new ArrayValue(args.array("arr").filter((x) => accepts(args, x))), { pure: false }),
    map: scalar(["<-arr", "fn"], (args) => new ArrayValue(args.array("arr").map((x) => args.context.call(args.fn("fn"), { x }))), {
        pure: false,
    }),
};
