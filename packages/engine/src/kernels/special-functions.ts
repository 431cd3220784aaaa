/** Gamma, error and Bessel functions, accurate to about 1e-14 of their size; special values as Go's math package has them. */

const LANCZOS: readonly number[] = [
    0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059, 12.507343278686905,
    -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
];
const EULER = 0.57721566490153286;

/** Γ(x); +Inf above 171.62 and at 0 (by sign), NaN at negative integers. */
export function gamma(x: number): number {
    if (x === 0) {
        return 1 / x;
    }
    if (Number.isInteger(x)) {
        if (x < 0) {
            return Number.NaN;
        }
        if (x < 172) {
            let product = 1;
            for (let i = 2; i < x; i += 1) {
                product *= i;
            }
            return product;
        }
    }
    if (x === Number.NEGATIVE_INFINITY || Number.isNaN(x)) {
        return Number.NaN;
    }
    if (x > 171.7) {
        return Number.POSITIVE_INFINITY;
    }
    if (x < 0.5) {
        return Math.PI / (Math.sin(Math.PI * x) * gamma(1 - x));
    }
    const { sum, t } = lanczos(x - 1);
    // The power is taken in two halves: the whole would overflow before the factor e^-t brings it back.
    const half = t ** ((x - 0.5) / 2);
    return Math.sqrt(2 * Math.PI) * half * Math.exp(-t) * half * sum;
}

function lanczos(x: number): { readonly sum: number; readonly t: number } {
    let sum = LANCZOS[0] as number;
    for (let i = 1; i < LANCZOS.length; i += 1) {
        sum += (LANCZOS[i] as number) / (x + i);
    }
    return { sum, t: x + 7.5 };
}

/** ln |Γ(x)| and the sign of Γ(x). */
export function lgamma(x: number): { readonly lgamma: number; readonly sign: number } {
    if (Number.isNaN(x)) {
        return { lgamma: x, sign: 1 };
    }
    if (!Number.isFinite(x)) {
        return { lgamma: x, sign: 1 };
    }
    if (x === 0) {
        return { lgamma: Number.POSITIVE_INFINITY, sign: Object.is(x, -0) ? -1 : 1 };
    }
    if (x < 0.5) {
        if (x < 0 && Number.isInteger(x)) {
            return { lgamma: Number.POSITIVE_INFINITY, sign: 1 };
        }
        const sine = Math.sin(Math.PI * (x % 2));
        return { lgamma: Math.log(Math.PI / Math.abs(sine)) - lgamma(1 - x).lgamma, sign: sine < 0 ? -1 : 1 };
    }
    if (x === 1 || x === 2) {
        return { lgamma: 0, sign: 1 };
    }
    if (x < 20) {
        return { lgamma: Math.log(gamma(x)), sign: 1 };
    }
    const inverse = 1 / (x * x);
    const series = (1 / 12 - inverse * (1 / 360 - inverse * (1 / 1260 - inverse * (1 / 1680 - inverse / 1188)))) / x;
    return { lgamma: (x - 0.5) * Math.log(x) - x + 0.5 * Math.log(2 * Math.PI) + series, sign: 1 };
}

/** The error function. */
export function erf(x: number): number {
    if (Math.abs(x) > 2) {
        return x > 0 ? 1 - erfc(x) : erfc(-x) - 1;
    }
    let term = x;
    let sum = x;
    for (let n = 1; Math.abs(term) > Math.abs(sum) * 1e-17; n += 1) {
        term *= (-x * x) / n;
        const part = term / (2 * n + 1);
        sum += part;
        if (Math.abs(part) < 1e-300) {
            break;
        }
    }
    return Number.isNaN(x) ? x : (2 / Math.sqrt(Math.PI)) * sum;
}

/** 1 - erf(x), without loss where erf(x) is near 1. */
export function erfc(x: number): number {
    if (Number.isNaN(x)) {
        return x;
    }
    if (x < 0) {
        return 2 - erfc(-x);
    }
    if (x < 2) {
        return 1 - erf(x);
    }
    if (x > 28) {
        return 0;
    }
    let fraction = x;
    for (let n = 120; n >= 1; n -= 1) {
        fraction = x + n / 2 / fraction;
    }
    return Math.exp(-x * x) / (fraction * Math.sqrt(Math.PI));
}

/** The inverse of erf: ±Inf at ±1, NaN outside. */
export function erfinv(y: number): number {
    if (Number.isNaN(y) || y > 1 || y < -1) {
        return Number.NaN;
    }
    if (Math.abs(y) === 1) {
        return y * Number.POSITIVE_INFINITY;
    }
    if (y === 0) {
        return y;
    }
    const magnitude = y < 0 ? inverse(1 + y, -y) : inverse(1 - y, y);
    return y < 0 ? -magnitude : magnitude;
}

/** The inverse of erfc. */
export function erfcinv(y: number): number {
    if (y > 0 && y < 0.5) {
        return inverse(y, 1 - y);
    }
    return erfinv(1 - y);
}

