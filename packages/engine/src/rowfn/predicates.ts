/** Reads tests on tags out of a filter's function, for a storage that can make them itself. */
import type { Expression } from "@flux-scripts/flux";
import type { ReadPredicate } from "../api.ts";
import type { SeriesTest } from "../execution/read.ts";
import { both, type Comparand, type Comparison, either, type RowTest, valueTest } from "../execution/rowtests.ts";
import { Closure } from "../interpreter/closure.ts";
import { memberOf } from "../interpreter/members.ts";
import { LibraryFunction } from "../interpreter/library.ts";
import { FluxRegexp } from "../values/regexp.ts";
import { ArrayValue, type FunctionValue, PackageValue, RecordValue, UInt, type Value } from "../values/value.ts";

export interface ReadOut {
    /** All of them hold in every row that the function lets through. */
    readonly predicates: readonly ReadPredicate[];
    /** What the function asks of the series' tags, missing ones included. */
    readonly tests: readonly SeriesTest[];
    /** A row of a series that passes the tests is let through: the function asks for nothing else. */
    readonly complete: boolean;
    /** The whole function, where it is made of tests on tags and of comparisons of `_value` with constants. */
    readonly rowTest: RowTest | undefined;
}

const NONE: ReadOut = { predicates: [], tests: [], complete: false, rowTest: undefined };

/** Labels that are no tags: their columns differ from row to row, or are made by the read itself. */
const NOT_TAGS: ReadonlySet<string> = new Set(["_time", "_value", "_start", "_stop"]);

export function readPredicates(fn: FunctionValue): ReadOut {
    if (!(fn instanceof Closure) || fn.parameters.length !== 1) {
        return NONE;
    }
    let { body } = fn.expression;
    if (body.kind === "Block") {
        const [only] = body.statements;
        if (body.statements.length !== 1 || only?.kind !== "ReturnStatement") {
            return NONE;
        }
        body = only.value;
    }
    const reader = new Reader(fn, fn.parameters[0]?.name ?? "r");
    const predicates: ReadPredicate[] = [];
    const tests: SeriesTest[] = [];
    let complete = true;
    for (const part of conjuncts(body)) {
        const predicate = reader.predicate(part);
        const test = reader.test(part);
        if (test === undefined) {
            complete = false;
        } else {
            tests.push(test);
        }
        if (predicate !== undefined) {
            predicates.push(predicate);
        }
    }
    return { predicates, tests, complete, rowTest: complete ? undefined : reader.rowTest(body) };
}

/** Comparisons, and what they are with their sides exchanged. */
const TURNED: Readonly<Partial<Record<string, Comparison>>> = {
    "==": "==",
    "!=": "!=",
    "<": ">",
    "<=": ">=",
    ">": "<",
    ">=": "<=",
    "=~": "=~",
    "!~": "!~",
};

function unwrapped(node: Expression): Expression {
    let inner = node;
    while (inner.kind === "ParenExpression") {
        inner = inner.expression;
    }
    return inner;
}

function conjuncts(node: Expression): readonly Expression[] {
    const inner = unwrapped(node);
    return inner.kind === "LogicalExpression" && inner.operator === "and" ? [...conjuncts(inner.left), ...conjuncts(inner.right)] : [inner];
}

class Reader {
    constructor(
        private readonly fn: Closure,
        private readonly parameter: string,
    ) {}

    /** What an expression of comparisons of tags with texts and patterns asks of a series; undefined for any other. */
    test(node: Expression): SeriesTest | undefined {
        const inner = unwrapped(node);
        if (inner.kind === "LogicalExpression") {
            const left = this.test(inner.left);
            const right = this.test(inner.right);
            if (left === undefined || right === undefined) {
                return undefined;
            }
            return inner.operator === "and"
                ? (tag, stored) => left(tag, stored) && right(tag, stored)
                : (tag, stored) => left(tag, stored) || right(tag, stored);
        }
        if (inner.kind === "UnaryExpression") {
            return this.existence(inner);
        }
        if (inner.kind === "BinaryExpression") {
            return this.compared(inner);
        }
        const predicate = this.predicate(inner);
        return predicate?.kind === "tagIn" ? (tag) => predicate.values.includes(tag(predicate.label) ?? "") : undefined;
    }

    /** An expression of tests on tags and comparisons of `_value` with constants; undefined for any other. */
    rowTest(node: Expression): RowTest | undefined {
        const series = this.test(node);
        if (series !== undefined) {
            return (tag) => series(tag, true);
        }
        const inner = unwrapped(node);
        if (inner.kind === "LogicalExpression") {
            const left = this.rowTest(inner.left);
            const right = this.rowTest(inner.right);
            if (left === undefined || right === undefined) {
                return undefined;
            }
            return inner.operator === "and" ? both(left, right) : either(left, right);
        }
        return inner.kind === "BinaryExpression" ? this.valueComparison(inner) : undefined;
    }

    private valueComparison({ operator, left, right }: Extract<Expression, { readonly kind: "BinaryExpression" }>): RowTest | undefined {
        const turned = TURNED[operator];
        if (this.member(left) === "_value") {
            const constant = this.comparand(right);
            return turned === undefined || constant === undefined ? undefined : valueTest(operator as Comparison, constant);
        }
        if (this.member(right) !== "_value" || turned === undefined || turned === "=~" || turned === "!~") {
            return undefined;
        }
        const constant = this.comparand(left);
        return constant === undefined ? undefined : valueTest(turned, constant);
    }

    private comparand(node: Expression): Comparand | undefined {
        const value = this.constant(node);
        return typeof value === "bigint" ||
            typeof value === "number" ||
            typeof value === "string" ||
            typeof value === "boolean" ||
            value instanceof UInt ||
            value instanceof FluxRegexp
            ? value
            : undefined;
    }

