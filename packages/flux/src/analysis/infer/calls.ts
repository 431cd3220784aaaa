/** Calls and pipes: the callee must fit a function of the arguments that are given. */
import type { CallExpression, Expression, PipeExpression, Span } from "../../syntax/ast.ts";
import type { Fault } from "../../types/fault.ts";
import { type FunctionShape, insertParameter, type ParameterType, resolve, type Type } from "../../types/type.ts";
import { unify } from "../../types/unify.ts";
import type { Context } from "./context.ts";
import type { Scope } from "./environment.ts";
import { inferExpression, placeOf, propertyName, shorthand, withoutParens } from "./expressions.ts";

/** `piped` is the expression before `|>`. Order: callee, arguments as written, what is piped in. */
export function inferCall(node: CallExpression, piped: Expression | undefined, scope: Scope, context: Context): Type {
    const callee = inferExpression(node.callee, scope, context);
    const required: ParameterType[] = [];
    if (node.args !== undefined) {
        for (const { key, value } of node.args.properties) {
            insertParameter(required, { name: propertyName(key), type: inferExpression(value ?? shorthand(key), scope, context) });
        }
        if (node.args.with !== undefined) {
            inferExpression(node.args.with, scope, context);
        }
    }
    const pipe = piped === undefined ? undefined : { name: "", type: inferExpression(piped, scope, context) };
    const shape = resolve(callee);
    // What is piped in counts, not what is given by that name; it has no place but the call's.
    const hidden = pipe !== undefined && shape.tag === "function" ? shape.pipe?.name : undefined;
    const result = context.fresh();
    const call: FunctionShape = { tag: "function", required, optional: NO_PARAMETERS, pipe, result };
    unify(callee, call, (fault) => {
        const unwrapped = fault.tag === "result" ? fault.cause : fault;
        context.report(unwrapped, argumentPlace(unwrapped, node, hidden) ?? node);
    });
    return result;
}

const NO_PARAMETERS: readonly ParameterType[] = [];

/** A fault in an argument is shown at its value, any other at the call. */
function argumentPlace(fault: Fault, node: CallExpression, hidden: string | undefined): Span | undefined {
    if ((fault.tag !== "argument" && fault.tag !== "unexpected-argument") || fault.name === hidden) {
        return undefined;
    }
    // Of an argument given twice the last one counts.
    const property = node.args?.properties.findLast(({ key }) => propertyName(key) === fault.name);
    return property && placeOf(property.value ?? shorthand(property.key));
}

export function inferPipe(node: PipeExpression, scope: Scope, context: Context): Type {
    const call = withoutParens(node.call);
    if (call.kind === "CallExpression") {
        const type = inferCall(call, node.argument, scope, context);
        context.recorder?.expression(call, type);
        return type;
    }
    // No call after the pipe: what stands there is kept as the callee of a call without arguments.
    const callee = call.kind === "BadExpression" ? call.expression : call;
    if (callee === undefined) {
        return inferExpression(node.argument, scope, context);
    }
    const implied: CallExpression = { kind: "CallExpression", callee, start: call.start, end: call.end };
    return inferCall(implied, node.argument, scope, context);
}
