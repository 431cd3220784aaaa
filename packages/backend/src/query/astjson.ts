/** The syntax tree as the JSON that InfluxDB's `/query/ast` answers, each node with its place and source. */
import {
    type Attribute,
    type Expression,
    type Identifier,
    type ImportDeclaration,
    LineIndex,
    type PackageClause,
    parse,
    type Span,
    type Statement,
} from "@flux-scripts/flux";
import { formatTime } from "@flux-scripts/tables";

type Json = Readonly<Record<string, unknown>>;

/** A `Package` node of one file. The text must parse. */
export function astOf(flux: string): Json {
    return new AstWriter(flux).package();
}

class AstWriter {
    private readonly flux: string;
    private readonly lines: LineIndex;
    /** Start of the chunk at hand: offsets within a chunk are relative to it. */
    private base = 0;

    constructor(flux: string) {
        this.flux = flux;
        this.lines = new LineIndex(flux);
    }

    package(): Json {
        const file = parse(this.flux);
        const imports: Json[] = [];
        const body: Json[] = [];
        let clause: Json | null = null;
        let end = 0;
        file.chunks.forEach(({ item }, i) => {
            this.base = file.offsets[i] ?? 0;
            end = this.base + item.end;
            if (item.kind === "PackageClause") clause = this.packageClause(item);
            else if (item.kind === "ImportDeclaration") imports.push(this.import(item));
            else body.push(this.statement(item));
        });
        this.base = 0;
        const first = file.chunks[0];
        const start = first === undefined ? 0 : (file.offsets[0] ?? 0) + first.item.start;
        const name = (clause as { name?: { name?: string } } | null)?.name?.name ?? "main";
        return {
            type: "Package",
            package: name,
            files: [
                {
                    type: "File",
                    ...this.location({ start, end }),
                    metadata: "parser-type=rust",
                    package: clause,
                    imports: imports.length === 0 ? null : imports,
                    body,
                },
            ],
        };
    }

    private location({ start, end }: Span): { location: Json } {
        const [from, to] = [this.base + start, this.base + end];
        return { location: { start: this.lines.bytePosition(from), end: this.lines.bytePosition(to), source: this.flux.slice(from, to) } };
    }

    private node(type: string, span: Span, more: Json): Json {
        return { type, ...this.location(span), ...more };
    }

    private attributes(attributes: readonly Attribute[] | undefined): Json {
        if (attributes === undefined || attributes.length === 0) return {};
        const shown = attributes.map((attribute) =>
            this.node("Attribute", attribute, {
                name: attribute.name,
                params: attribute.args.map((value) => this.node("AttributeParam", value, { value: this.expression(value) })),
            }),
        );
        return { attributes: shown };
    }

    private packageClause(clause: PackageClause): Json {
        return this.node("PackageClause", clause, { ...this.attributes(clause.attributes), name: this.expression(clause.name) });
    }

    private import(declaration: ImportDeclaration): Json {
        const { alias, path, attributes } = declaration;
        return this.node("ImportDeclaration", declaration, {
            ...this.attributes(attributes),
            as: alias === undefined ? null : this.expression(alias),
            path: this.expression(path),
        });
    }

    private statement(statement: Statement): Json {
        const attributes = this.attributes(statement.attributes);
        switch (statement.kind) {
            case "ExpressionStatement":
                return this.node("ExpressionStatement", statement, { ...attributes, expression: this.expression(statement.expression) });
            case "VariableAssignment":
                return this.node("VariableAssignment", statement, {
                    ...attributes,
                    id: this.expression(statement.name),
                    init: this.expression(statement.value),
                });
            case "OptionStatement": {
                const { assignment } = statement;
                const shown =
                    assignment.kind === "VariableAssignment"
                        ? this.statement(assignment)
                        : this.node("MemberAssignment", assignment, {
                              member: this.expression(assignment.member),
                              init: this.expression(assignment.value),
                          });
                return this.node("OptionStatement", statement, { ...attributes, assignment: shown });
            }
            case "ReturnStatement":
                return this.node("ReturnStatement", statement, { ...attributes, argument: this.expression(statement.value) });
            case "TestCaseStatement":
                return this.node("TestCaseStatement", statement, {
                    ...attributes,
                    id: this.expression(statement.name),
                    extends: statement.extends === undefined ? null : this.expression(statement.extends),
                    block: this.node("Block", statement.body, { body: statement.body.statements.map((each) => this.statement(each)) }),
                });
            case "BuiltinStatement":
                return this.node("BuiltinStatement", statement, { ...attributes, id: this.expression(statement.name) });
            case "BadStatement":
                return this.node("BadStatement", statement, { ...attributes, text: statement.text });
        }
    }

