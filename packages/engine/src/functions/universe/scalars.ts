import { type Definition, scalar } from "../../registry.ts";
import { FluxError } from "../../values/error.ts";
import { valuesEqual } from "../../values/operators.ts";
import { ArrayValue, isNullValue } from "../../values/value.ts";

const MAX_BINS = 10_000_000;

/** Bounds that grow from one to the next, with +Inf after them if asked. */
function bins(count: number, start: number, next: (bound: number) => number, infinity: boolean): ArrayValue {
    if (count < 0 || count > MAX_BINS) {
        throw new FluxError("invalid", `count must be between 0 and ${MAX_BINS}, but was ${count}`);
    }
    const bounds: number[] = [];
    let bound = start;
    for (let i = 0; i < count; i += 1) {
        bounds.push(bound);
        bound = next(bound);
    }
    return new ArrayValue(infinity ? [...bounds, Number.POSITIVE_INFINITY] : bounds);
}

/** Functions of universe from values to a value. */
export const scalars: Readonly<Record<string, Definition>> = {
    contains: scalar(
        ["value", "set"],
        (args) => {
            const value = args.any("value");
            const set = args.array("set");
            return !isNullValue(value) && set.some((element) => valuesEqual(element, value));
        },
        { result: "bool" },
    ),
    die: scalar(["msg"], (args) => {
        throw new FluxError("invalid", args.string("msg"));
    }),
    length: scalar(["<-arr"], (args) => BigInt(args.array("arr").length)),
    linearBins: scalar(["start", "width", "count", "?infinity"], (args) => {
        const width = args.float("width");
        return bins(args.count("count"), args.float("start"), (bound) => bound + width, args.bool("infinity", true));
    }),
    logarithmicBins: scalar(["start", "factor", "count", "?infinity"], (args) => {
        const factor = args.float("factor");
        return bins(args.count("count"), args.float("start"), (bound) => bound * factor, args.bool("infinity", true));
    }),
};
