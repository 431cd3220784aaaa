/**
 * Row functions to JavaScript. The generated text holds only names made here, numbers and operators: texts, regular expressions,
 * functions and other values of the script go through a pool. Values are typed while compiling, by the table's schema, so that the
 * loop works on plain numbers and 64-bit integers.
 *
 * The result is that of the interpreter (values/operators.ts, interpreter/interpreter.ts); what isn't covered is {@link NotCompiled}.
 */
import type {
    BinaryExpression,
    Block,
    CallExpression,
    Expression,
    IndexExpression,
    InterpolatedString,
    MemberExpression,
    RecordExpression,
} from "@flux-scripts/flux";
import type { ColumnType } from "@flux-scripts/tables";
import { Closure } from "../interpreter/closure.ts";
import { elementOf, memberOf } from "../interpreter/members.ts";
import { LibraryFunction } from "../interpreter/library.ts";
import { durationOf } from "../interpreter/literals.ts";
import type { Scope } from "../interpreter/scope.ts";
import { FluxRegexp } from "../values/regexp.ts";
import { basicText } from "../values/text.ts";
import { ArrayValue, DurationValue, FunctionValue, RecordValue, Time, toCell } from "../values/value.ts";
import { arithmetic, comparison } from "./compileoperators.ts";
import { libraryCall } from "./calls.ts";
import { conditional, logical, nullScalar, unary } from "./compilelogic.ts";
import { attempt, constant, type Emitter, NotCompiled, scalarOf, Settled, type Symbolic } from "./symbols.ts";

/** Names bound while compiling: parameters of inlined functions, variables of blocks. */
export class Names {
    private readonly own = new Map<string, Symbolic>();
    constructor(
        private readonly parent: Names | undefined,
        private readonly scope: Scope,
    ) {}

    set(name: string, symbol: Symbolic): void {
        this.own.set(name, symbol);
    }

    lookup(name: string): Symbolic {
        const found = this.own.get(name);
        if (found !== undefined) {
            return found;
        }
        if (this.parent !== undefined) {
            return this.parent.lookup(name);
        }
        const value = this.scope.lookup(name);
        if (value === undefined) {
            throw new NotCompiled(`unknown name ${name}`);
        }
        return { kind: "constant", value };
    }
}

const MAX_INLINED = 40;

export class Compiler {
    private inlined = 0;
    private readonly settled = new Settled();

    constructor(
        readonly out: Emitter,
        /** And/or follow three-valued logic. */
        private readonly threeValued: boolean,
    ) {}

    /** Compiles the body of a function whose parameters are bound to symbols. */
    body(fn: Closure, args: ReadonlyMap<string, Symbolic>): Symbolic {
        this.inlined += 1;
        if (this.inlined > MAX_INLINED) {
            throw new NotCompiled("too many calls");
        }
        const names = new Names(undefined, fn.scope);
        for (const { name, value } of fn.expression.params) {
            const given = args.get(name.name);
            if (given !== undefined) {
                names.set(name.name, given);
            } else if (value !== undefined && value.kind !== "PipeLiteral") {
                names.set(name.name, this.expression(value, new Names(undefined, fn.scope)));
            } else {
                throw new NotCompiled(`missing argument ${name.name}`);
            }
        }
        const { body } = fn.expression;
        return body.kind === "Block" ? this.block(body, names) : this.expression(body, names);
    }

    private block(block: Block, names: Names): Symbolic {
        for (const statement of block.statements) {
            if (statement.kind === "ReturnStatement") {
                return this.expression(statement.value, names);
            }
            if (statement.kind !== "VariableAssignment") {
                throw new NotCompiled(statement.kind);
            }
            names.set(statement.name.name, this.expression(statement.value, names));
        }
        throw new NotCompiled("a block without return");
    }