    private expression(node: Expression): Json {
        const made = (type: string, more: Json): Json => this.node(type, node, more);
        switch (node.kind) {
            case "Identifier":
                return made("Identifier", { name: node.name });
            case "StringLiteral":
                return made("StringLiteral", { value: node.value });
            case "LabelLiteral":
                return made("LabelLiteral", { value: node.value });
            case "IntegerLiteral":
                return made("IntegerLiteral", { value: String(node.value) });
            case "FloatLiteral":
                return made("FloatLiteral", { value: node.value });
            case "TimeLiteral":
                return made("DateTimeLiteral", { value: node.value === undefined ? "" : formatTime(node.value) });
            case "DurationLiteral":
                return made("DurationLiteral", {
                    values: node.values.map(({ magnitude, unit }) => ({ magnitude: Number(magnitude), unit })),
                });
            case "RegexpLiteral":
                return made("RegexpLiteral", { value: node.value });
            case "PipeLiteral":
                return made("PipeLiteral", {});
            case "ParenExpression":
                return made("ParenExpression", { expression: this.expression(node.expression) });
            case "ArrayExpression":
                return made("ArrayExpression", { elements: node.elements.map((each) => this.expression(each)) });
            case "DictExpression":
                return made("DictExpression", {
                    elements: node.items.map((item) => ({
                        type: "DictItem",
                        key: this.expression(item.key),
                        val: this.expression(item.value),
                    })),
                });
            case "RecordExpression":
                return made("ObjectExpression", {
                    ...(node.with === undefined ? {} : { with: this.expression(node.with) }),
                    properties: node.properties.map((property) => this.property(property, property.key, property.value)),
                });
            case "FunctionExpression": {
                const { body } = node;
                return made("FunctionExpression", {
                    params: node.params.map((parameter) => this.property(parameter, parameter.name, parameter.value)),
                    body:
                        body.kind === "Block"
                            ? this.node("Block", body, { body: body.statements.map((each) => this.statement(each)) })
                            : this.expression(body),
                });
            }
            case "LogicalExpression":
            case "BinaryExpression":
                return made(node.kind, { operator: node.operator, left: this.expression(node.left), right: this.expression(node.right) });
            case "UnaryExpression":
                return made("UnaryExpression", { operator: node.operator, argument: this.expression(node.argument) });
            case "CallExpression":
                return made("CallExpression", {
                    callee: this.expression(node.callee),
                    ...(node.args === undefined ? {} : { arguments: [this.expression(node.args)] }),
                });
            case "PipeExpression":
                return made("PipeExpression", { argument: this.expression(node.argument), call: this.expression(node.call) });
            case "ConditionalExpression":
                return made("ConditionalExpression", {
                    test: this.expression(node.test),
                    consequent: this.expression(node.consequent),
                    alternate: this.expression(node.alternate),
                });
            case "InterpolatedString":
                return made("StringExpression", {
                    parts: node.parts.map((part) =>
                        part.kind === "TextPart"
                            ? this.node("TextPart", part, { value: part.value })
                            : this.node("InterpolatedPart", part, { expression: this.expression(part.expression) }),
                    ),
                });
            case "MemberExpression":
                return made("MemberExpression", { object: this.expression(node.object), property: this.expression(node.property) });
            case "IndexExpression":
                return made("IndexExpression", { array: this.expression(node.array), index: this.expression(node.index) });
            case "BadExpression":
                return made("BadExpression", {
                    text: node.text,
                    expression: node.expression === undefined ? null : this.expression(node.expression),
                });
        }
    }

    private property(span: Span, key: Identifier | Expression, value: Expression | undefined): Json {
        return this.node("Property", span, { key: this.expression(key), value: value === undefined ? null : this.expression(value) });
    }
}
