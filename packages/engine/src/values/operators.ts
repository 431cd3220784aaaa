/**
 * Operators on values, row by row. A null operand gives the null of the result's type where that is known.
 * The generated row functions must give the same (see rowfn/); this is the reference.
 */
import type { BinaryOperator } from "@flux-scripts/flux";
import { pow } from "../kernels/float-math.ts";
import { compareText } from "../kernels/text.ts";
import { FluxError } from "./error.ts";
import { FluxRegexp } from "./regexp.ts";
import { kindOf, typeName } from "./types.ts";
import { ArrayValue, DurationValue, DynamicValue, isNullValue, RecordValue, Time, TypedNull, UInt, type Value } from "./value.ts";

const MIN = -(2n ** 63n);

/** `left operator right`. Throws `invalid` "unsupported binary expression …" where the types don't go together. */
export function binary(operator: BinaryOperator, left: Value, right: Value): Value {
    switch (operator) {
        case "+":
        case "-":
        case "*":
        case "/":
        case "%":
        case "^":
            return arithmetic(operator, left, right);
        case "=~":
        case "!~":
            return match(operator, left, right);
        default:
            return comparison(operator, left, right);
    }
}

function unsupported(operator: string, left: Value, right: Value): FluxError {
    const name = (value: Value): string => (value instanceof ArrayValue || value instanceof RecordValue ? kindOf(value) : typeName(value));
    return new FluxError("invalid", `unsupported binary expression ${name(left)} ${operator} ${name(right)}`);
}

function arithmetic(operator: "+" | "-" | "*" | "/" | "%" | "^", left: Value, right: Value): Value {
    if (isNullValue(left) || isNullValue(right)) {
        return nullOf(operator, left, right);
    }
    if (typeof left === "number" && typeof right === "number") {
        return floatArithmetic(operator, left, right);
    }
    if (typeof left === "bigint" && typeof right === "bigint") {
        return intArithmetic(operator, left, right);
    }
    if (left instanceof UInt && right instanceof UInt) {
        return uintArithmetic(operator, left.value, right.value);
    }
    if (operator === "+" && typeof left === "string" && typeof right === "string") {
        return left + right;
    }
    throw unsupported(operator, left, right);
}

function nullOf(operator: string, left: Value, right: Value): Value {
    const known = left instanceof TypedNull ? left : right instanceof TypedNull ? right : undefined;
    if (known !== undefined) {
        const other = known === left ? right : left;
        if (!isNullValue(other) && typeName(other) !== known.type) {
            throw unsupported(operator, left, right);
        }
        return operator === "^" && (known.type === "int" || known.type === "uint") ? TypedNull.of("float") : known;
    }
    const other = isNullValue(left) ? right : left;
    if (isNullValue(other)) {
        return null;
    }
    const type = typeName(other);
    return type === "int" || type === "float" || type === "uint" || type === "string" ? TypedNull.of(type) : null;
}

/** Float arithmetic; `%` keeps the dividend's sign, `^` is a power as the C library defines it. */
export function floatArithmetic(operator: string, a: number, b: number): number {
    switch (operator) {
        case "+":
            return a + b;
        case "-":
            return a - b;
        case "*":
            return a * b;
        case "/":
            return a / b;
        case "%":
            return a % b;
        default:
            return power(a, b);
    }
}

/** `a ^ b` with the reference's rounding and special values. */
export function power(a: number, b: number): number {
    return pow(a, b);
}

function intArithmetic(operator: string, a: bigint, b: bigint): Value {
    switch (operator) {
        case "+":
            return BigInt.asIntN(64, a + b);
        case "-":
            return BigInt.asIntN(64, a - b);
        case "*":
            return BigInt.asIntN(64, a * b);
        case "/":
            if (b === 0n) {
                throw new FluxError("failed precondition", "cannot divide by zero");
            }
            return a === MIN && b === -1n ? MIN : a / b;
        case "%":
            if (b === 0n) {
                throw new FluxError("failed precondition", "cannot mod zero");
            }
            return a % b;
        default:
            // The reference's type says int, its result is a float.
            return power(Number(a), Number(b));
    }
}

function uintArithmetic(operator: string, a: bigint, b: bigint): Value {
    switch (operator) {
        case "+":
            return new UInt(a + b);
        case "-":
            return new UInt(a - b);
        case "*":
            return new UInt(a * b);
        case "/":
            if (b === 0n) {
                throw new FluxError("failed precondition", "cannot divide by zero");
            }
            return new UInt(a / b);
        case "%":
            if (b === 0n) {
                throw new FluxError("failed precondition", "cannot mod zero");
            }
            return new UInt(a % b);
        default:
            // As for ints, the result is a float.
            return power(Number(a), Number(b));
    }
}

