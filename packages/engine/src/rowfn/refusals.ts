/**
 * What the reference refuses in a row function though the types go together: operands of a type that nothing says (elements of an
 * array that `findColumn` gave are such, where neither a literal nor the row tells their type), and powers of ints as columns, which
 * it types as ints and computes as floats.
 */
import { childrenOf, type Expression, type Node } from "@flux-scripts/flux";
import { columnOf, type Table } from "@flux-scripts/tables";
import { Closure } from "../interpreter/closure.ts";
import { FluxError } from "../values/error.ts";
import type { FunctionValue } from "../values/value.ts";

/** Throws the reference's error for a row function with such an operation. */
export function checkOperands(fn: FunctionValue): void {
    if (fn instanceof Closure) {
        check(fn.expression.body, fn);
    }
}

function check(node: Node, fn: Closure): void {
    if (node.kind === "BinaryExpression") {
        const operands = leaves(node);
        if (operands.every((operand) => isUnresolved(operand, fn))) {
            throw new FluxError("invalid", `cannot compile: unsupported binary expression invalid ${node.operator} invalid`);
        }
        for (const operand of operands) {
            check(operand, fn);
        }
        return;
    }
    for (const child of childrenOf(node)) {
        check(child, fn);
    }
}

/** The operands of a tree of operators. */
function leaves(node: Expression): readonly Expression[] {
    if (node.kind === "ParenExpression") {
        return leaves(node.expression);
    }
    return node.kind === "BinaryExpression" ? [...leaves(node.left), ...leaves(node.right)] : [node];
}

/** An element of an array from outside whose elements have a type variable for a type. */
function isUnresolved(node: Expression, fn: Closure): boolean {
    if (node.kind !== "IndexExpression" || node.array.kind !== "Identifier") {
        return false;
    }
    const { name, start } = node.array;
    return !fn.parameters.some((parameter) => parameter.name === name) && /^\[[A-Z]\](?: where .*)?$/.test(fn.typeOf(start) ?? "");
}

/** Throws the reference's error for a function, evaluated row by row, that gives a power of ints as a column. */
export function checkPowers(fn: FunctionValue, table: Table): void {
    const body = fn instanceof Closure ? withoutParens(fn.expression.body) : undefined;
    const parameter = fn.parameters[0]?.name;
    if (body?.kind !== "RecordExpression" || table.rows === 0) {
        return;
    }
    const isInt = (operand: Expression): boolean => {
        const node = withoutParens(operand);
        if (node.kind === "MemberExpression" && node.object.kind === "Identifier" && node.object.name === parameter) {
            const { property } = node;
            return columnOf(table, property.kind === "Identifier" ? property.name : property.value)?.type === "int";
        }
        return node.kind === "IntegerLiteral";
    };
    for (const { value } of body.properties) {
        const node = value === undefined ? undefined : withoutParens(value);
        if (node?.kind === "BinaryExpression" && node.operator === "^" && isInt(node.left) && isInt(node.right)) {
            throw new FluxError("internal", "incompatible builder for type float");
        }
    }
}

function withoutParens<T extends Node>(node: T): T | Exclude<Expression, { readonly kind: "ParenExpression" }> {
    let inner: Node = node;
    while (inner.kind === "ParenExpression") {
        inner = inner.expression;
    }
    return inner as T;
}
