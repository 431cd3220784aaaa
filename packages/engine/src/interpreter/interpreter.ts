/**
 * Evaluates expressions by walking their tree. This is the reference for the generated row functions (rowfn/), and what runs
 * everything outside of them.
 */
import type {
    BinaryExpression,
    Block,
    CallExpression,
    Expression,
    InterpolatedString,
    LogicalExpression,
    MemberExpression,
    PipeExpression,
    RecordExpression,
    UnaryExpression,
} from "@flux-scripts/flux";
import type { Node } from "../execution/node.ts";
import { FluxError } from "../values/error.ts";
import { binary, unary } from "../values/operators.ts";
import { FluxRegexp } from "../values/regexp.ts";
import { basicText } from "../values/text.ts";
import { kindOf, typeName } from "../values/types.ts";
import {
    type Arguments,
    ArrayValue,
    DictValue,
    DurationValue,
    FunctionValue,
    isNullValue,
    DynamicValue,
    RecordValue,
    StreamValue,
    Time,
    TypedNull,
    type Value,
} from "../values/value.ts";
import { Closure } from "./closure.ts";
import { durationOf } from "./literals.ts";
import { elementOf, memberOf } from "./members.ts";
import { Scope } from "./scope.ts";

type Evaluate<K extends Expression["kind"]> = (this: Interpreter, node: Extract<Expression, { readonly kind: K }>, scope: Scope) => Value;

const MAX_DEPTH = 900;

/** A call that gives a stream. Offsets in the script; `whole` is the start of the chain of pipes that it ends. */
export interface StreamCall {
    readonly name: string;
    readonly whole: number;
    readonly start: number;
    readonly end: number;
}

export class Interpreter {
    /** In a body that the reference evaluates column-wise, and/or follow three-valued logic. */
    threeValued = false;
    /** Inside a row function: some errors are worded otherwise there. */
    inRow = false;
    /** Text of a place in the script, for messages. */
    placeText: (start: number, end: number) => string = () => "";
    /** The type that the analysis finds for the expression at an offset. */
    typeAt: (offset: number) => string | undefined = () => undefined;
    /** Told of each call at a known place that gives a stream; `input` is what is piped into it. */
    onStream: ((call: StreamCall, input: Node | undefined, result: Node) => void) | undefined;
    private depth = 0;

    evaluate(node: Expression, scope: Scope): Value {
        const run = evaluators[node.kind] as (this: Interpreter, node: Expression, scope: Scope) => Value;
        return run.call(this, node, scope);
    }

    /** Evaluates what a name is bound to; a function gets the name. */
    evaluateNamed(node: Expression, scope: Scope, name: string): Value {
        return named(this.evaluate(node, scope), name);
    }

    /** Evaluates the statements of a block up to its return. */
    evaluateBlock(block: Block, scope: Scope): Value {
        for (const statement of block.statements) {
            if (statement.kind === "ReturnStatement") {
                return this.evaluate(statement.value, scope);
            }
            if (statement.kind === "VariableAssignment") {
                scope.set(statement.name.name, named(this.evaluate(statement.value, scope), statement.name.name));
            } else if (statement.kind === "ExpressionStatement") {
                this.evaluate(statement.expression, scope);
            } else {
                throw new FluxError("invalid", `unexpected ${statement.kind} in a function`);
            }
        }
        throw new FluxError("invalid", "missing return statement in block");
    }

    /** Calls a closure: binds arguments and defaults, evaluates the body. */
    readonly callClosure = (closure: Closure, args: Arguments): Value => {
        if (this.depth >= MAX_DEPTH) {
            throw new FluxError("invalid", "functions are nested too deep");
        }
        this.depth += 1;
        try {
            const scope = new Scope(closure.scope, closure.scope.frame);
            for (const { name, value } of closure.expression.params) {
                const given = args.get(name.name);
                if (given !== undefined) {
                    scope.set(name.name, given);
                } else if (value !== undefined && value.kind !== "PipeLiteral") {
                    scope.set(name.name, this.evaluate(value, closure.scope));
                } else {
                    throw new FluxError("invalid", `missing required argument ${name.name}`);
                }
            }
            const { body } = closure.expression;
            return body.kind === "Block" ? this.evaluateBlock(body, scope) : this.evaluate(body, scope);
        } finally {
            this.depth -= 1;
        }
    };