    expression(node: Expression, names: Names): Symbolic {
        switch (node.kind) {
            case "Identifier":
                return names.lookup(node.name);
            case "ParenExpression":
                return this.expression(node.expression, names);
            case "IntegerLiteral":
            case "FloatLiteral":
            case "StringLiteral":
                return { kind: "constant", value: node.value };
            case "TimeLiteral":
                return { kind: "constant", value: new Time(node.value ?? 0n) };
            case "DurationLiteral":
                return { kind: "constant", value: DurationValue.of(durationOf(node)) };
            case "RegexpLiteral":
                return { kind: "constant", value: FluxRegexp.compile(node.value) };
            case "ArrayExpression":
                return this.array(node.elements, names);
            case "RecordExpression":
                return this.record(node, names);
            case "MemberExpression":
                return this.member(node, names);
            case "IndexExpression":
                return this.index(node, names);
            case "BinaryExpression":
                return this.binary(node, names);
            case "LogicalExpression":
                return logical(node, (inner) => this.expression(inner, names), this.out, this.threeValued);
            case "UnaryExpression":
                return unary(node, (inner) => this.expression(inner, names), this.out);
            case "ConditionalExpression":
                return conditional(node, (inner) => this.expression(inner, names), this.out, this.settled);
            case "InterpolatedString":
                return this.interpolated(node, names);
            case "CallExpression":
                return this.call(node, names, undefined);
            case "PipeExpression": {
                const piped = this.expression(node.argument, names);
                if (node.call.kind !== "CallExpression") {
                    throw new NotCompiled("a pipe into no call");
                }
                return this.call(node.call, names, piped);
            }
            default:
                throw new NotCompiled(node.kind);
        }
    }

    private array(elements: readonly Expression[], names: Names): Symbolic {
        const values = elements.map((element) => {
            const symbol = this.expression(element, names);
            if (symbol.kind !== "constant") {
                throw new NotCompiled("an array of the row's values");
            }
            return symbol.value;
        });
        return { kind: "constant", value: new ArrayValue(values) };
    }

    private record(node: RecordExpression, names: Names): Symbolic {
        const properties = new Map<string, Symbolic>();
        if (node.with !== undefined) {
            const source = names.lookup(node.with.name);
            if (source.kind === "record") {
                for (const [name, symbol] of source.properties) {
                    properties.set(name, symbol);
                }
            } else if (source.kind === "constant" && source.value instanceof RecordValue) {
                for (const [name, value] of source.value.properties) {
                    properties.set(name, { kind: "constant", value });
                }
            } else {
                throw new NotCompiled("with of another value");
            }
        }
        const own = new Set<string>();
        for (const { key, value } of node.properties) {
            const name = key.kind === "Identifier" ? key.name : key.value;
            if (own.has(name)) {
                throw new NotCompiled("a key given twice");
            }
            own.add(name);
            properties.set(name, value === undefined ? names.lookup(name) : this.expression(value, names));
        }
        return { kind: "record", properties };
    }

    private member(node: MemberExpression, names: Names): Symbolic {
        const name = node.property.kind === "Identifier" ? node.property.name : node.property.value;
        const object = this.expression(node.object, names);
        if (object.kind === "record") {
            return object.properties.get(name) ?? { kind: "nothing", property: name };
        }
        if (object.kind === "constant") {
            return constant(attempt(() => memberOf(object.value, name)));
        }
        throw new NotCompiled("a member of a scalar");
    }

    private index(node: IndexExpression, names: Names): Symbolic {
        const array = this.expression(node.array, names);
        const index = this.expression(node.index, names);
        if (array.kind !== "constant") {
            throw new NotCompiled("an element of the row's values");
        }
        if (index.kind === "constant") {
            return constant(attempt(() => elementOf(array.value, index.value, "out of range")));
        }
        if (!(array.value instanceof ArrayValue) || index.kind !== "scalar" || index.type !== "int" || index.nul !== "false") {
            throw new NotCompiled("an index of another type");
        }
        const cells = array.value.elements.map((element) => toCell(element));
        const type = cells[0]?.type;
        if (type === undefined || cells.some((cell) => cell === undefined || cell.type !== type || cell.cell === null)) {
            throw new NotCompiled("an array of other values");
        }
        const plain = this.out.keep(cells.map((cell) => cell?.cell));
        return { kind: "scalar", type, code: this.out.bind(`h.element(${plain}, ${index.code})`), nul: "false" };
    }