function match(operator: "=~" | "!~", left: Value, right: Value): Value {
    if (isNullValue(left) || isNullValue(right)) {
        return TypedNull.of("bool");
    }
    if (typeof left !== "string" || !(right instanceof FluxRegexp)) {
        throw unsupported(operator, left, right);
    }
    return right.test(left) === (operator === "=~");
}

function comparison(operator: BinaryOperator, left: Value, right: Value): Value {
    if (isNullValue(left) || isNullValue(right)) {
        return TypedNull.of("bool");
    }
    if (operator === "==" || operator === "!=") {
        const equal = equality(operator, left, right);
        return operator === "==" ? equal : !equal;
    }
    if (typeof left === "boolean" || typeof right === "boolean") {
        throw unsupported(operator, left, right);
    }
    const order = orderOf(left, right);
    if (order === undefined) {
        throw unsupported(operator, left, right);
    }
    switch (operator) {
        case "<":
            return order < 0;
        case "<=":
            return order <= 0;
        case ">":
            return order > 0;
        default:
            return order >= 0;
    }
}

function equality(operator: string, left: Value, right: Value): boolean {
    if (typeof left === "boolean" && typeof right === "boolean") {
        return left === right;
    }
    const order = orderOf(left, right);
    if (order !== undefined) {
        return order === 0;
    }
    if (operator === "==") {
        if (left instanceof ArrayValue && right instanceof ArrayValue) {
            // Two empty arrays have no common element type: the reference says they differ.
            return left.elements.length > 0 && valuesEqual(left, right);
        }
        if (left instanceof RecordValue && right instanceof RecordValue) {
            return valuesEqual(left, right);
        }
    }
    throw unsupported(operator, left, right);
}

/** Negative, 0 or positive, NaN when a float is NaN; undefined when the two can't be compared. Numbers of all kinds compare. */
function orderOf(left: Value, right: Value): number | undefined {
    const a = left instanceof UInt ? left.value : left;
    const b = right instanceof UInt ? right.value : right;
    if (typeof a === "bigint" && typeof b === "bigint") {
        return a < b ? -1 : a > b ? 1 : 0;
    }
    if ((typeof a === "number" || typeof a === "bigint") && (typeof b === "number" || typeof b === "bigint")) {
        const x = Number(a);
        const y = Number(b);
        return x < y ? -1 : x > y ? 1 : x === y ? 0 : Number.NaN;
    }
    if (typeof a === "string" && typeof b === "string") {
        return compareText(a, b);
    }
    if (a instanceof Time && b instanceof Time) {
        return a.ns < b.ns ? -1 : a.ns > b.ns ? 1 : 0;
    }
    return undefined;
}

/** Order of two values where there is one: numbers, strings, times. */
export function compareValues(left: Value, right: Value): number | undefined {
    return orderOf(left, right);
}

/** Whether two values are the same, whatever their kind; the order of record keys does not matter. */
export function valuesEqual(left: Value, right: Value): boolean {
    if (isNullValue(left) || isNullValue(right)) {
        return isNullValue(left) && isNullValue(right);
    }
    if (left instanceof ArrayValue && right instanceof ArrayValue) {
        return (
            left.elements.length === right.elements.length &&
            left.elements.every((element, index) => valuesEqual(element, right.elements[index] ?? null))
        );
    }
    if (left instanceof RecordValue && right instanceof RecordValue) {
        if (left.properties.size !== right.properties.size) {
            return false;
        }
        for (const [name, value] of left.properties) {
            const other = right.properties.get(name);
            if (other === undefined || !valuesEqual(value, other)) {
                return false;
            }
        }
        return true;
    }
    if (left instanceof DurationValue && right instanceof DurationValue) {
        return left.months === right.months && left.ns === right.ns;
    }
    if (left instanceof DynamicValue && right instanceof DynamicValue) {
        return valuesEqual(left.value, right.value);
    }
    const order = orderOf(left, right);
    return order !== undefined ? order === 0 : left === right;
}

/** `-v`, `not v` and the refused `+v`. */
export function unary(operator: "-" | "not" | "+", value: Value): Value {
    if (operator === "not") {
        if (isNullValue(value)) {
            return TypedNull.of("bool");
        }
        if (typeof value !== "boolean") {
            throw new FluxError("invalid", `unexpected type ${typeName(value)} for unary not`);
        }
        return !value;
    }
    if (isNullValue(value)) {
        return value ?? null;
    }
    if (operator === "-") {
        if (value instanceof UInt) {
            throw new FluxError("invalid", "operand to unary expression is not a number value, got uint");
        }
        if (typeof value === "number") {
            return -value;
        }
        if (typeof value === "bigint") {
            return BigInt.asIntN(64, -value);
        }
        if (value instanceof DurationValue) {
            return new DurationValue(-value.months, BigInt.asIntN(64, -value.ns));
        }
    }
    throw new FluxError("invalid", `unsupported unary operator ${operator}`);
}