    /** `whole`: where the expression begins that the call ends, a chain of pipes. */
    call(node: CallExpression, scope: Scope, piped?: Value, whole = node.start): Value {
        const callee = this.evaluate(node.callee, scope);
        if (!(callee instanceof FunctionValue)) {
            throw new FluxError("invalid", `cannot call value of type ${kindOf(callee)}`);
        }
        const args = new Map<string, Value>();
        if (node.args !== undefined) {
            this.recordInto(node.args, scope, args);
        }
        if (piped !== undefined) {
            const pipe = callee.parameters.find((parameter) => parameter.pipe);
            if (pipe === undefined) {
                throw new FluxError("invalid", "function does not take a pipe argument");
            }
            if (args.has(pipe.name)) {
                throw new FluxError("invalid", `pipe argument also specified as a keyword parameter: "${pipe.name}"`);
            }
            args.set(pipe.name, piped);
        }
        const result = this.invoke(callee, args, node, scope);
        const { base } = scope.frame;
        if (this.onStream !== undefined && result instanceof StreamValue && base !== undefined) {
            const input = piped instanceof StreamValue ? piped.node : undefined;
            this.onStream({ name: callee.name, whole: base + whole, start: base + node.start, end: base + node.end }, input, result.node);
        }
        return result;
    }

    private invoke(callee: FunctionValue, args: Arguments, node: CallExpression, scope: Scope): Value {
        try {
            if (this.threeValued && args.get("v") instanceof Time && callee.name === "float") {
                return Number((args.get("v") as Time).ns);
            }
            const result = callee.call(args);
            if (result instanceof StreamValue && result.node.start === undefined && scope.frame.base !== undefined) {
                result.node.start = scope.frame.base + node.start;
                result.node.end = scope.frame.base + node.end;
            }
            return result;
        } catch (error) {
            if (error instanceof FluxError && error.start === undefined && scope.frame.base !== undefined && !this.inRow) {
                const start = scope.frame.base + node.start;
                const end = scope.frame.base + node.end;
                const prefix = `error calling function "${callee.name}" ${this.placeText(start, end)}`.trimEnd();
                const placed = callee instanceof Closure || callee.name === "" ? error : error.prefixed(`${prefix}: `);
                placed.start = start;
                placed.end = end;
                throw placed;
            }
            throw error;
        }
    }

    recordInto(node: RecordExpression, scope: Scope, into: Map<string, Value>): void {
        if (node.with !== undefined) {
            const source = this.name(node.with.name, scope);
            if (source instanceof RecordValue) {
                for (const [name, value] of source.properties) {
                    into.set(name, value);
                }
            } else if (!isNullValue(source)) {
                throw new FluxError("invalid", `cannot use a value of type ${typeName(source)} in a record's with`);
            }
        }
        const own = new Set<string>();
        for (const { key, value } of node.properties) {
            const name = key.kind === "Identifier" ? key.name : key.value;
            if (own.has(name)) {
                throw new FluxError("invalid", `duplicate key in object: "${name}"`);
            }
            own.add(name);
            into.set(name, value === undefined ? this.name(name, scope) : named(this.evaluate(value, scope), name));
        }
    }

    name(name: string, scope: Scope): Value {
        const value = scope.lookup(name);
        if (value === undefined) {
            throw new FluxError("invalid", `undefined identifier ${name}`);
        }
        return value;
    }

    logical(node: LogicalExpression, scope: Scope): Value {
        const left = this.truth(this.evaluate(node.left, scope), node.operator);
        const decides = node.operator === "or";
        if (left === decides) {
            return decides;
        }
        if (left === undefined && !this.threeValued && !decides) {
            return false;
        }
        const right = this.truth(this.evaluate(node.right, scope), node.operator);
        if (left === undefined && this.threeValued) {
            return right === decides ? decides : TypedNull.of("bool");
        }
        return right ?? TypedNull.of("bool");
    }

    private truth(value: Value, operator: string): boolean | undefined {
        if (isNullValue(value)) {
            return undefined;
        }
        if (typeof value !== "boolean") {
            throw new FluxError("invalid", `operand to logical ${operator} is not a boolean value, got ${typeName(value)}`);
        }
        return value;
    }

    binary(node: BinaryExpression, scope: Scope): Value {
        const left = this.evaluate(node.left, scope);
        const right = this.evaluate(node.right, scope);
        try {
            const result = binary(node.operator, left, right);
            // Outside of row functions a comparison with null has no type.
            return !this.inRow && result instanceof TypedNull && !isArithmetic(node.operator) ? null : result;
        } catch (error) {
            if (this.inRow && error instanceof FluxError && isArithmetic(node.operator) && error.message.startsWith("unsupported")) {
                const [one, two] = this.threeValued ? [left, right] : [right, left];
                throw new FluxError("failed precondition", `type conflict: ${typeName(one)} != ${typeName(two)}`);
            }
            throw error;
        }
    }

