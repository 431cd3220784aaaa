/** Functions: parameters are monomorphic in the body; defaults are checked against an instance. */
import type { Block, FunctionExpression } from "../../syntax/ast.ts";
import { instantiateAll, visitVariables } from "../../types/generalise.ts";
import { ERROR, type FunctionShape, insertParameter, type ParameterType, type Type } from "../../types/type.ts";
import { unify } from "../../types/unify.ts";
import type { Context } from "./context.ts";
import { Scope } from "./environment.ts";
import { inferExpression } from "./expressions.ts";
import { inferStatement } from "./statements.ts";

export function inferFunction(node: FunctionExpression, scope: Scope, context: Context): Type {
    const inner = new Scope(scope);
    // Of parameters of one name the last one counts.
    const required: ParameterType[] = [];
    const optional: ParameterType[] = [];
    const defaults: ParameterType[] = [];
    let pipe: ParameterType | undefined;
    for (const parameter of node.params) {
        const name = parameter.name.name;
        const entry: ParameterType = { name, type: context.fresh() };
        if (parameter.value === undefined) {
            insertParameter(required, entry);
        } else if (parameter.value.kind === "PipeLiteral") {
            pipe = entry;
        } else {
            insertParameter(optional, entry);
        }
        const binding = {
            name,
            kind: "parameter" as const,
            type: entry.type,
            generic: false,
            open: true,
            key: node,
            chunk: context.chunk,
            start: parameter.name.start,
            end: parameter.name.end,
        };
        inner.define(binding);
        context.recorder?.define(binding);
    }
    context.recorder?.scope(node, inner, context.chunk);
    // The body comes first: what its defaults use of free names is second, and so are their faults.
    const result = node.body.kind === "Block" ? inferBlock(node.body, inner, context) : inferExpression(node.body, inner, context);
    for (const { name, value } of node.params) {
        if (value !== undefined && value.kind !== "PipeLiteral") {
            insertParameter(defaults, { name: name.name, type: inferExpression(value, scope, context) });
        }
    }
    const type: FunctionShape = { tag: "function", required, optional, pipe, result };
    if (defaults.length > 0) {
        checkDefaults(type, defaults, node, context);
    }
    return type;
}

/**
 * Calls an instance of the function with the defaults alone: they must fit, but they fix nothing of
 * the function's own type.
 */
function checkDefaults(type: FunctionShape, defaults: readonly ParameterType[], node: FunctionExpression, context: Context): void {
    visitVariables(type, (variable) => {
        context.sensitive ||= variable.level === 0;
    });
    const instance = instantiateAll(type, context.level);
    if (instance.tag !== "function") {
        return;
    }
    for (const given of defaults) {
        const parameter = instance.optional.find((candidate) => candidate.name === given.name);
        if (parameter !== undefined) {
            unify(parameter.type, given.type, (cause) => context.report({ tag: "argument", name: given.name, cause }, node));
        }
    }
}

/**
 * A block gives the value of its last statement, a return. Statements that may not stand in a block
 * were refused when the tree was converted and are passed over; so is a last one that does not return.
 */
function inferBlock(block: Block, scope: Scope, context: Context): Type {
    const statements = block.statements.filter(
        ({ kind }) => kind === "VariableAssignment" || kind === "ExpressionStatement" || kind === "ReturnStatement",
    );
    const last = statements.pop();
    for (const statement of statements) {
        if (statement.kind !== "ReturnStatement") {
            inferStatement(statement, scope, context);
        }
    }
    return last?.kind === "ReturnStatement" ? inferExpression(last.value, scope, context) : ERROR;
}
