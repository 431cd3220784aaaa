/** Documents of expressions. */
import type {
    BinaryExpression,
    CallExpression,
    ConditionalExpression,
    Expression,
    FunctionExpression,
    IndexExpression,
    LogicalExpression,
    Parameter,
    PipeExpression,
} from "../syntax/ast.ts";
import { arrayBody, dictDoc, lineFor, propertyDoc, recordBody } from "./collections.ts";
import { choice, COMMA_WHEN_BROKEN, concat, concatAll, type Doc, group, HARDLINE, LINE, NIL, nest, ONE_LINE, SOFTLINE } from "./doc.ts";
import { hang, TIGHT } from "./hang.ts";
import { interpolated, literal } from "./literals.ts";
import {
    argumentNeedsParens,
    bare,
    beginsWithBrace,
    isJuxtaposed,
    objectNeedsParens,
    operandNeedsParens,
    sourceNeedsParens,
} from "./precedence.ts";
import type { ChunkSource } from "./source.ts";
import { blockBody } from "./statements.ts";

/** An expression with the comments before it. */
export function expressionDoc(s: ChunkSource, expression: Expression): Doc {
    return behind(leadingComments(s, expression), plainDoc(s, expression));
}

/**
 * The comments before an expression, unless its own document places them: one that begins with another expression leaves them to
 * that one, so that they come to stand inside of a pipeline, which they break.
 */
function leadingComments(s: ChunkSource, expression: Expression): Doc {
    switch (expression.kind) {
        case "PipeExpression":
        case "BinaryExpression":
        case "LogicalExpression":
        case "CallExpression":
        case "MemberExpression":
        case "IndexExpression":
        case "DictExpression":
            return NIL;
        default:
            return s.commentsAt(expression.start);
    }
}

function behind(comments: Doc, doc: Doc): Doc {
    return comments === NIL ? doc : concat(comments, doc);
}

/** An expression without its {@link leadingComments}; who calls has placed them. */
function plainDoc(s: ChunkSource, expression: Expression): Doc {
    switch (expression.kind) {
        case "Identifier":
            return expression.name;
        case "ParenExpression":
            return parenDoc(s, expression, false);
        case "ArrayExpression":
            return group(concat("[", arrayBody(s, expression), "]"));
        case "DictExpression":
            return dictDoc(s, expression);
        case "RecordExpression":
            return group(concat("{", recordBody(s, expression), "}"));
        case "FunctionExpression":
            return functionDoc(s, expression);
        case "LogicalExpression":
        case "BinaryExpression":
            return binaryDoc(s, expression);
        case "UnaryExpression": {
            const word = expression.operator === "not" || expression.operator === "exists";
            const argument = operandDoc(s, expression.argument, argumentNeedsParens(expression.operator, bare(expression.argument)));
            return concat(expression.operator, word ? " " : NIL, argument);
        }
        case "CallExpression":
            return callDoc(s, expression);
        case "PipeExpression":
            return pipeDoc(s, expression);
        case "ConditionalExpression":
            return conditionalDoc(s, expression);
        case "InterpolatedString":
            return interpolated(s, expression);
        case "MemberExpression": {
            const { property } = expression;
            // `1.a` would be a float.
            const isInt = property.kind === "Identifier" && bare(expression.object).kind === "IntegerLiteral";
            const object = isInt ? operandDoc(s, expression.object, true) : objectDoc(s, expression.object);
            const opener = s.startAfter(expression.object.end);
            if (property.kind === "Identifier") {
                const beforeDot = s.apartAt(opener);
                const beforeName = s.commentsAt(property.start);
                if (beforeDot !== NIL || beforeName !== NIL) {
                    return concat(object, beforeDot, concat(".", beforeName, property.name));
                }
                return typeof object === "string" ? `${object}.${property.name}` : concat(object, `.${property.name}`);
            }
            const close = s.startAfter(property.end);
            return concat(object, s.commentsAt(opener), "[", s.commentsAt(property.start), literal(s, property), s.apartAt(close), "]");
        }
        case "IndexExpression": {
            const { object, index } = indexParts(s, expression);
            return concat(object, index);
        }
        case "BadExpression":
            return NIL;
        default:
            return literal(s, expression);
    }
}

/** An operand: parentheses only where needed, or where a comment hangs on them. */
function operandDoc(s: ChunkSource, expression: Expression, needed: boolean): Doc {
    if (expression.kind === "ParenExpression") {
        return parenDoc(s, expression, needed);
    }
    const comments = leadingComments(s, expression);
    const doc = plainDoc(s, expression);
    return needed ? concat("(", comments, doc, ")") : behind(comments, doc);
}