    unary(node: UnaryExpression, scope: Scope): Value {
        if (node.operator === "exists") {
            const value = this.evaluate(node.argument, scope);
            return !isNullValue(value) && !(value instanceof DynamicValue && isNullValue(value.value));
        }
        return unary(node.operator, this.evaluate(node.argument, scope));
    }

    interpolated(node: InterpolatedString, scope: Scope): Value {
        let text = "";
        for (const part of node.parts) {
            if (part.kind === "TextPart") {
                text += part.value;
                continue;
            }
            const value = this.evaluate(part.expression, scope);
            if (isNullValue(value)) {
                throw new FluxError(
                    "invalid",
                    this.inRow ? "string expression evaluated to null" : "interpolated expression produced a null value",
                );
            }
            const shown = basicText(value);
            if (shown === undefined) {
                throw new FluxError("invalid", `${typeName(value)} is not Stringable`);
            }
            text += shown;
        }
        return text;
    }

    member(node: MemberExpression, scope: Scope): Value {
        const name = node.property.kind === "Identifier" ? node.property.name : node.property.value;
        return memberOf(this.evaluate(node.object, scope), name);
    }
}

function isArithmetic(operator: string): boolean {
    return "+-*/%^".includes(operator);
}

function named(value: Value, name: string): Value {
    if (value instanceof Closure && value.name === "") {
        value.name = name;
    }
    return value;
}

const evaluators: { readonly [K in Expression["kind"]]: Evaluate<K> } = {
    Identifier(node, scope) {
        return this.name(node.name, scope);
    },
    IntegerLiteral: (node) => node.value,
    FloatLiteral: (node) => node.value,
    StringLiteral: (node) => node.value,
    TimeLiteral: (node) => new Time(node.value ?? 0n),
    DurationLiteral: (node) => DurationValue.of(durationOf(node)),
    RegexpLiteral: (node) => FluxRegexp.compile(node.value),
    ArrayExpression(node, scope) {
        return new ArrayValue(node.elements.map((element) => this.evaluate(element, scope)));
    },
    DictExpression(node, scope) {
        return DictValue.of(node.items.map(({ key, value }) => ({ key: this.evaluate(key, scope), value: this.evaluate(value, scope) })));
    },
    RecordExpression(node, scope) {
        const properties = new Map<string, Value>();
        this.recordInto(node, scope, properties);
        return new RecordValue(properties);
    },
    FunctionExpression(node, scope) {
        return new Closure(node, scope, this.callClosure, (offset) => this.typeAt(offset));
    },
    LogicalExpression(node, scope) {
        return this.logical(node, scope);
    },
    BinaryExpression(node, scope) {
        return this.binary(node, scope);
    },
    UnaryExpression(node, scope) {
        return this.unary(node, scope);
    },
    CallExpression(node, scope) {
        return this.call(node, scope);
    },
    PipeExpression(node: PipeExpression, scope) {
        const argument = this.evaluate(node.argument, scope);
        if (node.call.kind !== "CallExpression") {
            throw new FluxError("invalid", "pipe destination must be a function call");
        }
        return this.call(node.call, scope, argument, node.start);
    },
    ConditionalExpression(node, scope) {
        const test = this.evaluate(node.test, scope);
        if (!isNullValue(test) && typeof test !== "boolean") {
            throw new FluxError("invalid", `the test of an if is not a boolean value, got ${typeName(test)}`);
        }
        return this.evaluate(test === true ? node.consequent : node.alternate, scope);
    },
    InterpolatedString(node, scope) {
        return this.interpolated(node, scope);
    },
    ParenExpression(node, scope) {
        return this.evaluate(node.expression, scope);
    },
    MemberExpression(node, scope) {
        return this.member(node, scope);
    },
    IndexExpression(node, scope) {
        return elementOf(this.evaluate(node.array, scope), this.evaluate(node.index, scope), this.inRow ? "out of range" : "invalid");
    },
    LabelLiteral: (node) => node.value,
    PipeLiteral: () => {
        throw new FluxError("invalid", "a pipe argument stands outside of a function's parameters");
    },
    BadExpression: (node) => {
        throw new FluxError("invalid", `invalid expression ${node.text}`);
    },
};
