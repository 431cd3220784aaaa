/** Operators on symbols, as generated code; the counterpart of values/operators.ts. */
import type { BinaryOperator } from "@flux-scripts/flux";
import type { ColumnType } from "@flux-scripts/tables";
import { FluxError } from "../values/error.ts";
import { anyNull, type Emitter, NOTHING, NotCompiled, type Scalar, type Symbolic, ZERO } from "./symbols.ts";

/** `+ - * / % ^` of two symbols. Two known types that don't go together are an error, as in the reference whatever the rows hold. */
export function arithmetic(operator: string, left: Symbolic, right: Symbolic, out: Emitter, inOrder: boolean): Symbolic {
    if (left.kind === "nothing" && right.kind === "nothing") {
        return NOTHING;
    }
    if (left.kind === "nothing" || right.kind === "nothing") {
        const other = left.kind === "nothing" ? right : left;
        if (other.kind !== "scalar" || !ARITHMETIC.has(other.type)) {
            throw new NotCompiled("an operator on nothing");
        }
        const type = operator === "^" && (other.type === "int" || other.type === "uint") ? "float" : other.type;
        return { kind: "scalar", type, code: ZERO[type], nul: "true" };
    }
    if (left.kind !== "scalar" || right.kind !== "scalar") {
        throw new NotCompiled("an operator on other values");
    }
    if (left.type !== right.type) {
        throw typeConflict(left.type, right.type, inOrder);
    }
    const nul = anyNull(left.nul, right.nul);
    const isNull = nul === "false" || nul === "true" ? nul : out.bind(nul, "n");
    if (left.type === "float") {
        const code = operator === "^" ? `h.power(${left.code}, ${right.code})` : `${left.code} ${operator} ${right.code}`;
        return { kind: "scalar", type: "float", code: out.bind(code), nul: isNull };
    }
    if (left.type === "string" && operator === "+") {
        return { kind: "scalar", type: "string", code: out.bind(`${left.code} + ${right.code}`), nul: isNull };
    }
    if (left.type !== "int" && left.type !== "uint") {
        throw new NotCompiled(`no ${operator} of ${left.type}`);
    }
    return integer(operator, left, right, isNull, out);
}

/** Two types that an operator needs to be one. A body evaluated row by row names the right one first. */
export function typeConflict(left: ColumnType, right: ColumnType, inOrder: boolean): FluxError {
    return new FluxError("failed precondition", inOrder ? `type conflict: ${left} != ${right}` : `type conflict: ${right} != ${left}`);
}

const ARITHMETIC: ReadonlySet<ColumnType> = new Set(["int", "uint", "float", "string"]);

function integer(operator: string, left: Scalar, right: Scalar, isNull: string, out: Emitter): Symbolic {
    const { type } = left;
    const wrap = type === "int" ? "BigInt.asIntN" : "BigInt.asUintN";
    if (operator === "^") {
        // The reference's type says int, its result is a float.
        return { kind: "scalar", type: "float", code: out.bind(`h.power(Number(${left.code}), Number(${right.code}))`), nul: isNull };
    }
    if (operator !== "/" && operator !== "%") {
        return { kind: "scalar", type, code: out.bind(`${wrap}(64, ${left.code} ${operator} ${right.code})`), nul: isNull };
    }
    const fail = operator === "/" ? "h.divideByZero();" : "h.modByZero();";
    const constant = /^\(?-?\d+n\)?$/.test(right.code) && right.code !== "0n";
    if (constant && isNull === "false") {
        return { kind: "scalar", type, code: out.bind(`${wrap}(64, ${left.code} ${operator} ${right.code})`), nul: isNull };
    }
    // A null divisor has 0 under it.
    const value = out.name("t");
    out.line(`let ${value} = 0n;`);
    out.line(`if (!(${isNull})) { if (${right.code} === 0n) { ${fail} } ${value} = ${wrap}(64, ${left.code} ${operator} ${right.code}); }`);
    return { kind: "scalar", type, code: value, nul: isNull };
}

const NUMBERS: ReadonlySet<ColumnType> = new Set(["int", "uint", "float"]);

/** `== != < <= > >=` of two symbols. */
export function comparison(operator: BinaryOperator, left: Symbolic, right: Symbolic, out: Emitter): Symbolic {
    if (left.kind === "nothing" || right.kind === "nothing") {
        return { kind: "scalar", type: "bool", code: "false", nul: "true" };
    }
    if (left.kind !== "scalar" || right.kind !== "scalar") {
        throw new NotCompiled("a comparison of other values");
    }
    const sign = operator === "==" ? "===" : operator === "!=" ? "!==" : operator;
    return {
        kind: "scalar",
        type: "bool",
        code: out.bind(comparisonCode(operator, sign, left, right)),
        nul: anyNull(left.nul, right.nul) === "false" ? "false" : out.bind(anyNull(left.nul, right.nul), "n"),
    };
}

function comparisonCode(operator: string, sign: string, left: Scalar, right: Scalar): string {
    const equality = operator === "==" || operator === "!=";
    if (NUMBERS.has(left.type) && NUMBERS.has(right.type)) {
        if ((left.type === "float") === (right.type === "float")) {
            return `${left.code} ${sign} ${right.code}`;
        }
        const number = ({ type, code }: Scalar): string => (type === "float" ? code : `Number(${code})`);
        return `${number(left)} ${sign} ${number(right)}`;
    }
    if (left.type === right.type && (left.type !== "bool" || equality)) {
        return left.type === "string" && !equality
            ? `h.compare(${left.code}, ${right.code}) ${sign} 0`
            : `${left.code} ${sign} ${right.code}`;
    }
    throw new FluxError("invalid", `unsupported binary expression ${left.type} ${operator} ${right.type}`);
}
