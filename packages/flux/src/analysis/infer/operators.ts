/** Inference of operators: what they demand of their operands, and what they give. */
import type { BinaryExpression, BinaryOperator, LogicalExpression, UnaryExpression } from "../../syntax/ast.ts";
import { BOOL, ERROR, type Kind, REGEXP, STRING, type Type } from "../../types/type.ts";
import type { Context } from "./context.ts";
import type { Scope } from "./environment.ts";
import { inferExpression, placeOf } from "./expressions.ts";

/** Operators whose operands are of one type, which is the result, too. */
const ARITHMETIC: Readonly<Partial<Record<BinaryOperator, Kind>>> = {
    "+": "Addable",
    "-": "Subtractable",
    "*": "Divisible",
    "/": "Divisible",
    "%": "Divisible",
    "^": "Divisible",
};

/** Comparisons look at each operand alone: they may differ in type. */
const COMPARISON: Readonly<Partial<Record<BinaryOperator, readonly Kind[]>>> = {
    "==": ["Equatable"],
    "!=": ["Equatable"],
    "<": ["Comparable"],
    ">": ["Comparable"],
    "<=": ["Equatable", "Comparable"],
    ">=": ["Equatable", "Comparable"],
};

export function inferBinary(node: BinaryExpression, scope: Scope, context: Context): Type {
    const left = inferExpression(node.left, scope, context);
    const right = inferExpression(node.right, scope, context);
    const arithmetic = ARITHMETIC[node.operator];
    if (arithmetic !== undefined) {
        const same = context.unify(left, right, placeOf(node.right));
        context.demand(left, arithmetic, node);
        return same ? left : ERROR;
    }
    const comparison = COMPARISON[node.operator];
    if (comparison !== undefined) {
        for (const kind of comparison) {
            context.demand(left, kind, placeOf(node.left));
        }
        for (const kind of comparison) {
            context.demand(right, kind, placeOf(node.right));
        }
        return BOOL;
    }
    if (node.operator === "=~" || node.operator === "!~") {
        context.unify(STRING, left, placeOf(node.left));
        context.unify(REGEXP, right, placeOf(node.right));
        return BOOL;
    }
    context.report({ tag: "operator", operator: node.operator }, node);
    return ERROR;
}

export function inferLogical(node: LogicalExpression, scope: Scope, context: Context): Type {
    const left = inferExpression(node.left, scope, context);
    const right = inferExpression(node.right, scope, context);
    context.unify(BOOL, left, placeOf(node.left));
    context.unify(BOOL, right, placeOf(node.right));
    return BOOL;
}

export function inferUnary(node: UnaryExpression, scope: Scope, context: Context): Type {
    const type = inferExpression(node.argument, scope, context);
    switch (node.operator) {
        case "not":
            context.unify(BOOL, type, placeOf(node.argument));
            return BOOL;
        case "exists":
            return BOOL;
        default:
            context.demand(type, "Negatable", placeOf(node.argument));
            return type;
    }
}
