import type { ColumnType } from "@flux-scripts/tables";
import * as math from "../../kernels/float-math.ts";
import { exp } from "../../kernels/exp.ts";
import * as special from "../../kernels/special-functions.ts";
import { constant, type Definition, definePackage, type FunctionDefinition, type Plain, scalar } from "../../registry.ts";
import { power } from "../../values/operators.ts";
import { isNullValue, RecordValue, UInt, type Value } from "../../values/value.ts";
import { plainFunction } from "../support/scalars.ts";
import abs from "./abs.ts";

/** Functions of one float `x` to a float. A null gives null. */
const ofOne: Readonly<Record<string, (x: number) => number>> = {
    acos: Math.acos,
    acosh: Math.acosh,
    asin: Math.asin,
    asinh: Math.asinh,
    atan: Math.atan,
    atanh: Math.atanh,
    cbrt: Math.cbrt,
    ceil: Math.ceil,
    cos: Math.cos,
    cosh: Math.cosh,
    erf: special.erf,
    erfc: special.erfc,
    erfcinv: special.erfcinv,
    erfinv: special.erfinv,
    exp,
    exp2: (x) => 2 ** x,
    expm1: Math.expm1,
    floor: Math.floor,
    gamma: special.gamma,
    j0: (x) => special.besselJ(0, x),
    j1: (x) => special.besselJ(1, x),
    log: Math.log,
    log10: math.log10,
    log1p: Math.log1p,
    log2: math.log2,
    logb: math.logb,
    round: math.roundAway,
    roundtoeven: math.roundToEven,
    sin: Math.sin,
    sinh: Math.sinh,
    sqrt: Math.sqrt,
    tan: Math.tan,
    tanh: Math.tanh,
    trunc: Math.trunc,
    y0: (x) => special.besselY(0, x),
    y1: (x) => special.besselY(1, x),
};

/** Functions of two floats `x` and `y`. */
const ofTwo: Readonly<Record<string, (x: number, y: number) => number>> = {
    atan2: (x, y) => Math.atan2(x, y),
    copysign: math.copysign,
    dim: math.dim,
    mMax: math.max,
    mMin: math.min,
    mod: (x, y) => x % y,
    nextafter: math.nextafter,
    pow: power,
    remainder: math.remainder,
};

const constants: Readonly<Record<string, Value>> = {
    e: Math.E,
    ln10: Math.LN10,
    ln2: Math.LN2,
    log10e: 1 / Math.LN10,
    log2e: 1 / Math.LN2,
    maxfloat: Number.MAX_VALUE,
    maxint: 2n ** 63n - 1n,
    maxuint: new UInt(2n ** 64n - 1n),
    minint: -(2n ** 63n),
    phi: 1.618033988749894848204586834365638118,
    pi: Math.PI,
    smallestNonzeroFloat: Number.MIN_VALUE,
    sqrt2: Math.SQRT2,
    sqrte: 1.6487212707001281468486507878141635716,
    sqrtphi: 1.2720196495140689642524224617374914917,
    sqrtpi: 1.7724538509055160272981674833411451827,
};

/** One function on plain values that gives null for a null argument. */
function plain(
    parameters: readonly (readonly [string, ColumnType])[],
    result: ColumnType,
    run: (...values: never[]) => Plain,
): FunctionDefinition {
    return plainFunction(parameters, result, run, "null");
}

/** A function of one float to a record. */
function parts(name: string, split: (value: number) => Readonly<Record<string, Value>>): FunctionDefinition {
    return scalar([name], (args) => (isNullValue(args.any(name)) ? args.any(name) : RecordValue.of(split(args.float(name)))));
}

const others: Readonly<Record<string, Definition>> = {
    NaN: scalar([], () => Number.NaN),
    float64bits: plain([["f", "float"]], "uint", math.floatBits),
    float64frombits: plain([["b", "uint"]], "float", math.floatOfBits),
    frexp: parts("f", (f) => {
        const { frac, exp } = math.frexp(f);
        return { frac, exp: BigInt(exp) };
    }),
    hypot: plain(
        [
            ["p", "float"],
            ["q", "float"],
        ],
        "float",
        (p: number, q: number) => Math.hypot(p, q),
    ),
    ilogb: plain([["x", "float"]], "int", (x: number) => BigInt(math.ilogb(x))),
    isInf: plain(
        [
            ["f", "float"],
            ["sign", "int"],
        ],
        "bool",
        (f: number, sign: bigint) => !Number.isFinite(f) && !Number.isNaN(f) && (sign === 0n || sign > 0n === f > 0),
    ),
    isNaN: plain([["f", "float"]], "bool", (f: number) => Number.isNaN(f)),
    jn: plain(
        [
            ["n", "int"],
            ["x", "float"],
        ],
        "float",
        (n: bigint, x: number) => special.besselJ(Number(n), x),
    ),
    ldexp: plain(
        [
            ["frac", "float"],
            ["exp", "int"],
        ],
        "float",
        (frac: number, exp: bigint) => math.ldexp(frac, Number(exp)),
    ),
    lgamma: parts("x", (x) => {
        const { lgamma, sign } = special.lgamma(x);
        return { lgamma, sign: BigInt(sign) };
    }),
    mInf: plain([["sign", "int"]], "float", (sign: bigint) => (sign >= 0n ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY)),
    modf: parts("f", (f) => ({ ...math.modf(f) })),
    pow10: plain([["n", "int"]], "float", (n: bigint) => math.pow10(Number(n))),
    signbit: plain([["x", "float"]], "bool", math.signbit),
    sincos: parts("x", (x) => ({ sin: Math.sin(x), cos: Math.cos(x) })),
    yn: plain(
        [
            ["n", "int"],
            ["x", "float"],
        ],
        "float",
        (n: bigint, x: number) => special.besselY(Number(n), x),
    ),
};

const mapValues = <T>(from: Readonly<Record<string, T>>, make: (value: T) => Definition): Record<string, Definition> =>
    Object.fromEntries(Object.entries(from).map(([name, value]) => [name, make(value)]));

export default definePackage("math", {
    ...mapValues(ofOne, (run) => plain([["x", "float"]], "float", (x: number) => run(x))),
    ...mapValues(ofTwo, (run) =>
        plain(
            [
                ["x", "float"],
                ["y", "float"],
            ],
            "float",
            (x: number, y: number) => run(x, y),
        ),
    ),
    ...mapValues(constants, (value) => constant(value)),
    ...others,
    abs,
});
