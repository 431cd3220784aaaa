import { type Definition, definePackage } from "../../registry.ts";
import { FluxError } from "../../values/error.ts";
import { plainFunction } from "../support/scalars.ts";

/** The shift's distance; a negative one is refused (the reference breaks down there). */
function distance(b: bigint): bigint {
    if (b < 0n) {
        throw new FluxError("invalid", `cannot shift by a negative number of bits (${b})`);
    }
    return b < 64n ? b : 64n;
}

const ofTwo: Readonly<Record<string, (a: bigint, b: bigint) => bigint>> = {
    and: (a, b) => a & b,
    or: (a, b) => a | b,
    xor: (a, b) => a ^ b,
    clear: (a, b) => a & ~b,
    lshift: (a, b) => a << distance(b),
    rshift: (a, b) => a >> distance(b),
};

/** The functions of one signedness: `s` for int, `u` for uint. */
function functionsOf(prefix: "s" | "u"): Record<string, Definition> {
    const type = prefix === "s" ? "int" : "uint";
    const wrap = prefix === "s" ? (value: bigint) => BigInt.asIntN(64, value) : (value: bigint) => BigInt.asUintN(64, value);
    const made: Record<string, Definition> = { [`${prefix}not`]: plainFunction([["a", type]], type, (a: bigint) => wrap(~a)) };
    for (const [name, run] of Object.entries(ofTwo)) {
        made[prefix + name] = plainFunction(
            [
                ["a", type],
                ["b", type],
            ],
            type,
            (a: bigint, b: bigint) => wrap(run(a, b)),
        );
    }
    return made;
}

export const bitwise: Readonly<Record<string, Definition>> = { ...functionsOf("s"), ...functionsOf("u") };

export default definePackage("bitwise", bitwise);
