import { type Definition, definePackage, flux } from "../../../registry.ts";
import from from "../../array/from.ts";
import { arrays } from "../../array/library.ts";

/** A conversion of every element. */
const each = (conversion: string): Definition => flux(`(arr=<-) => arr |> map(fn: (x) => ${conversion}(v: x))`);

export default definePackage("experimental/array", {
    ...arrays,
    from,
    toBool: each("bool"),
    toDuration: each("duration"),
    toFloat: each("float"),
    toInt: each("int"),
    toString: each("string"),
    toTime: each("time"),
    toUInt: each("uint"),
});
