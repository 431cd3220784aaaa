/** Extract what is selected: into a param, a variable or a function. */
import type { Node } from "@flux-scripts/flux";
import { type CodeAction, CodeActionKind } from "vscode-languageserver";
import type { OpenDocument } from "../documents.ts";
import { withLineBreaksOf } from "../lines.ts";
import { absoluteRange, childrenOf, type Placed, pathTo } from "../tree.ts";
import { codeAction } from "./action.ts";

const literals: ReadonlySet<string> = new Set(["StringLiteral", "IntegerLiteral", "FloatLiteral", "TimeLiteral", "DurationLiteral"]);

/**
 * A literal under the selection becomes `params.NAME`, named by its argument or the column it is compared with. A client that
 * keeps presets is told the literal as the param's value.
 */
export function extractParam(document: OpenDocument, start: number, end: number, keepsPresets: boolean): CodeAction[] {
    // In front of a minus the number behind it is meant.
    const path = pathTo(document.analysis.file, document.text[start] === "-" ? start + 1 : start);
    const at = path.length - 1;
    const found = path[at];
    if (found === undefined || !literals.has(found.node.kind) || end > found.base + found.node.end) return [];
    if (path.some(({ node }) => node.kind === "ImportDeclaration" || node.kind === "Attribute")) return [];
    const parent = path[at - 1]?.node;
    const isName = parent?.kind === "MemberExpression" || (parent?.kind === "Property" && parent.key === found.node);
    if (found.node.kind === "StringLiteral" && isName) return [];
    const wanted = nameFor(path.map(({ node }) => node));
    const name = freeName(wanted, new Set(document.analysis.paramFacts.map((facts) => facts.name)));
    // A duration or time arrives as text: the conversion makes it what it was.
    const conversion = found.node.kind === "DurationLiteral" ? "duration" : found.node.kind === "TimeLiteral" ? "time" : undefined;
    const negative = parent?.kind === "UnaryExpression" && parent.operator === "-";
    const range = negative ? { start: found.base + parent.start, end: found.base + parent.end } : absoluteRange(found);
    const newText = conversion === undefined ? `params.${name}` : `${conversion}(v: params.${name})`;
    const json = presetText(found.node, document.text.slice(range.start, range.end));
    const preset = keepsPresets ? { command: "fluxScripts.setPresetValue", args: [document.uri, name, json] } : undefined;
    return [codeAction(document, `Extract to params.${name}`, CodeActionKind.RefactorExtract, [{ ...range, text: newText }], preset)];
}

/** A literal as JSON, as presets are kept; a float keeps its point. */
function presetText(node: Node, source: string): string {
    if (node.kind === "StringLiteral") return JSON.stringify(node.value);
    if (node.kind === "IntegerLiteral") return source.replace(/^0+(?=\d)/, "");
    if (node.kind === "FloatLiteral")
        return source
            .replace(/^\./, "0.")
            .replace(/\.$/, ".0")
            .replace(/^0+(?=\d)/, "");
    return JSON.stringify(source);
}

const expressions = /(?:Expression|Literal|InterpolatedString)$/;

/** The expression that is selected in full, blanks at its ends aside. */
function selectedExpression(document: OpenDocument, start: number, end: number): { path: readonly Placed[]; text: string } | undefined {
    const { text } = document;
    let from = start;
    let to = end;
    while (from < to && /\s/.test(text[from] ?? "")) from++;
    while (to > from && /\s/.test(text[to - 1] ?? "")) to--;
    if (to <= from) return undefined;
    const path = pathTo(document.analysis.file, from + 1);
    const at = path.findIndex(({ node, base }) => expressions.test(node.kind) && base + node.start === from && base + node.end === to);
    const found = path[at];
    if (found === undefined || found.node.kind === "BadExpression" || found.node.kind === "PipeLiteral") return undefined;
    const parent = path[at - 1]?.node;
    // A step of a pipe is no value by itself, and a property's key is none either.
    if ((parent?.kind === "PipeExpression" && parent.call === found.node) || (parent?.kind === "Property" && parent.key === found.node))
        return undefined;
    if (parent?.kind === "CallExpression" && parent.args === found.node) return undefined;
    return { path: path.slice(0, at + 1), text: text.slice(from, to) };
}

/** The selected expression gets a name before the statement that it stands in. */
export function extractVariable(document: OpenDocument, start: number, end: number): CodeAction[] {
    const selected = selectedExpression(document, start, end);
    if (selected === undefined) return [];
    const { path, text } = selected;
    const found = path.at(-1) as Placed;
    const statement = statementAround(path);
    // Names of functions between the statement and the expression are not known before it.
    if (statement === undefined || found.node === statement.node || outerNames(path, found.node).size > 0) return [];
    if (statement.node.kind === "ExpressionStatement" && statement.node.expression === found.node) return [];
    const names = takenNames(document, found);
    const name = freeName(nameFor(path.slice(0, -1).map(({ node }) => node)), names);
    const at = statement.base + statement.node.start;
    return [
        codeAction(document, `Extract to the variable ${name}`, CodeActionKind.RefactorExtract, [
            { start: at, end: at, text: withLineBreaksOf(document.text, `${name} = ${text}\n${indentOf(document.text, at)}`) },
            { ...absoluteRange(found), text: name },
        ]),
    ];
}

