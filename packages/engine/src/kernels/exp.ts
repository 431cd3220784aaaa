/**
 * e^x with the rounding of the reference's platform: argument reduction by ln 2, a Taylor series of degree 8 on a sixteenth of the rest,
 * squared back, with fused multiply-adds. JavaScript's own differs in the last digit now and then.
 */

const LN2_UPPER = 0.69314718055966295651160180568695068359375;
const LN2_LOWER = 0.28235290563031577122588448175013436025525412068e-12;
const SERIES: readonly number[] = [
    2.4801587301587301587e-5, 1.984126984126984127e-4, 1.3888888888888888889e-3, 8.3333333333333333333e-3, 4.1666666666666666667e-2,
    1.6666666666666666667e-1, 0.5, 1,
];
const SPLIT = 134217729;

/** a · b + c rounded once (but for rare ties). */
function fma(a: number, b: number, c: number): number {
    const product = a * b;
    const aScaled = SPLIT * a;
    const aHigh = aScaled - (aScaled - a);
    const aLow = a - aHigh;
    const bScaled = SPLIT * b;
    const bHigh = bScaled - (bScaled - b);
    const bLow = b - bHigh;
    const productError = aHigh * bHigh - product + aHigh * bLow + aLow * bHigh + aLow * bLow;
    const sum = product + c;
    const other = sum - product;
    return sum + (product - (sum - other) + (c - other) + productError);
}

/** e^x. */
export function exp(x: number): number {
    if (!(Math.abs(x) <= 709)) {
        // Near the ends of the range, and for what is not finite, the platform's own.
        return Math.exp(x);
    }
    const k = Math.round(x * Math.LOG2E);
    let rest = fma(-LN2_LOWER, k, fma(-LN2_UPPER, k, x)) * 0.0625;
    let sum = SERIES[0] as number;
    for (let i = 1; i < SERIES.length; i += 1) {
        sum = fma(sum, rest, SERIES[i] as number);
    }
    rest *= sum;
    for (let i = 0; i < 4; i += 1) {
        rest *= rest + 2;
    }
    return (rest + 1) * 2 ** k;
}