    private binary(node: BinaryExpression, names: Names): Symbolic {
        const left = this.expression(node.left, names);
        const right = this.expression(node.right, names);
        const { operator } = node;
        if (operator === "=~" || operator === "!~") {
            return this.match(operator, left, right);
        }
        const x = scalarOf(left, this.out);
        const y = scalarOf(right, this.out);
        return "+-*/%^".includes(operator) ? arithmetic(operator, x, y, this.out, this.threeValued) : comparison(operator, x, y, this.out);
    }

    private match(operator: "=~" | "!~", left: Symbolic, right: Symbolic): Symbolic {
        const text = scalarOf(left, this.out);
        if (text.kind === "nothing") {
            return nullScalar("bool");
        }
        if (text.kind !== "scalar" || text.type !== "string" || right.kind !== "constant" || !(right.value instanceof FluxRegexp)) {
            throw new NotCompiled("a match of other values");
        }
        const code = `${operator === "!~" ? "!" : ""}${this.out.keep(right.value)}.test(${text.code})`;
        return { kind: "scalar", type: "bool", code: this.out.bind(code), nul: text.nul };
    }

    private interpolated(node: InterpolatedString, names: Names): Symbolic {
        const texts: string[] = [];
        for (const part of node.parts) {
            if (part.kind === "TextPart") {
                texts.push(this.out.literal("string", part.value));
                continue;
            }
            const symbol = scalarOf(this.expression(part.expression, names), this.out);
            if (symbol.kind === "constant") {
                const text = basicText(symbol.value);
                if (text === undefined) {
                    throw new NotCompiled("an interpolated value without a text");
                }
                texts.push(this.out.literal("string", text));
                continue;
            }
            if (symbol.kind === "record") {
                throw new NotCompiled("an interpolated record");
            }
            if (symbol.kind === "nothing" || symbol.nul === "true") {
                this.out.line("h.interpolatedNull();");
                continue;
            }
            if (symbol.nul !== "false") {
                this.out.line(`if (${symbol.nul}) { h.interpolatedNull(); }`);
            }
            texts.push(TEXT[symbol.type](symbol.code));
        }
        return { kind: "scalar", type: "string", code: this.out.bind(`"" + ${texts.join(" + ") || '""'}`), nul: "false" };
    }

    private call(node: CallExpression, names: Names, piped: Symbolic | undefined): Symbolic {
        const callee = this.expression(node.callee, names);
        if (callee.kind !== "constant" || !(callee.value instanceof FunctionValue)) {
            throw new NotCompiled("a call of another value");
        }
        const fn = callee.value;
        const args = new Map<string, Symbolic>();
        if (node.args !== undefined) {
            const record = this.record(node.args, names);
            for (const [name, symbol] of record.kind === "record" ? record.properties : []) {
                args.set(name, symbol);
            }
        }
        if (piped !== undefined) {
            const pipe = fn.parameters.find((parameter) => parameter.pipe);
            if (pipe === undefined || args.has(pipe.name)) {
                throw new NotCompiled("a pipe argument without a place");
            }
            args.set(pipe.name, piped);
        }
        if (fn instanceof Closure) {
            return this.body(fn, args);
        }
        if (fn instanceof LibraryFunction) {
            return libraryCall(fn, args, this.out, this.threeValued);
        }
        throw new NotCompiled("a call of another kind of function");
    }
}

const TEXT: Readonly<Record<ColumnType, (code: string) => string>> = {
    string: (code) => code,
    int: (code) => code,
    uint: (code) => code,
    bool: (code) => code,
    float: (code) => `h.float(${code})`,
    time: (code) => `h.time(${code})`,
};
