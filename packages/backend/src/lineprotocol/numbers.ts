/** Numbers of line protocol straight from bytes. */

const two32 = 4_294_967_296;
const maxInt64 = 9_223_372_036_854_775_807n;
const minInt64 = -9_223_372_036_854_775_808n;
const maxUint64 = 18_446_744_073_709_551_615n;
const powers = Array.from({ length: 23 }, (_, i) => 10 ** i);

type NumberKind = "float" | "integer" | "unsigned";

/** What `readNumber` found; one object, written over by each call. */
export interface NumberSlot {
    kind: NumberKind;
    /** Value of a float. */
    float: number;
    /** Halves of an integer. */
    high: number;
    low: number;
    /** Position after the number. */
    end: number;
    error: string | undefined;
}

export function newNumberSlot(): NumberSlot {
    return { kind: "float", float: 0, high: 0, low: 0, end: 0, error: undefined };
}

const point = 46;
const minus = 45;
const plus = 43;

/** Reads digits with an optional point, exponent and `i` or `u` at the end, up to a comma, blank or line feed. */
export function readNumber(bytes: Buffer, start: number, out: NumberSlot): void {
    out.error = undefined;
    let at = start;
    const negative = bytes[at] === minus;
    if (negative) at++;
    let mantissa = 0;
    let digits = 0;
    let decimals = 0;
    let pointSeen = false;
    const first = at;
    for (; ; at++) {
        const byte = bytes[at] as number;
        if (byte >= 48 && byte <= 57) {
            mantissa = mantissa * 10 + (byte - 48);
            digits++;
            if (pointSeen) decimals++;
        } else if (byte === point && !pointSeen) {
            pointSeen = true;
        } else {
            break;
        }
    }
    const byte = bytes[at];
    if (digits === 0) return fail(out, at, "invalid number");
    if (isEnd(byte)) {
        out.kind = "float";
        out.end = at;
        // Up to 15 digits and 10^22 both are exact, so one division rounds correctly.
        const exact = digits <= 15 && decimals <= 22;
        const size = exact ? mantissa / (powers[decimals] as number) : Number(bytes.toString("latin1", first, at));
        out.float = negative ? -size : size;
        if (!Number.isFinite(size)) fail(out, at, "invalid float");
        return;
    }
    if ((byte === 105 || byte === 117) && isEnd(bytes[at + 1]))
        return readWhole(bytes, first, at, negative, pointSeen, digits, mantissa, out);
    if (byte === 101 || byte === 69) return readExponent(bytes, first, at, negative, out);
    fail(out, at, "invalid number");
}

function readExponent(bytes: Buffer, first: number, letter: number, negative: boolean, out: NumberSlot): void {
    let at = letter + 1;
    if (bytes[at] === minus || bytes[at] === plus) at++;
    const digits = at;
    while (isDigit(bytes[at])) at++;
    if (at === digits || !isEnd(bytes[at])) return fail(out, at, "invalid number");
    const size = Number(bytes.toString("latin1", first, at));
    if (!Number.isFinite(size)) return fail(out, at, "invalid float");
    out.kind = "float";
    out.float = negative ? -size : size;
    out.end = at;
}

function readWhole(
    bytes: Buffer,
    first: number,
    letter: number,
    negative: boolean,
    pointSeen: boolean,
    digits: number,
    mantissa: number,
    out: NumberSlot,
): void {
    const unsigned = bytes[letter] === 117;
    out.end = letter + 1;
    if (pointSeen || (unsigned && negative)) return fail(out, letter + 1, "invalid number");
    out.kind = unsigned ? "unsigned" : "integer";
    if (digits <= 15) {
        const value = negative ? -mantissa : mantissa;
        out.high = Math.floor(value / two32);
        out.low = value - out.high * two32;
        return;
    }
    const text = (negative ? "-" : "") + bytes.toString("latin1", first, letter);
    const value = BigInt(text);
    if (unsigned ? value > maxUint64 : value > maxInt64 || value < minInt64) {
        const [what, go] = unsigned ? ["unsigned", "ParseUint"] : ["integer", "ParseInt"];
        return fail(out, letter + 1, `unable to parse ${what} ${text}: strconv.${go}: parsing "${text}": value out of range`);
    }
    out.high = Number(BigInt.asIntN(32, value >> 32n));
    out.low = Number(BigInt.asUintN(32, value));
}

function fail(out: NumberSlot, end: number, error: string): void {
    out.error = error;
    out.end = end;
}

function isDigit(byte: number | undefined): boolean {
    return byte !== undefined && byte >= 48 && byte <= 57;
}

/** Comma, blank, line feed, carriage return or the end of the text. */
function isEnd(byte: number | undefined): boolean {
    return byte === 44 || byte === 32 || byte === 10 || byte === 13 || byte === undefined;
}

/** An int64 in halves; `high` is signed, `low` is not. */
export interface TimeHalves {
    high: number;
    low: number;
}

/** `second * 10^9 + nanosecond` in halves of 32 bits, exact within int64; `out` is written over. */
export function timeHalves(second: number, nanosecond: number, out: TimeHalves): void {
    const block = Math.floor(second / 65_536);
    const rest = (second - block * 65_536) * 1_000_000_000 + nanosecond;
    const large = block * 1_000_000_000;
    const largeHigh = Math.floor(large / 65_536);
    const sum = (large - largeHigh * 65_536) * 65_536 + rest;
    const carry = Math.floor(sum / two32);
    out.high = largeHigh + carry;
    out.low = sum - carry * two32;
}