export function indexParts(s: ChunkSource, expression: IndexExpression): { object: Doc; index: Doc } {
    const object = concat(objectDoc(s, expression.array), s.commentsAt(s.startAfter(expression.array.end)));
    const close = s.startAfter(expression.index.end);
    return { object, index: concat(nest(concat("[", expressionDoc(s, expression.index))), s.commentsAt(close), "]") };
}

function objectDoc(s: ChunkSource, object: Expression): Doc {
    return operandDoc(s, object, objectNeedsParens(bare(object)));
}

/** The innermost of nested parentheses stays when `needed`; those with a comment before one of them stay, too. */
function parenDoc(s: ChunkSource, paren: Expression & { kind: "ParenExpression" }, needed: boolean): Doc {
    const inner = paren.expression;
    const close = s.startAfter(inner.end);
    const kept = s.hasComments(close) || s.hasComments(paren.start) || isJuxtaposed(inner);
    const comments = s.commentsAt(paren.start);
    if (inner.kind === "ParenExpression") {
        const doc = parenDoc(s, inner, needed && !kept);
        return kept ? concat(comments, "(", doc, s.apartAt(close), ")") : doc;
    }
    const doc = expressionDoc(s, inner);
    return kept || needed ? concat(comments, "(", doc, s.apartAt(close), ")") : doc;
}

// ---------------------------------------------------------------- functions

function functionDoc(s: ChunkSource, fn: FunctionExpression): Doc {
    const head = functionHead(s, fn);
    const { body } = fn;
    if (body.kind !== "Block") {
        return group(concat(head, nest(concat(LINE, functionBody(s, body)))));
    }
    const before = s.commentsAt(body.start);
    const braces = blockBody(s, body);
    const below = nest(group(concat(head, LINE, before, braces)));
    if (s.hasComments(fn.start)) {
        return below;
    }
    return choice(concat(group(concat(head, ONE_LINE)), group(concat(LINE, before)), braces), below);
}

/** A body that would begin with a brace stays in parentheses. */
export function functionBody(s: ChunkSource, body: Expression): Doc {
    if (!beginsWithBrace(body, (paren) => s.canStrip(paren))) {
        return expressionDoc(s, body);
    }
    return operandDoc(s, body, true);
}

/** `(parameters) =>` */
export function functionHead(s: ChunkSource, fn: FunctionExpression): Doc {
    const { params } = fn;
    const count = params.length;
    const last = params.at(-1);
    const end = last?.end ?? fn.start + 1;
    let close = s.startAfter(end);
    let afterLast: Doc = NIL;
    if (last !== undefined && s.charAt(close) === ",") {
        afterLast = s.commentsAt(close);
        close = s.startAfter(close + 1);
    }
    const arrow = s.startAfter(close + 1);
    const tail = s.hasComments(arrow) ? concat(s.apartAt(arrow), "=>") : " =>";
    const docs: Doc[] = [];
    params.forEach((param, i) => {
        docs.push(parameterDoc(s, param));
        if (i < count - 1) {
            docs.push(s.commentsAt(s.startAfter(param.end)), ",", lineFor(count, LINE));
        }
    });
    const line = lineFor(count, SOFTLINE);
    return group(
        concat(
            "(",
            nest(concat(line, concatAll(docs), afterLast, count > 0 ? COMMA_WHEN_BROKEN : NIL)),
            line,
            s.commentsAt(close),
            ")",
            tail,
        ),
    );
}

function parameterDoc(s: ChunkSource, param: Parameter): Doc {
    const name = behind(s.commentsAt(param.name.start), param.name.name);
    if (param.value === undefined) {
        return name;
    }
    const assign = s.startAfter(param.name.end);
    return concat(name, s.commentsAt(assign), hang(s, "=", param.value, s.hasComments(assign), TIGHT));
}

// ---------------------------------------------------------------- operators, calls, pipes, conditionals

/**
 * The right operands of a chain (`a and b + c * d`: `b`, `c`, `d`) share the indentation of its first operator.
 * A left operand begins anew, and so does a logical one on the right.
 */
function binaryDoc(s: ChunkSource, expression: BinaryExpression | LogicalExpression): Doc {
    const first = operandDoc(s, expression.left, operandNeedsParens(expression, bare(expression.left), false));
    const docs: Doc[] = [];
    let link = expression;
    while (link.right.kind === "BinaryExpression" && !operandNeedsParens(link, link.right, true)) {
        const { right }: { right: BinaryExpression } = link as { right: BinaryExpression };
        docs.push(operator(s, link), operandDoc(s, right.left, operandNeedsParens(right, bare(right.left), false)));
        link = right;
    }
    docs.push(operatorAndRight(s, link));
    return concat(first, nest(concatAll(docs)));
}

