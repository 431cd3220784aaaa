/** Functions on floats where JavaScript has none, or differs from Go's math package in special values. */
import { exp } from "./exp.ts";

const view = new DataView(new ArrayBuffer(8));

/** The IEEE 754 bits; those of NaN are 0x7FF8000000000001. */
export function floatBits(value: number): bigint {
    if (Number.isNaN(value)) {
        return 0x7ff8000000000001n;
    }
    view.setFloat64(0, value);
    return view.getBigUint64(0);
}

/** The float of 64 bits. */
export function floatOfBits(bits: bigint): number {
    view.setBigUint64(0, BigInt.asUintN(64, bits));
    return view.getFloat64(0);
}

/** value = frac · 2^exp with ½ ≤ |frac| < 1; zero, NaN and infinities come back with exponent 0. */
export function frexp(value: number): { readonly frac: number; readonly exp: number } {
    if (value === 0 || !Number.isFinite(value)) {
        return { frac: value, exp: 0 };
    }
    let exp = Math.max(-1023, Math.floor(Math.log2(Math.abs(value))) + 1);
    let frac = value * 2 ** -exp;
    if (!Number.isFinite(frac)) {
        frac = value * 2 ** (-exp - 52) * 2 ** 52;
    }
    while (Math.abs(frac) < 0.5) {
        frac *= 2;
        exp -= 1;
    }
    while (Math.abs(frac) >= 1) {
        frac /= 2;
        exp += 1;
    }
    return { frac, exp };
}

/** frac · 2^exp, rounded once. */
export function ldexp(frac: number, exp: number): number {
    const steps = Math.min(Math.abs(exp), 2200);
    if (exp > 0) {
        const first = Math.min(steps, 1023);
        const second = Math.min(steps - first, 1023);
        return frac * 2 ** first * 2 ** second * 2 ** Math.min(steps - first - second, 1023);
    }
    // Going down through the subnormals in one step only, so that nothing is rounded twice.
    const { frac: mantissa, exp: own } = frexp(frac);
    const total = own - steps;
    return total < -1021 ? mantissa * 2 ** Math.max(total + 1000, -74) * 2 ** -1000 : mantissa * 2 ** total;
}

/** The exponent: value = m · 2^logb with 1 ≤ |m| < 2. */
export function logb(value: number): number {
    if (value === 0) {
        return Number.NEGATIVE_INFINITY;
    }
    if (!Number.isFinite(value)) {
        return Number.isNaN(value) ? value : Number.POSITIVE_INFINITY;
    }
    return frexp(value).exp - 1;
}

/** {@link logb} as a whole number: -2³¹ for zero, 2³¹ - 1 for what is not finite. */
export function ilogb(value: number): number {
    if (value === 0) {
        return -2147483648;
    }
    return Number.isFinite(value) ? frexp(value).exp - 1 : 2147483647;
}

/** Base-2 logarithm, exact for powers of two. */
export function log2(value: number): number {
    if (value === 0 || !Number.isFinite(value)) {
        return Math.log(value);
    }
    const { frac, exp } = frexp(value);
    return frac === 0.5 ? exp - 1 : Math.log(frac) * Math.LOG2E + exp;
}

/** Base-10 logarithm as the reference computes it. */
export function log10(value: number): number {
    return log2(value) * 0.30102999566398119521;
}

/** To the nearest whole number, halves away from zero. */
export function roundAway(value: number): number {
    const whole = Math.trunc(value);
    const rest = Math.abs(value - whole);
    return rest >= 0.5 ? whole + Math.sign(value) : whole === 0 ? value * 0 : whole;
}

/** To the nearest whole number, halves to the even one. */
export function roundToEven(value: number): number {
    const whole = Math.trunc(value);
    const rest = Math.abs(value - whole);
    if (rest > 0.5 || (rest === 0.5 && whole % 2 !== 0)) {
        return whole + Math.sign(value);
    }
    return whole === 0 ? value * 0 : whole;
}