/** x ≥ 0 with erfc(x) = complement; both are given, since one loses digits near 0 and the other near 1. */
function inverse(complement: number, value: number): number {
    const a = 0.147;
    const log = Math.log(complement * (1 + value));
    const b = 2 / (Math.PI * a) + log / 2;
    let x = Math.sqrt(Math.sqrt(b * b - log / a) - b);
    for (let i = 0; i < 4; i += 1) {
        const error = value < 0.5 ? erf(x) - value : complement - erfc(x);
        const step = (error * Math.sqrt(Math.PI) * Math.exp(x * x)) / 2;
        x -= step / (1 + x * step);
    }
    return x;
}

/** Bessel functions J₀…J_top at 0 < x ≤ 25 by backward recurrence. */
function besselTable(x: number, top: number): Float64Array {
    const start = 2 * Math.ceil((Math.max(top, x) + 60) / 2);
    const table = new Float64Array(start + 2);
    table[start] = 1e-300;
    for (let n = start; n >= 1; n -= 1) {
        table[n - 1] = ((2 * n) / x) * (table[n] as number) - (table[n + 1] as number);
        if (Math.abs(table[n - 1] as number) > 1e200) {
            for (let i = n - 1; i <= start; i += 1) {
                table[i] = (table[i] as number) * 1e-250;
            }
        }
    }
    let norm = table[0] as number;
    for (let n = 2; n <= start; n += 2) {
        norm += 2 * (table[n] as number);
    }
    return table.map((value) => value / norm);
}

/** Hankel's expansion for large x: the pair J, Y of order 0 or 1. */
function hankel(order: 0 | 1, x: number): readonly [number, number] {
    const mu = 4 * order * order;
    let term = 1;
    let p = 1;
    let q = 0;
    for (let k = 1; k < 40; k += 1) {
        const next = (term * (mu - (2 * k - 1) ** 2)) / (k * 8 * x);
        if (Math.abs(next) > Math.abs(term) || next === 0) {
            break;
        }
        term = next;
        const sign = (k >> 1) % 2 === 0 ? 1 : -1;
        if (k % 2 === 1) {
            q += sign * term;
        } else {
            p += sign * term;
        }
    }
    const chi = x - (order / 2 + 0.25) * Math.PI;
    const scale = Math.sqrt(2 / (Math.PI * x));
    return [scale * (p * Math.cos(chi) - q * Math.sin(chi)), scale * (p * Math.sin(chi) + q * Math.cos(chi))];
}

function besselPair(order: 0 | 1, x: number): readonly [number, number] {
    if (x > 25) {
        return hankel(order, x);
    }
    const table = besselTable(x, 1);
    const at = (n: number): number => table[n] as number;
    const log = Math.log(x / 2) + EULER;
    let sum = 0;
    for (let k = 1; 2 * k + 1 < table.length - 1; k += 1) {
        const sign = k % 2 === 0 ? 1 : -1;
        sum += order === 0 ? (sign * at(2 * k)) / k : (sign * (2 * k + 1) * at(2 * k + 1)) / (k * (k + 1));
    }
    const y =
        order === 0
            ? (2 / Math.PI) * log * at(0) - (4 / Math.PI) * sum
            : (-2 / (Math.PI * x)) * at(0) + (2 / Math.PI) * ((log - 1) * at(1) - sum);
    return [at(order), y];
}

/** Steps of a recurrence; beyond so high an order the functions are at their limits, or not to be had in time. */
const MOST_STEPS = 1_000_000;

/** Bessel function of the first kind, any whole order. */
export function besselJ(n: number, x: number): number {
    if (Number.isNaN(x)) {
        return x;
    }
    const order = Math.abs(n);
    const flip = n < 0 !== x < 0 && order % 2 === 1 ? -1 : 1;
    const size = Math.abs(x);
    if (size === 0 || !Number.isFinite(size)) {
        return order === 0 && size === 0 ? 1 : 0;
    }
    if (order <= 1) {
        return flip * besselPair(order as 0 | 1, size)[0];
    }
    if (order > MOST_STEPS) {
        return size < order / 2 ? 0 : Number.NaN;
    }
    if (size <= 25 || order > size) {
        return flip * (besselTable(size, order)[order] as number);
    }
    return flip * forward(order, size, besselPair(0, size)[0], besselPair(1, size)[0]);
}

/** Bessel function of the second kind, any whole order; -Inf at 0, NaN below. */
export function besselY(n: number, x: number): number {
    if (x < 0 || Number.isNaN(x)) {
        return Number.NaN;
    }
    const order = Math.abs(n);
    if (order > MOST_STEPS && x !== 0 && Number.isFinite(x)) {
        return x < order / 2 ? Number.NEGATIVE_INFINITY : Number.NaN;
    }
    const flip = n < 0 && order % 2 === 1 ? -1 : 1;
    if (x === 0) {
        return flip * Number.NEGATIVE_INFINITY;
    }
    if (x === Number.POSITIVE_INFINITY) {
        return 0;
    }
    if (order <= 1) {
        return flip * besselPair(order as 0 | 1, x)[1];
    }
    return flip * forward(order, x, besselPair(0, x)[1], besselPair(1, x)[1]);
}

function forward(order: number, x: number, zero: number, one: number): number {
    let previous = zero;
    let current = one;
    for (let n = 1; n < order; n += 1) {
        [previous, current] = [current, ((2 * n) / x) * current - previous];
    }
    return current;
}
