/** Calls and pipes: the callee must fit a function of the arguments that are given. */
import type { CallExpression, Expression, PipeExpression, Span } from "../../syntax/ast.ts";
import type { Fault } from "../../types/fault.ts";
import { compareNames, type FunctionShape, type ParameterType, resolve, type Type } from "../../types/type.ts";
import { unify } from "../../types/unify.ts";
import type { Context } from "./context.ts";
import type { Scope } from "./environment.ts";
import { inferExpression, placeOf, propertyName, shorthand, withoutParens } from "./expressions.ts";

/** `piped` is the expression before `|>`. Order: callee, arguments as written, what is piped in. */
export function inferCall(node: CallExpression, piped: Expression | undefined, scope: Scope, context: Context): Type {
    const callee = inferExpression(node.callee, scope, context);
    const places = new Map<string, Span>();
    const types = new Map<string, Type>();
    for (const property of node.args?.properties ?? []) {
        const value = property.value ?? shorthand(property.key);
        const name = propertyName(property.key);
        // Of an argument given twice the last one counts.
        types.set(name, inferExpression(value, scope, context));
        places.set(name, placeOf(value));
    }
    if (node.args?.with !== undefined) {
        inferExpression(node.args.with, scope, context);
    }
    const pipe = piped === undefined ? undefined : { name: "", type: inferExpression(piped, scope, context) };
    const required: ParameterType[] = [...types].map(([name, type]) => ({ name, type })).sort((a, b) => compareNames(a.name, b.name));
    const shape = resolve(callee);
    if (pipe !== undefined && shape.tag === "function" && shape.pipe !== undefined) {
        // What is piped in counts, not what is given by that name; it has no place but the call's.
        places.delete(shape.pipe.name);
    }
    const result = context.fresh();
    const call: FunctionShape = { tag: "function", required, optional: [], pipe, result };
    unify(callee, call, (fault) => {
        const unwrapped = fault.tag === "result" ? fault.cause : fault;
        context.report(unwrapped, argumentPlace(unwrapped, places) ?? node);
    });
    return result;
}

/** A fault in an argument is shown at its value, any other at the call. */
function argumentPlace(fault: Fault, places: ReadonlyMap<string, Span>): Span | undefined {
    return fault.tag === "argument" || fault.tag === "unexpected-argument" ? places.get(fault.name) : undefined;
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
