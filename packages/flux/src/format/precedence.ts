/** Where an expression needs parentheses. Parentheses of the source that mean nothing go. */
import type { Expression } from "../syntax/ast.ts";

const POSTFIX = 1;
const PIPE = 2;
const POWER = 3;
const MULTIPLICATIVE = 4;
const ADDITIVE = 5;
const COMPARISON = 6;
const NOT = 7;
const AND = 8;
const OR = 9;
const CONDITIONAL = 10;

/** How loosely an expression binds: the higher, the looser. Functions are looked at apart. */
export function looseness(expression: Expression): number {
    switch (expression.kind) {
        case "PipeExpression":
            return PIPE;
        case "BinaryExpression":
            switch (expression.operator) {
                case "^":
                    return POWER;
                case "*":
                case "/":
                case "%":
                    return MULTIPLICATIVE;
                case "+":
                case "-":
                    return ADDITIVE;
                default:
                    return COMPARISON;
            }
        case "UnaryExpression":
            return expression.operator === "not" || expression.operator === "exists" ? NOT : ADDITIVE;
        case "LogicalExpression":
            return expression.operator === "and" ? AND : OR;
        case "ConditionalExpression":
            return CONDITIONAL;
        default:
            return POSTFIX;
    }
}

/** Whether `child`, as the left or right operand of `parent`, needs parentheses. */
export function operandNeedsParens(parent: Expression, child: Expression, right: boolean): boolean {
    if (isJuxtaposed(parent)) {
        return false;
    }
    const own = looseness(parent);
    const loose = looseness(child);
    if (right) {
        return loose >= own;
    }
    // A function's body would take the operator along.
    return loose > own || endsInFunction(child);
}

/** Whether the operand of a sign, `not` or `exists` needs parentheses. */
export function argumentNeedsParens(operator: string, argument: Expression): boolean {
    if (operator === "not" || operator === "exists") {
        return looseness(argument) > NOT;
    }
    // A sign binds more tightly than any operator, the pipe included.
    return argument.kind === "UnaryExpression" ? looseness(argument) > ADDITIVE : looseness(argument) > POSTFIX;
}

/** Whether what is called, indexed or asked for a member needs parentheses. */
export function objectNeedsParens(object: Expression): boolean {
    return looseness(object) > POSTFIX || object.kind === "FunctionExpression";
}

/** Whether the source of a pipe needs parentheses. */
export function sourceNeedsParens(source: Expression): boolean {
    return looseness(source) > PIPE || source.kind === "FunctionExpression" || endsInFunction(source);
}

/** The expression inside all its parentheses. */
export function bare(expression: Expression): Expression {
    let inner = expression;
    while (inner.kind === "ParenExpression" && !isJuxtaposed(inner.expression)) {
        inner = inner.expression;
    }
    return inner;
}

/** Two expressions side by side, which the grammar lets pass in brackets (`{a: 5 x}`); they get no operator and no parentheses. */
export function isJuxtaposed(expression: Expression): boolean {
    return expression.kind === "BinaryExpression" && expression.operator === "<INVALID_OP>";
}

/** Whether the text of an expression (its own parentheses left out) ends in a function's body that would take what follows along. */
export function endsInFunction(expression: Expression): boolean {
    let last = bare(expression);
    for (;;) {
        switch (last.kind) {
            case "FunctionExpression":
                return last.body.kind !== "Block";
            case "BinaryExpression":
            case "LogicalExpression": {
                const right = bare(last.right);
                if (operandNeedsParens(last, right, true)) {
                    return false;
                }
                last = right;
                break;
            }
            case "UnaryExpression": {
                const argument = bare(last.argument);
                if (argumentNeedsParens(last.operator, argument)) {
                    return false;
                }
                last = argument;
                break;
            }
            default:
                return false;
        }
    }
}

/** Whether the text of a function's body would begin with a brace, which would make it a block. Parentheses that can't go help. */
export function beginsWithBrace(expression: Expression, canStrip: (paren: Expression) => boolean): boolean {
    let first = expression;
    for (;;) {
        if (!canStrip(first)) {
            return false;
        }
        first = bare(first);
        switch (first.kind) {
            case "RecordExpression":
                return true;
            case "BinaryExpression":
            case "LogicalExpression": {
                if (operandNeedsParens(first, bare(first.left), false)) {
                    return false;
                }
                first = first.left;
                break;
            }
            case "PipeExpression":
                first = first.argument;
                if (sourceNeedsParens(bare(first))) {
                    return false;
                }
                break;
            case "CallExpression":
            case "MemberExpression":
            case "IndexExpression":
                first = first.kind === "CallExpression" ? first.callee : first.kind === "MemberExpression" ? first.object : first.array;
                if (objectNeedsParens(bare(first))) {
                    return false;
                }
                break;
            default:
                return false;
        }
    }
}
