/**
 * Semantic tokens: what the grammar can't know. Names of packages, params and parameters, functions of the standard library.
 * A statement's tokens are kept with its tree, so that an edit costs only the statements it touches.
 */
import type { Chunk, Node } from "@flux-scripts/flux";
import { type SemanticTokens, SemanticTokensBuilder, type SemanticTokensDelta, type SemanticTokensLegend } from "vscode-languageserver";
import { answering, type ServerContext } from "../context.ts";
import type { OpenDocument } from "../documents.ts";
import { childrenOf, itemsOf } from "../tree.ts";

const types = ["namespace", "function", "parameter", "variable", "property", "enumMember"] as const;
const modifiers = ["declaration", "defaultLibrary", "readonly"] as const;
type TokenType = (typeof types)[number];

export const semanticTokensLegend: SemanticTokensLegend = { tokenTypes: [...types], tokenModifiers: [...modifiers] };

const declaration = 1;
const defaultLibrary = 2;
const readonly = 4;

/** Offsets relative to the chunk. */
interface Token {
    readonly start: number;
    readonly length: number;
    readonly type: number;
    readonly modifiers: number;
}

/** Names that the whole file decides on: a token's colour depends on them. */
interface FileNames {
    readonly packages: ReadonlySet<string>;
    readonly functions: ReadonlySet<string>;
    readonly own: ReadonlySet<string>;
    readonly key: string;
}

const kept = new WeakMap<Chunk, { readonly key: string; readonly tokens: readonly Token[] }>();

export function registerSemanticTokens(context: ServerContext): void {
    const builders = new WeakMap<OpenDocument, SemanticTokensBuilder>();
    const builderOf = (document: OpenDocument): SemanticTokensBuilder => {
        const found = builders.get(document) ?? new SemanticTokensBuilder();
        builders.set(document, found);
        return found;
    };
    const empty: SemanticTokens = { data: [] };
    const { semanticTokens } = context.connection.languages;
    semanticTokens.on(
        answering(context, empty, (document) => {
            const builder = builderOf(document);
            builder.previousResult("");
            push(builder, document);
            return builder.build();
        }),
    );
    semanticTokens.onDelta(
        answering(context, empty as SemanticTokens | SemanticTokensDelta, (document, { previousResultId }) => {
            const builder = builderOf(document);
            builder.previousResult(previousResultId);
            push(builder, document);
            return builder.buildEdits();
        }),
    );
    semanticTokens.onRange(
        answering(context, empty, (document, { range }) => {
            const builder = new SemanticTokensBuilder();
            push(builder, document, { start: document.offsetAt(range.start), end: document.offsetAt(range.end) });
            return { data: builder.build().data };
        }),
    );
}

function push(builder: SemanticTokensBuilder, document: OpenDocument, within?: { readonly start: number; readonly end: number }): void {
    const names = fileNames(document);
    for (const { base, chunk } of itemsOf(document.analysis.file)) {
        if (within !== undefined && (base > within.end || base + chunk.length < within.start)) continue;
        for (const { start, length, type, modifiers: bits } of tokensOf(chunk, names)) {
            const { line, character } = document.positionAt(base + start);
            builder.push(line, character, length, type, bits);
        }
    }
}

function fileNames(document: OpenDocument): FileNames {
    const packages = new Set<string>();
    const functions = new Set<string>();
    const own = new Set<string>();
    for (const { node } of itemsOf(document.analysis.file)) {
        if (node.kind === "ImportDeclaration")
            packages.add(node.alias?.name ?? node.path.value.slice(node.path.value.lastIndexOf("/") + 1));
        const assignment = node.kind === "OptionStatement" ? node.assignment : node;
        if (assignment.kind !== "VariableAssignment") continue;
        own.add(assignment.name.name);
        if (assignment.value.kind === "FunctionExpression") functions.add(assignment.name.name);
    }
    return { packages, functions, own, key: [...packages, "|", ...functions, "|", ...own].join(" ") };
}

