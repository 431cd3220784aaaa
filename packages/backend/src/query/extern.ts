/** `extern` and `ast` of a query: a syntax tree as JSON, written as the Flux source that means the same. */
import { isJsonArray, isJsonObject, JsonNumber, type JsonObject, type JsonValue } from "@flux-scripts/flux/params";
import { ServiceError } from "../errors.ts";

/** Source of a `File` node; throws a `ServiceError` for what is no tree of the language. */
export function externSource(file: JsonObject): string {
    const imports = listOf(file, "imports", true).map((node) => {
        const alias = node.get("as");
        const name = isJsonObject(alias ?? undefined) ? `${nameOf(alias as JsonObject)} ` : "";
        return `import ${name}${expression(child(node, "path"), 0)}`;
    });
    const body = listOf(file, "body", true).map((node) => statement(node, 0));
    return [...imports, ...body, ""].join("\n");
}

const maxDepth = 500;

/** Written in parentheses, so that no precedence has to be known. */
const parenthesised: ReadonlySet<string> = new Set([
    "BinaryExpression",
    "LogicalExpression",
    "UnaryExpression",
    "PipeExpression",
    "ConditionalExpression",
]);

function statement(node: JsonObject, depth: number): string {
    const type = typeOf(node);
    switch (type) {
        case "OptionStatement":
            return `option ${statement(child(node, "assignment"), depth)}`;
        case "VariableAssignment":
            return `${nameOf(child(node, "id"))} = ${expression(child(node, "init"), depth + 1)}`;
        case "MemberAssignment":
            return `${expression(child(node, "member"), depth + 1)} = ${expression(child(node, "init"), depth + 1)}`;
        case "ExpressionStatement": {
            // A statement must not begin with a parenthesis: it would be a call of the one before.
            const value = child(node, "expression");
            const text = expression(value, depth + 1);
            return parenthesised.has(typeOf(value)) ? text.slice(1, -1) : text;
        }
        case "ReturnStatement":
            return `return ${expression(child(node, "argument"), depth + 1)}`;
        default:
            throw unknown(type);
    }
}

function expression(node: JsonObject, depth: number): string {
    if (depth > maxDepth) throw new ServiceError("invalid", "the syntax tree is nested too deep");
    const type = typeOf(node);
    const sub = (key: string): string => expression(child(node, key), depth + 1);
    const list = (key: string): string[] => listOf(node, key, true).map((each) => expression(each, depth + 1));
    switch (type) {
        case "Identifier":
            return nameOf(node);
        case "StringLiteral":
            return quoted(textOf(node, "value"));
        case "BooleanLiteral":
            return node.get("value") === true ? "true" : "false";
        case "IntegerLiteral":
        case "UnsignedIntegerLiteral":
            return matching(plain(node.get("value")), /^[0-9]+$/, type);
        case "FloatLiteral":
            return floatOf(plain(node.get("value")));
        case "DateTimeLiteral":
            return matching(textOf(node, "value"), /^[0-9TZ:.+-]+$/, type);
        case "DurationLiteral":
            return durationOf(node);
        case "RegexpLiteral":
            return `/${textOf(node, "value")
                .replace(/^\/(.*)\/$/s, "$1")
                .replaceAll(/\\.|\//gs, (found) => (found === "/" ? "\\/" : found))}/`;
        case "PipeLiteral":
            return "<-";
        case "LabelLiteral":
            return `.${matching(textOf(node, "value"), /^[A-Za-z_][A-Za-z0-9_]*$/, type)}`;
        case "ParenExpression":
            return parenthesised.has(typeOf(child(node, "expression"))) ? sub("expression") : `(${sub("expression")})`;
        case "ArrayExpression":
            return `[${list("elements").join(", ")}]`;
        case "DictExpression":
            return dictOf(node, depth);
        case "ObjectExpression":
            return `{${propertiesOf(node, depth)}}`;
        case "FunctionExpression":
            return functionOf(node, depth);
        case "BinaryExpression":
        case "LogicalExpression":
            return `(${sub("left")} ${matching(textOf(node, "operator"), /^(\+|-|\*|\/|%|\^|==|!=|<=|>=|<|>|=~|!~|and|or|AND|OR)$/, type).toLowerCase()} ${sub("right")})`;
        case "UnaryExpression":
            return `(${matching(textOf(node, "operator"), /^(\+|-|not|exists)$/i, type).toLowerCase()} ${sub("argument")})`;
        case "CallExpression":
            return `${callee(child(node, "callee"), depth)}(${listOf(node, "arguments", true)
                .map((each) => propertiesOf(each, depth))
                .join(", ")})`;
        case "PipeExpression":
            return `(${sub("argument")} |> ${sub("call")})`;
        case "MemberExpression": {
            const property = child(node, "property");
            const name = typeOf(property) === "StringLiteral" ? textOf(property, "value") : nameOf(property);
            return `${callee(child(node, "object"), depth)}[${quoted(name)}]`;
        }
        case "IndexExpression":
            return `${callee(child(node, "array"), depth)}[${sub("index")}]`;
        case "ConditionalExpression":
            return `(if ${sub("test")} then ${sub("consequent")} else ${sub("alternate")})`;
        case "StringExpression":
            return `"${listOf(node, "parts", true)
                .map((part) =>
                    typeOf(part) === "TextPart"
                        ? escapedText(textOf(part, "value"))
                        : `\${${expression(child(part, "expression"), depth + 1)}}`,
                )
                .join("")}"`;
        default:
            throw unknown(type);
    }
}