/** The IEEE 754 remainder: x minus the multiple of y that is nearest (the even one of two). */
export function remainder(x: number, y: number): number {
    if (!Number.isFinite(x) || Number.isNaN(y) || y === 0) {
        return Number.NaN;
    }
    if (!Number.isFinite(y)) {
        return x;
    }
    const size = Math.abs(y);
    let rest = Math.abs(x) % (2 * size);
    if (Number.isNaN(rest)) {
        rest = Math.abs(x);
    }
    const half = size / 2;
    if (rest > half) {
        rest -= size;
        if (rest >= half) {
            rest -= size;
        }
    }
    return x < 0 || Object.is(x, -0) ? -rest : rest;
}

/** The larger: +Inf wins over NaN, NaN over the rest, 0 over -0. */
export function max(x: number, y: number): number {
    if (x === Number.POSITIVE_INFINITY || y === Number.POSITIVE_INFINITY) {
        return Number.POSITIVE_INFINITY;
    }
    return Math.max(x, y);
}

/** The smaller: -Inf wins over NaN, NaN over the rest, -0 over 0. */
export function min(x: number, y: number): number {
    if (x === Number.NEGATIVE_INFINITY || y === Number.NEGATIVE_INFINITY) {
        return Number.NEGATIVE_INFINITY;
    }
    return Math.min(x, y);
}

/** x - y, but not below 0; NaN for two equal infinities. */
export function dim(x: number, y: number): number {
    const difference = x - y;
    return difference <= 0 ? 0 : difference;
}

/** The next float from x toward y. */
export function nextafter(x: number, y: number): number {
    if (Number.isNaN(x) || Number.isNaN(y)) {
        return Number.NaN;
    }
    if (x === y) {
        return x;
    }
    if (x === 0) {
        return y < 0 ? -Number.MIN_VALUE : Number.MIN_VALUE;
    }
    return floatOfBits(floatBits(x) + (y > x === x > 0 ? 1n : -1n));
}

/** Whether the sign bit is set. */
export function signbit(value: number): boolean {
    return value < 0 || Object.is(value, -0);
}

/** The size of x with the sign of y. */
export function copysign(x: number, y: number): number {
    return signbit(x) === signbit(y) ? x : -x;
}

/** Whole and fractional part, both with the value's sign. */
export function modf(value: number): { readonly int: number; readonly frac: number } {
    const int = Math.trunc(value);
    return { int, frac: Number.isFinite(value) ? copysign(value - int, value) : Number.NaN };
}

/** 10^n, exactly rounded. */
export function pow10(n: number): number {
    return n < -323 ? 0 : n > 308 ? Number.POSITIVE_INFINITY : Number(`1e${n}`);
}

/**
 * x to the power y with the reference's rounding: the fraction of the exponent by exp and log, its whole part by squaring. Special
 * values as the C library has them (1 to anything and anything to 0 are 1, -1 to an infinity is 1).
 */
export function pow(x: number, y: number): number {
    if (y === 0 || x === 1) {
        return 1;
    }
    if (y === 1) {
        return x;
    }
    if (x === 0 || !Number.isFinite(x) || !Number.isFinite(y)) {
        return x === -1 && !Number.isNaN(y) ? 1 : x ** y;
    }
    if (y === 0.5) {
        return Math.sqrt(x);
    }
    if (y === -0.5) {
        return 1 / Math.sqrt(x);
    }
    const size = Math.abs(y);
    let whole = Math.trunc(size);
    let part = size - whole;
    if (part !== 0 && x < 0) {
        return Number.NaN;
    }
    if (whole >= 2 ** 53) {
        return x ** y;
    }
    let result = 1;
    let exponent = 0;
    if (part !== 0) {
        if (part > 0.5) {
            part -= 1;
            whole += 1;
        }
        result = exp(part * Math.log(x));
    }
    let { frac: base, exp: baseExponent } = frexp(x);
    for (let rest = whole; rest !== 0; rest = Math.floor(rest / 2)) {
        if (Math.abs(baseExponent) > 4096) {
            exponent += baseExponent;
            break;
        }
        if (rest % 2 === 1) {
            result *= base;
            exponent += baseExponent;
        }
        base *= base;
        baseExponent *= 2;
        if (base < 0.5) {
            base += base;
            baseExponent -= 1;
        }
    }
    return y < 0 ? ldexp(1 / result, -exponent) : ldexp(result, exponent);
}
