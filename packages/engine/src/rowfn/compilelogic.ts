/** Tests and what hangs on them, in JavaScript: `and`, `or`, `not`, `exists`, `if`, and unary minus. */
import type { ConditionalExpression, Expression, LogicalExpression, UnaryExpression } from "@flux-scripts/flux";
import type { ColumnType } from "@flux-scripts/tables";
import { DurationValue, isNullValue } from "../values/value.ts";
import { joinedBranches } from "./branches.ts";
import { type Emitter, NotCompiled, type Scalar, scalarOf, type Settled, type Symbolic, ZERO } from "./symbols.ts";

/** Compiles an expression where it stands. */
type Compile = (node: Expression) => Symbolic;

/** The null of a type. */
export function nullScalar(type: ColumnType): Scalar {
    return { kind: "scalar", type, code: ZERO[type], nul: "true" };
}

function truth(symbol: Symbolic, out: Emitter): Scalar {
    const scalar = scalarOf(symbol, out);
    if (scalar.kind === "nothing") {
        return nullScalar("bool");
    }
    if (scalar.kind !== "scalar" || scalar.type !== "bool") {
        throw new NotCompiled("a test of another type");
    }
    return scalar;
}

export function logical(node: LogicalExpression, compile: Compile, out: Emitter, threeValued: boolean): Symbolic {
    const left = truth(compile(node.left), out);
    const isOr = node.operator === "or";
    const value = out.name("t");
    const nul = out.name("n");
    out.line(`let ${value} = ${isOr}; let ${nul} = false;`);
    // Without three-valued logic a null on the left of `and` decides it as false does; on the left of `or` the right side does.
    const skip = isOr ? `!(${left.nul}) && ${left.code}` : threeValued ? `!(${left.nul}) && !${left.code}` : `${left.nul} || !${left.code}`;
    out.line(`if (!(${skip})) {`);
    const right = truth(compile(node.right), out);
    if (threeValued) {
        out.line(`if (${right.nul}) { ${nul} = true; }`);
        out.line(`else if (${left.nul}) { if (${right.code} === ${isOr}) { ${value} = ${isOr}; } else { ${nul} = true; } }`);
        out.line(`else { ${value} = ${right.code}; }`);
    } else {
        out.line(`${nul} = ${right.nul}; ${value} = ${right.code};`);
    }
    out.line("}");
    return { kind: "scalar", type: "bool", code: value, nul: left.nul === "false" && right.nul === "false" ? "false" : nul };
}

export function unary(node: UnaryExpression, compile: Compile, out: Emitter): Symbolic {
    const argument = compile(node.argument);
    if (node.operator === "exists") {
        if (argument.kind === "scalar") {
            return { kind: "scalar", type: "bool", code: argument.nul === "false" ? "true" : `!${argument.nul}`, nul: "false" };
        }
        return {
            kind: "constant",
            value: argument.kind === "record" || (argument.kind === "constant" && !isNullValue(argument.value)),
        };
    }
    if (node.operator === "not") {
        const scalar = truth(argument, out);
        return { ...scalar, code: `!${scalar.code}` };
    }
    if (node.operator !== "-") {
        throw new NotCompiled("unary plus");
    }
    return negated(argument, out);
}

function negated(argument: Symbolic, out: Emitter): Symbolic {
    const scalar = scalarOf(argument, out);
    if (scalar.kind === "nothing") {
        return scalar;
    }
    if (scalar.kind === "constant" && scalar.value instanceof DurationValue) {
        return { kind: "constant", value: new DurationValue(-scalar.value.months, BigInt.asIntN(64, -scalar.value.ns)) };
    }
    if (scalar.kind !== "scalar" || (scalar.type !== "int" && scalar.type !== "float")) {
        throw new NotCompiled("minus of another type");
    }
    const code = scalar.type === "int" ? `BigInt.asIntN(64, -${scalar.code})` : `-${scalar.code}`;
    return { ...scalar, code: out.bind(code) };
}

export function conditional(node: ConditionalExpression, compile: Compile, out: Emitter, settled: Settled): Symbolic {
    const test = truth(compile(node.test), out);
    // Both branches are compiled into buffers first: their types decide how the result is declared.
    const one = branch(node.consequent, compile, out);
    const two = branch(node.alternate, compile, out);
    const result = joinedBranches(one.symbol, two.symbol, out, settled);
    const write = (lines: readonly string[]): void => {
        for (const line of lines) {
            out.line(line);
        }
    };
    write(result.declare);
    out.line(`if (${test.nul === "false" ? test.code : `!${test.nul} && ${test.code}`}) {`);
    write(one.lines);
    write(result.first);
    out.line("} else {");
    write(two.lines);
    write(result.second);
    out.line("}");
    return result.symbol;
}

function branch(node: Expression, compile: Compile, out: Emitter): { readonly symbol: Symbolic; readonly lines: readonly string[] } {
    const mark = out.mark();
    const symbol = scalarOf(compile(node), out);
    return { symbol, lines: out.cut(mark) };
}