function tokensOf(chunk: Chunk, names: FileNames): readonly Token[] {
    const before = kept.get(chunk);
    if (before?.key === names.key) return before.tokens;
    const walker = new Walker(names);
    walker.visit(chunk.item as Node, new Set());
    const tokens = walker.tokens.sort((a, b) => a.start - b.start);
    kept.set(chunk, { key: names.key, tokens });
    return tokens;
}

class Walker {
    readonly tokens: Token[] = [];
    private readonly names: FileNames;

    constructor(names: FileNames) {
        this.names = names;
    }

    /** `parameters` are the names of the functions around. */
    visit(node: Node, parameters: ReadonlySet<string>): void {
        switch (node.kind) {
            case "PackageClause":
                return this.add(node.name, "namespace", declaration);
            case "ImportDeclaration":
                return this.add(node.alias, "namespace", declaration);
            case "VariableAssignment":
                this.add(node.name, node.value.kind === "FunctionExpression" ? "function" : "variable", declaration);
                return this.visit(node.value, parameters);
            case "FunctionExpression": {
                const inside = new Set(parameters);
                for (const { name, value } of node.params) {
                    this.add(name, "parameter", declaration);
                    if (value !== undefined && value.kind !== "PipeLiteral") this.visit(value, parameters);
                    inside.add(name.name);
                }
                return this.visit(node.body, inside);
            }
            case "CallExpression":
                this.callee(node.callee, parameters);
                for (const property of node.args?.properties ?? []) this.visit(property, parameters);
                return;
            case "MemberExpression":
                return this.member(node, parameters, false);
            case "Property":
                this.add(node.key, "property", 0);
                if (node.value !== undefined) this.visit(node.value, parameters);
                return;
            case "LabelLiteral":
                return this.add(node, "enumMember", 0);
            case "TestCaseStatement":
                this.add(node.name, "function", declaration);
                return this.visit(node.body, parameters);
            case "Identifier":
                return this.name(node, parameters);
            case "BuiltinStatement":
            case "Attribute":
                return;
            default:
                for (const child of childrenOf(node)) this.visit(child, parameters);
        }
    }

    private callee(node: Node, parameters: ReadonlySet<string>): void {
        if (node.kind === "Identifier" && !parameters.has(node.name) && !this.names.packages.has(node.name)) {
            this.add(node, "function", this.names.own.has(node.name) ? 0 : defaultLibrary);
        } else if (node.kind === "MemberExpression") {
            this.member(node, parameters, true);
        } else {
            this.visit(node, parameters);
        }
    }

    private member(node: Extract<Node, { kind: "MemberExpression" }>, parameters: ReadonlySet<string>, called: boolean): void {
        const { object, property } = node;
        this.visit(object, parameters);
        if (property.kind !== "Identifier") return;
        if (object.kind === "Identifier" && object.name === "params" && !parameters.has("params") && !this.names.own.has("params")) {
            this.add(property, "parameter", readonly);
        } else if (object.kind === "Identifier" && this.names.packages.has(object.name) && !parameters.has(object.name)) {
            this.add(property, called ? "function" : "variable", defaultLibrary);
        } else {
            this.add(property, called ? "function" : "property", 0);
        }
    }

    private name(node: Extract<Node, { kind: "Identifier" }>, parameters: ReadonlySet<string>): void {
        if (parameters.has(node.name)) this.add(node, "parameter", 0);
        else if (this.names.packages.has(node.name)) this.add(node, "namespace", 0);
        else if (this.names.functions.has(node.name)) this.add(node, "function", 0);
        else this.add(node, "variable", node.name === "params" && !this.names.own.has("params") ? readonly : 0);
    }

    private add(
        node: { readonly start: number; readonly end: number; readonly kind: string } | undefined,
        type: TokenType,
        bits: number,
    ): void {
        // A quoted key is a string, and a name that is missing has no text.
        if (node === undefined || node.kind === "StringLiteral" || node.end <= node.start) return;
        this.tokens.push({ start: node.start, length: node.end - node.start, type: types.indexOf(type), modifiers: bits });
    }
}
