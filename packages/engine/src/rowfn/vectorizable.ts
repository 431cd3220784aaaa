import { childrenOf, type Expression, type Node } from "@flux-scripts/flux";
import { Closure } from "../interpreter/closure.ts";
import { LibraryFunction } from "../interpreter/library.ts";
import type { FunctionValue } from "../values/value.ts";

/**
 * Whether the reference evaluates a row function column by column: its body is one record, made of the row's properties, literals,
 * operators, conditionals, `exists` and `float()` alone. Anything else (another call, an interpolation, a block, a name from
 * outside) makes it work row by row.
 */
export function isVectorizable(fn: FunctionValue): boolean {
    if (!(fn instanceof Closure)) {
        return false;
    }
    const parameter = fn.parameters[0]?.name;
    const body = withoutParens(fn.expression.body);
    if (fn.parameters.length !== 1 || parameter === undefined || body.kind !== "RecordExpression") {
        return false;
    }
    if (body.with !== undefined && body.with.name !== parameter) {
        return false;
    }
    return body.properties.every(({ value }) => value !== undefined && vectorizable(value, parameter, fn));
}

/**
 * The first name that a function within a row function's record has as its parameter and uses: the reference can't resolve it when it
 * tries to evaluate the record column by column. Undefined where there is none, and for a body that is no record.
 */
export function innerParameter(fn: FunctionValue): string | undefined {
    const body = fn instanceof Closure ? withoutParens(fn.expression.body) : undefined;
    return body?.kind === "RecordExpression" ? parameterWithin(body, undefined) : undefined;
}

function parameterWithin(node: Node, names: ReadonlySet<string> | undefined): string | undefined {
    if (node.kind === "Identifier") {
        return names?.has(node.name) === true ? node.name : undefined;
    }
    if (node.kind === "FunctionExpression") {
        return parameterWithin(node.body, new Set([...(names ?? []), ...node.params.map(({ name }) => name.name)]));
    }
    // Labels of records, arguments and members are no names.
    const inner: readonly Node[] =
        node.kind === "MemberExpression" ? [node.object] : node.kind === "Property" ? [node.value ?? node.key] : childrenOf(node);
    for (const child of inner) {
        const found = parameterWithin(child, names);
        if (found !== undefined) {
            return found;
        }
    }
    return undefined;
}

type Body = Closure["expression"]["body"];

function withoutParens(body: Body): Body {
    let inner = body;
    while (inner.kind === "ParenExpression") {
        inner = inner.expression;
    }
    return inner;
}

function vectorizable(node: Expression, parameter: string, fn: Closure): boolean {
    const each = (inner: Expression): boolean => vectorizable(inner, parameter, fn);
    switch (node.kind) {
        case "IntegerLiteral":
        case "FloatLiteral":
        case "StringLiteral":
        case "TimeLiteral":
        case "DurationLiteral":
            return true;
        case "Identifier":
            return (node.name === "true" || node.name === "false") && typeof fn.scope.lookup(node.name) === "boolean";
        case "ParenExpression":
            return each(node.expression);
        case "MemberExpression":
            return node.object.kind === "Identifier" && node.object.name === parameter;
        case "BinaryExpression":
        case "LogicalExpression":
            return each(node.left) && each(node.right);
        case "UnaryExpression":
            return each(node.argument);
        case "ConditionalExpression":
            return each(node.test) && each(node.consequent) && each(node.alternate);
        case "CallExpression":
            return isFloatCall(node.callee, fn) && (node.args?.properties ?? []).every(({ value }) => value !== undefined && each(value));
        case "PipeExpression":
            return false;
        default:
            return false;
    }
}

function isFloatCall(callee: Expression, fn: Closure): boolean {
    if (callee.kind !== "Identifier" || callee.name !== "float") {
        return false;
    }
    const value = fn.scope.lookup("float");
    return value instanceof LibraryFunction && value.name === "float" && value.packagePath === "universe";
}