function callee(node: JsonObject, depth: number): string {
    const text = expression(node, depth + 1);
    const type = typeOf(node);
    return type === "Identifier" || type === "MemberExpression" || type === "CallExpression" || type === "ParenExpression"
        ? text
        : `(${text})`;
}

function propertiesOf(node: JsonObject, depth: number): string {
    const base = node.get("with");
    const parts = listOf(node, "properties", true).map((property) => {
        const key = child(property, "key");
        const name = typeOf(key) === "StringLiteral" ? quoted(textOf(key, "value")) : nameOf(key);
        const value = property.get("value");
        return isJsonObject(value ?? undefined) ? `${name}: ${expression(value as JsonObject, depth + 1)}` : name;
    });
    return (isJsonObject(base ?? undefined) ? `${nameOf(base as JsonObject)} with ` : "") + parts.join(", ");
}

function functionOf(node: JsonObject, depth: number): string {
    const params = listOf(node, "params", true).map((property) => {
        const value = property.get("value");
        return nameOf(child(property, "key")) + (isJsonObject(value ?? undefined) ? `=${expression(value as JsonObject, depth + 1)}` : "");
    });
    const body = child(node, "body");
    if (typeOf(body) !== "Block") return `(${params.join(", ")}) => ${resultOf(body, depth)}`;
    const lines = listOf(body, "body", true).map((each) => statement(each, depth + 1));
    return `(${params.join(", ")}) => {\n${lines.join("\n")}\n}`;
}

/** A record as a function's result needs parentheses, else it is a block. */
function resultOf(body: JsonObject, depth: number): string {
    const text = expression(body, depth + 1);
    return text.startsWith("(") ? text : `(${text})`;
}

function dictOf(node: JsonObject, depth: number): string {
    const items = listOf(node, "elements", true).map(
        (item) => `${expression(child(item, "key"), depth + 1)}: ${expression(child(item, "val"), depth + 1)}`,
    );
    return items.length === 0 ? "[:]" : `[${items.join(", ")}]`;
}

function durationOf(node: JsonObject): string {
    const parts = listOf(node, "values", false).map((part) => {
        const magnitude = matching(plain(part.get("magnitude")), /^-?[0-9]+$/, "DurationLiteral");
        return magnitude + matching(textOf(part, "unit"), /^(y|mo|w|d|h|m|s|ms|us|µs|μs|ns)$/, "DurationLiteral");
    });
    const negative = parts.every((part) => part.startsWith("-"));
    return negative ? `(-${parts.map((part) => part.slice(1)).join("")})` : parts.join("");
}

function floatOf(text: string): string {
    if (/^[0-9]+\.[0-9]+$/.test(text)) return text;
    if (/^[0-9]+$/.test(text)) return `${text}.0`;
    return `float(v: ${quoted(matching(text, /^-?[0-9.]+([eE][+-]?[0-9]+)?$/, "FloatLiteral"))})`;
}

function plain(value: JsonValue | undefined): string {
    return value instanceof JsonNumber ? value.text : typeof value === "string" ? value : "";
}

function matching(text: string, pattern: RegExp, type: string): string {
    if (!pattern.test(text)) throw new ServiceError("invalid", `${JSON.stringify(text)} is no ${type}`);
    return text;
}

function typeOf(node: JsonObject): string {
    const type = node.get("type");
    if (typeof type !== "string") throw new ServiceError("invalid", "a node of the syntax tree has no type");
    return type;
}

function nameOf(node: JsonObject): string {
    return matching(textOf(node, "name"), /^[\p{L}_][\p{L}\p{N}_]*$/u, "Identifier");
}

function textOf(node: JsonObject, key: string): string {
    const value = node.get(key);
    if (typeof value !== "string") throw new ServiceError("invalid", `missing field \`${key}\` of ${typeOf(node)}`);
    return value;
}

function child(node: JsonObject, key: string): JsonObject {
    const value = node.get(key);
    if (value === undefined || !isJsonObject(value)) throw new ServiceError("invalid", `missing field \`${key}\` of ${typeOf(node)}`);
    return value;
}

function listOf(node: JsonObject, key: string, mayBeMissing: boolean): JsonObject[] {
    const value = node.get(key);
    if ((value === undefined || value === null) && mayBeMissing) return [];
    if (!isJsonArray(value) || !value.every((each) => isJsonObject(each)))
        throw new ServiceError("invalid", `\`${key}\` of ${typeOf(node)} must be a list of nodes`);
    return value as JsonObject[];
}

function unknown(type: string): ServiceError {
    return new ServiceError("invalid", `unknown node ${JSON.stringify(type)} in the syntax tree`);
}

function quoted(text: string): string {
    return `"${escapedText(text)}"`;
}

function escapedText(text: string): string {
    return text.replace(/["\\\n\r\t]|\$\{/g, (found) =>
        found === "\n" ? "\\n" : found === "\r" ? "\\r" : found === "\t" ? "\\t" : `\\${found}`,
    );
}
