import type { Expression } from "@flux-scripts/flux";
import { Closure } from "../../interpreter/closure.ts";
import { FluxError } from "../../values/error.ts";
import type { FunctionValue } from "../../values/value.ts";

/** Pairs of columns that must be equal: `left[i]` of the left table with `right[i]` of the right one. */
export interface JoinColumns {
    readonly left: readonly string[];
    readonly right: readonly string[];
}

function refuse(what: string): FluxError {
    return new FluxError(
        "invalid",
        `error in building plan while starting program: error in join function - some expressions are not yet supported in the \`on\` parameter: ${what}`,
    );
}

/** Reads `(l, r) => l.a == r.b and …`. Nothing else can be joined on. */
export function joinColumns(on: FunctionValue): JoinColumns {
    if (!(on instanceof Closure)) {
        throw refuse("the predicate is not a function of the script");
    }
    const columns = { left: [] as string[], right: [] as string[] };
    const { body } = on.expression;
    const expression = body.kind === "Block" ? returned(body.statements.at(-1)) : body;
    collect(expression, columns);
    return columns;
}

function returned(statement: { readonly kind: string; readonly value?: unknown } | undefined): Expression {
    if (statement?.kind !== "ReturnStatement") {
        throw refuse("the predicate has no return statement");
    }
    return statement.value as Expression;
}

function collect(expression: Expression, columns: { readonly left: string[]; readonly right: string[] }): void {
    switch (expression.kind) {
        case "ParenExpression":
            collect(expression.expression, columns);
            return;
        case "LogicalExpression":
            if (expression.operator !== "and") {
                throw refuse(`unsupported operator in join predicate: ${expression.operator}`);
            }
            collect(expression.left, columns);
            collect(expression.right, columns);
            return;
        case "BinaryExpression": {
            if (expression.operator !== "==") {
                throw refuse(`unsupported operator in join predicate: ${expression.operator}`);
            }
            const sides = [member(expression.left), member(expression.right)];
            const left = sides.find(({ object }) => object === "l");
            const right = sides.find(({ object }) => object === "r");
            if (left === undefined || right === undefined) {
                throw refuse("binary expression operands must reference both left and right tables");
            }
            columns.left.push(left.property);
            columns.right.push(right.property);
            return;
        }
        default:
            throw refuse(`illegal expression type in join predicate: ${expression.kind}`);
    }
}

function member(expression: Expression): { readonly object: string; readonly property: string } {
    const inner = expression.kind === "ParenExpression" ? expression.expression : expression;
    if (inner.kind === "MemberExpression" && inner.object.kind === "Identifier") {
        return { object: inner.object.name, property: inner.property.kind === "Identifier" ? inner.property.name : inner.property.value };
    }
    throw refuse(`illegal expression type in join predicate: ${inner.kind}`);
}