/** The selected expression becomes a function of the names that it takes from the functions around. */
export function extractFunction(document: OpenDocument, start: number, end: number): CodeAction[] {
    const selected = selectedExpression(document, start, end);
    if (selected === undefined) return [];
    const { path, text } = selected;
    const found = path.at(-1) as Placed;
    const statement = path[0];
    if (statement === undefined || found.node.kind === "FunctionExpression" || /Literal$/.test(found.node.kind)) return [];
    const names = [...outerNames(path, found.node)].sort();
    const name = freeName("extracted", takenNames(document, found));
    const at = statement.base + statement.node.start;
    const call = `${name}(${names.map((each) => `${each}: ${each}`).join(", ")})`;
    // A record as a body must not look like a block.
    const body = text.startsWith("{") ? `(${text})` : text;
    return [
        codeAction(document, `Extract to the function ${name}`, CodeActionKind.RefactorExtract, [
            { start: at, end: at, text: withLineBreaksOf(document.text, `${name} = (${names.join(", ")}) => ${body}\n\n`) },
            { ...absoluteRange(found), text: call },
        ]),
    ];
}

/** Names that mean something at a place, or that the file binds anywhere. */
function takenNames(document: OpenDocument, { base, node }: Placed): Set<string> {
    const names = new Set(document.analysis.scopeAt(base + node.start).map((symbol) => symbol.name));
    for (const { item } of document.analysis.file.chunks) if (item.kind === "VariableAssignment") names.add(item.name.name);
    return names;
}

/** The innermost statement that holds the end of the path, which new statements can stand before. */
function statementAround(path: readonly Placed[]): Placed | undefined {
    return path.findLast(({ node }, at) => {
        const parent = path[at - 1]?.node;
        return /Statement$|^VariableAssignment$/.test(node.kind) && (at === 0 || parent?.kind === "Block");
    });
}

/** Parameters of functions around the expression that it uses; those of functions outside of the statement stay known. */
function outerNames(path: readonly Placed[], expression: Node): Set<string> {
    const statement = statementAround(path);
    const from = path.findIndex(({ node }) => node === statement?.node);
    const bound = new Set<string>();
    for (const { node } of path.slice(Math.max(0, from), -1)) {
        if (node.kind === "FunctionExpression") for (const { name } of node.params) bound.add(name.name);
        if (node.kind === "Block") for (const inner of node.statements) if (inner.kind === "VariableAssignment") bound.add(inner.name.name);
    }
    const used = new Set<string>();
    collectUses(expression, bound, used);
    return used;
}

function collectUses(node: Node, bound: ReadonlySet<string>, used: Set<string>): void {
    if (node.kind === "Identifier") {
        if (bound.has(node.name)) used.add(node.name);
        return;
    }
    if (node.kind === "MemberExpression") return collectUses(node.object, bound, used);
    if (node.kind === "Property") {
        collectUses(node.value ?? node.key, bound, used);
        return;
    }
    if (node.kind === "FunctionExpression") {
        const inside = new Set(bound);
        for (const { name, value } of node.params) {
            if (value !== undefined) collectUses(value, bound, used);
            inside.delete(name.name);
        }
        return collectUses(node.body, inside, used);
    }
    for (const child of childrenOf(node)) collectUses(child, bound, used);
}

function indentOf(text: string, offset: number): string {
    return /[ \t]*$/.exec(text.slice(text.lastIndexOf("\n", offset - 1) + 1, offset))?.[0] ?? "";
}

function freeName(wanted: string, taken: ReadonlySet<string>): string {
    let name = wanted;
    for (let round = 2; taken.has(name); round++) name = `${wanted}${round}`;
    return name;
}

/** The column that it is compared with, its argument, or what it is bound to. */
function nameFor(path: readonly Node[]): string {
    for (const node of [...path].reverse()) {
        if (node.kind === "BinaryExpression") {
            const member = [node.left, node.right].find((side) => side.kind === "MemberExpression");
            if (member?.kind === "MemberExpression")
                return wordOf(member.property.kind === "Identifier" ? member.property.name : member.property.value);
        }
        if (node.kind === "Property") return wordOf(node.key.kind === "Identifier" ? node.key.name : node.key.value);
        if (node.kind === "VariableAssignment") return wordOf(node.name.name);
    }
    return "value";
}

function wordOf(text: string): string {
    const word = text.replace(/^_+/, "").replace(/[^\p{L}\p{Nd}_]+/gu, "_");
    return /^[\p{L}_]/u.test(word) ? word : "value";
}