    /** `exists r.tag`, `not exists r.tag`. */
    private existence(node: Extract<Expression, { readonly kind: "UnaryExpression" }>): SeriesTest | undefined {
        const negated = node.operator === "not";
        const inner = negated ? unwrapped(node.argument) : node;
        const label = inner.kind === "UnaryExpression" && inner.operator === "exists" ? this.tag(inner.argument) : undefined;
        return label === undefined ? undefined : (tag) => (tag(label) === undefined) === negated;
    }

    private compared(node: Extract<Expression, { readonly kind: "BinaryExpression" }>): SeriesTest | undefined {
        const { operator } = node;
        const label = this.tag(node.left) ?? this.tag(node.right);
        const other = this.constant(this.tag(node.left) === undefined ? node.left : node.right);
        if (label === undefined) {
            return undefined;
        }
        let matches: (text: string) => boolean;
        if (typeof other === "string" && (operator === "==" || operator === "!=")) {
            matches = (text) => text === other;
        } else if (other instanceof FluxRegexp && (operator === "=~" || operator === "!~")) {
            matches = (text) => other.test(text);
        } else {
            return undefined;
        }
        const wanted = operator === "==" || operator === "=~";
        return (tag, stored) => {
            const text = tag(label);
            // Nothing has an empty tag, and a missing one is not equal to the empty text.
            return text === undefined && (!stored || operator === "==") ? false : matches(text ?? "") === wanted;
        };
    }

    predicate(node: Expression): ReadPredicate | undefined {
        if (node.kind === "BinaryExpression") {
            return this.comparison(node);
        }
        if (node.kind === "LogicalExpression" && node.operator === "or") {
            return this.either(node);
        }
        return node.kind === "CallExpression" ? this.contained(node) : undefined;
    }

    private comparison(node: Extract<Expression, { readonly kind: "BinaryExpression" }>): ReadPredicate | undefined {
        const { operator } = node;
        if (operator !== "==" && operator !== "!=") {
            return undefined;
        }
        const label = this.tag(node.left) ?? this.tag(node.right);
        const value = this.constant(this.tag(node.left) === undefined ? node.left : node.right);
        return label === undefined || typeof value !== "string" || value === "" ? undefined : { kind: "tag", label, operator, value };
    }

    /** Several values of one tag. */
    private either(node: Extract<Expression, { readonly kind: "LogicalExpression" }>): ReadPredicate | undefined {
        const sides = [unwrapped(node.left), unwrapped(node.right)].map((side) => this.predicate(side));
        let label: string | undefined;
        const values: string[] = [];
        for (const side of sides) {
            if (side === undefined || side.kind === "value" || (side.kind === "tag" && side.operator !== "==")) {
                return undefined;
            }
            if (label !== undefined && label !== side.label) {
                return undefined;
            }
            label = side.label;
            values.push(...(side.kind === "tag" ? [side.value] : side.values));
        }
        return label === undefined ? undefined : { kind: "tagIn", label, values: [...new Set(values)] };
    }

    /** `contains(value: r.tag, set: …)`. */
    private contained(node: Extract<Expression, { readonly kind: "CallExpression" }>): ReadPredicate | undefined {
        const callee = this.constant(node.callee);
        if (!(callee instanceof LibraryFunction) || callee.name !== "contains" || callee.packagePath !== "universe") {
            return undefined;
        }
        const argument = (name: string): Expression | undefined =>
            node.args?.properties.find(({ key }) => (key.kind === "Identifier" ? key.name : key.value) === name)?.value;
        const value = argument("value");
        const set = argument("set");
        const label = value === undefined ? undefined : this.tag(value);
        const values = set === undefined ? undefined : this.constant(set);
        if (
            label === undefined ||
            !(values instanceof ArrayValue) ||
            !values.elements.every((element) => typeof element === "string" && element !== "")
        ) {
            return undefined;
        }
        return { kind: "tagIn", label, values: values.elements as readonly string[] };
    }

    private tag(node: Expression): string | undefined {
        const label = this.member(node);
        return label === undefined || NOT_TAGS.has(label) ? undefined : label;
    }

    /** The label of a member of the row. */
    private member(node: Expression): string | undefined {
        const inner = unwrapped(node);
        if (inner.kind !== "MemberExpression" || inner.object.kind !== "Identifier" || inner.object.name !== this.parameter) {
            return undefined;
        }
        return inner.property.kind === "Identifier" ? inner.property.name : inner.property.value;
    }

    /** The value of an expression that does not look at the row and can't fail. */
    private constant(node: Expression): Value | undefined {
        const inner = unwrapped(node);
        switch (inner.kind) {
            case "StringLiteral":
            case "IntegerLiteral":
            case "FloatLiteral":
                return inner.value;
            case "UnaryExpression": {
                const value = inner.operator === "-" ? this.constant(inner.argument) : undefined;
                return typeof value === "bigint" || typeof value === "number" ? -value : undefined;
            }
            case "RegexpLiteral":
                return FluxRegexp.compile(inner.value);
            case "Identifier":
                return inner.name === this.parameter ? undefined : this.fn.scope.lookup(inner.name);
            case "ArrayExpression": {
                const elements = inner.elements.map((element) => this.constant(element));
                return elements.every((element) => element !== undefined) ? new ArrayValue(elements) : undefined;
            }
            case "MemberExpression": {
                const object = this.constant(inner.object);
                const name = inner.property.kind === "Identifier" ? inner.property.name : inner.property.value;
                return object instanceof RecordValue || object instanceof PackageValue ? memberOf(object, name) : undefined;
            }
            default:
                return undefined;
        }
    }
}
