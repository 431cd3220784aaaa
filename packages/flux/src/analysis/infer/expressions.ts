/** Inference of expressions: one function per node kind, in the reference's order of errors. */
import type {
    ArrayExpression,
    ConditionalExpression,
    DictExpression,
    Expression,
    IndexExpression,
    InterpolatedString,
    MemberExpression,
    RecordExpression,
    Span,
    StringLiteral,
    Identifier,
} from "../../syntax/ast.ts";
import {
    BOOL,
    DURATION,
    EMPTY_ROW,
    ERROR,
    extend,
    FLOAT,
    INT,
    REGEXP,
    resolve,
    STRING,
    TIME,
    type Type,
    arrayOf,
} from "../../types/type.ts";
import { instantiate } from "../../types/generalise.ts";
import { inferCall, inferPipe } from "./calls.ts";
import type { Context } from "./context.ts";
import type { Scope } from "./environment.ts";
import { inferFunction } from "./functions.ts";
import { inferBinary, inferLogical, inferUnary } from "./operators.ts";

/** The type of an expression; faults go to the context. */
export function inferExpression(node: Expression, scope: Scope, context: Context): Type {
    const type = inferNode(node, scope, context);
    context.recorder?.expression(node, type);
    return type;
}

function inferNode(node: Expression, scope: Scope, context: Context): Type {
    switch (node.kind) {
        case "Identifier":
            return context.use(node, scope);
        case "IntegerLiteral":
            return INT;
        case "FloatLiteral":
            return FLOAT;
        case "StringLiteral":
            return STRING;
        case "TimeLiteral":
            return TIME;
        case "DurationLiteral":
            return DURATION;
        case "RegexpLiteral":
            return REGEXP;
        case "LabelLiteral":
            return { tag: "label", value: node.value };
        case "PipeLiteral":
            return ERROR;
        case "ParenExpression":
            return inferExpression(node.expression, scope, context);
        case "BadExpression":
            if (node.expression !== undefined) {
                inferExpression(node.expression, scope, context);
            }
            return ERROR;
        case "ArrayExpression":
            return inferArray(node, scope, context);
        case "DictExpression":
            return inferDictionary(node, scope, context);
        case "RecordExpression":
            return inferRecord(node, scope, context);
        case "MemberExpression":
            return inferMember(node, scope, context);
        case "IndexExpression":
            return inferIndex(node, scope, context);
        case "InterpolatedString":
            return inferInterpolation(node, scope, context);
        case "ConditionalExpression":
            return inferConditional(node, scope, context);
        case "LogicalExpression":
            return inferLogical(node, scope, context);
        case "BinaryExpression":
            return inferBinary(node, scope, context);
        case "UnaryExpression":
            return inferUnary(node, scope, context);
        case "CallExpression":
            return inferCall(node, undefined, scope, context);
        case "PipeExpression":
            return inferPipe(node, scope, context);
        case "FunctionExpression":
            return inferFunction(node, scope, context);
    }
}

/** Parentheses have no place of their own in messages. */
export function withoutParens(node: Expression): Expression {
    let inner = node;
    while (inner.kind === "ParenExpression") {
        inner = inner.expression;
    }
    return inner;
}

/** Where messages about an expression are shown: a pipeline at its last call. */
export function placeOf(node: Expression): Span {
    let inner = withoutParens(node);
    while (inner.kind === "PipeExpression") {
        inner = withoutParens(inner.call);
    }
    return inner;
}

function inferArray(node: ArrayExpression, scope: Scope, context: Context): Type {
    let element: Type | undefined;
    let failed = false;
    for (const item of node.elements) {
        const type = inferExpression(item, scope, context);
        if (element === undefined) {
            element = type;
        } else if (!failed && !context.unify(element, type, placeOf(item))) {
            failed = true;
        }
    }
    return arrayOf(failed ? ERROR : (element ?? context.fresh()));
}

function inferDictionary(node: DictExpression, scope: Scope, context: Context): Type {
    const key = context.fresh();
    const value = context.fresh();
    for (const item of node.items) {
        const itemKey = inferExpression(item.key, scope, context);
        const itemValue = inferExpression(item.value, scope, context);
        context.unify(key, itemKey, placeOf(item.key));
        context.unify(value, itemValue, placeOf(item.value));
    }
    context.demand(key, "Comparable", node);
    return { tag: "dictionary", key, value };
}

export function propertyName(key: Identifier | StringLiteral): string {
    return key.kind === "Identifier" ? key.name : key.value;
}

/** The name that a shorthand property `{a}` reads. */
export function shorthand(key: Identifier | StringLiteral): Identifier {
    return key.kind === "Identifier" ? key : { kind: "Identifier", name: key.value, start: key.start, end: key.end };
}

function inferRecord(node: RecordExpression, scope: Scope, context: Context): Type {
    // From the last property to the first: the row is built from its end.
    let row: Type = node.with === undefined ? EMPTY_ROW : inferExpression(node.with, scope, context);
    for (let index = node.properties.length - 1; index >= 0; index--) {
        const property = node.properties[index];
        if (property !== undefined) {
            const type = inferExpression(property.value ?? shorthand(property.key), scope, context);
            row = extend(propertyName(property.key), type, row);
        }
    }
    return row;
}

function inferMember(node: MemberExpression, scope: Scope, context: Context): Type {
    const object = inferExpression(node.object, scope, context);
    const name = propertyName(node.property);
    const subject = resolve(object);
    if (subject.tag === "error" || subject.tag === "dynamic") {
        return subject;
    }
    if (subject.tag === "package") {
        const member = subject.member(name);
        if (member === undefined) {
            context.report({ tag: "missing-label", label: name }, placeOf(node.object));
            return context.fresh();
        }
        return instantiate(member, context.level);
    }
    // A label that is already there needs no unification, and one that isn't goes to the row's end.
    let row: Type = subject;
    for (; row.tag === "extension"; row = resolve(row.tail)) {
        if (row.label === name) {
            return row.type;
        }
    }
    const type = context.fresh();
    context.unify(extend(name, type, context.fresh()), row.tag === "variable" ? row : object, placeOf(node.object));
    return type;
}

function inferIndex(node: IndexExpression, scope: Scope, context: Context): Type {
    const array = inferExpression(node.array, scope, context);
    const index = inferExpression(node.index, scope, context);
    context.unify(INT, index, placeOf(node.index));
    const subject = resolve(array);
    if (subject.tag === "array") {
        return subject.element;
    }
    const element = context.fresh();
    context.unify(arrayOf(element), array, placeOf(node.array));
    return element;
}

function inferInterpolation(node: InterpolatedString, scope: Scope, context: Context): Type {
    for (const part of node.parts) {
        if (part.kind === "InterpolatedPart") {
            const type = inferExpression(part.expression, scope, context);
            context.demand(type, "Stringable", placeOf(part.expression));
        }
    }
    return STRING;
}

function inferConditional(node: ConditionalExpression, scope: Scope, context: Context): Type {
    context.unify(BOOL, inferExpression(node.test, scope, context), placeOf(node.test));
    const consequent = inferExpression(node.consequent, scope, context);
    const alternate = inferExpression(node.alternate, scope, context);
    return context.unify(consequent, alternate, placeOf(node.alternate)) ? consequent : ERROR;
}