function operatorAndRight(s: ChunkSource, expression: BinaryExpression | LogicalExpression): Doc {
    const before = operator(s, expression);
    return concat(before, operandDoc(s, expression.right, operandNeedsParens(expression, bare(expression.right), true)));
}

/** An operator that doesn't fit with the operand behind it stands on a line of its own. */
function operator(s: ChunkSource, expression: BinaryExpression | LogicalExpression): Doc {
    if (isJuxtaposed(expression)) {
        return concat(" ", s.commentsAt(s.startAfter(expression.left.end)));
    }
    const comments = s.commentsAt(s.startAfter(expression.left.end));
    return group(concat(LINE, comments, expression.operator, LINE));
}

/** A line that does not fit breaks even here. */
const NO_ARGUMENTS = group(concat("(", nest(SOFTLINE), SOFTLINE));

function callDoc(s: ChunkSource, call: CallExpression): Doc {
    const opener = s.startAfter(call.callee.end);
    const close = call.end - 1;
    const object = objectDoc(s, call.callee);
    const beforeOpener = s.apartAt(opener);
    const callee = beforeOpener === NIL ? object : concat(object, beforeOpener);
    const list = call.args?.properties ?? [];
    const last = list.at(-1);
    if (last === undefined) {
        const inner = s.hasComments(close) ? concat(nest(HARDLINE), s.commentsAt(close)) : NIL;
        return inner === NIL ? concat(callee, NO_ARGUMENTS, ")") : concat(callee, "(", inner, ")");
    }
    const count = list.length;
    // Most calls have one argument.
    let properties: Doc = NIL;
    if (count === 1) {
        properties = propertyDoc(s, last);
    } else {
        const docs: Doc[] = [];
        list.forEach((property, i) => {
            docs.push(propertyDoc(s, property));
            if (i < count - 1) {
                const comma = s.startAfter(property.end);
                docs.push(s.apartAt(comma), ",", lineFor(count, LINE));
            }
        });
        properties = concatAll(docs);
    }
    const comma = s.startAfter(last.end);
    const afterLast = comma === close ? NIL : s.apartAt(comma);
    const line = lineFor(count, SOFTLINE);
    const body = group(concat("(", nest(concat(line, properties, afterLast, COMMA_WHEN_BROKEN)), line));
    return concat(callee, body, s.commentsAt(close), ")");
}

function pipeDoc(s: ChunkSource, pipe: PipeExpression): Doc {
    const calls: PipeExpression[] = [];
    let source: Expression = pipe;
    while (source.kind === "PipeExpression") {
        calls.push(source);
        source = source.argument;
        // A pipe in parentheses is the beginning of this one.
        const inner: Expression = s.canStrip(source) ? bare(source) : source;
        source = inner.kind === "PipeExpression" ? inner : source;
    }
    const line = s.spansLines(pipe.start, pipe.end) ? HARDLINE : LINE;
    const docs: Doc[] = [];
    for (const step of calls.reverse()) {
        docs.push(line, s.commentsAt(s.startAfter(step.argument.end)), "|> ", expressionDoc(s, step.call));
    }
    return group(concat(operandDoc(s, source, sourceNeedsParens(bare(source))), nest(concatAll(docs))));
}

function conditionalDoc(s: ChunkSource, conditional: ConditionalExpression): Doc {
    const line = s.spansLines(conditional.start, conditional.end) ? HARDLINE : LINE;
    const docs: Doc[] = [];
    let branch: ConditionalExpression = conditional;
    let first = true;
    for (;;) {
        const { test, consequent, alternate } = branch;
        const then = s.startAfter(test.end);
        const otherwise = s.startAfter(consequent.end);
        if (first) {
            docs.push(group(concat("if ", nest(expressionDoc(s, test)), s.hasComments(then) ? s.commentsAt(then) : LINE)), "then");
        } else {
            docs.push("if ", nest(expressionDoc(s, test)), s.commentsAt(then), " then");
        }
        docs.push(nest(concat(line, expressionDoc(s, consequent))), line, s.commentsAt(otherwise));
        if (alternate.kind === "ConditionalExpression") {
            docs.push(s.commentsAt(alternate.start));
        }
        docs.push("else");
        if (alternate.kind !== "ConditionalExpression") {
            docs.push(nest(concat(line, expressionDoc(s, alternate))));
            return group(concatAll(docs));
        }
        docs.push(" ");
        branch = alternate;
        first = false;
    }
}
