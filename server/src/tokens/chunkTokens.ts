/**
 * Semantic tokens of a statement: what the grammar can't know. Names of packages, params and parameters, functions of the
 * standard library. They are kept with the statement's tree, in the protocol's relative numbers.
 */
import type { Chunk, Node, SourceFile } from "@flux-scripts/flux";
import { packageName } from "@flux-scripts/flux";
import { childrenOf } from "../tree.ts";

export const tokenTypes = ["namespace", "function", "parameter", "variable", "property", "enumMember"] as const;
export const tokenModifiers = ["declaration", "defaultLibrary", "readonly"] as const;
type TokenType = (typeof tokenTypes)[number];

const declaration = 1;
const defaultLibrary = 2;
const readonly = 4;

type NameClass = "package" | "function" | "variable" | "unknown";

/** What the file binds its names to: a token's colour depends on it. */
export type FileNames = ReadonlyMap<string, NameClass>;

export interface ChunkTokens {
    /**
     * Five numbers a token, as the protocol has them. The first token's line counts from the chunk's first line; its character
     * from the chunk's start, where it stands on that line.
     */
    readonly data: readonly number[];
    /** Line breaks in the chunk, and characters behind the last one (the whole chunk without one). */
    readonly breaks: number;
    readonly tail: number;
    /** Place of the last token, counted as for the first. */
    readonly lastLine: number;
    readonly lastCharacter: number;
}

interface Kept extends ChunkTokens {
    readonly asked: ReadonlyMap<string, NameClass>;
    /** The names for which they were last found right. */
    names: FileNames;
}

/** Offsets relative to the chunk. */
interface Token {
    readonly start: number;
    readonly length: number;
    readonly type: number;
    readonly modifiers: number;
}

const kept = new WeakMap<Chunk, Kept>();

/** Tokens of a chunk that begins at an offset of the file's text. */
export function chunkTokens(chunk: Chunk, text: string, offset: number, names: FileNames): ChunkTokens {
    const before = kept.get(chunk);
    if (before !== undefined && (before.names === names || sameAnswers(before.asked, names))) {
        before.names = names;
        return before;
    }
    const walker = new Walker(names);
    walker.visit(chunk.item as Node, new Set());
    const found: Kept = { ...encode(walker.tokens, text.slice(offset, offset + chunk.length)), asked: walker.asked, names };
    kept.set(chunk, found);
    return found;
}

function sameAnswers(asked: ReadonlyMap<string, NameClass>, names: FileNames): boolean {
    for (const [name, answer] of asked) if ((names.get(name) ?? "unknown") !== answer) return false;
    return true;
}

function encode(tokens: Token[], text: string): ChunkTokens {
    tokens.sort((a, b) => a.start - b.start);
    const data: number[] = [];
    let line = 0;
    let lineStart = 0;
    let lastLine = 0;
    let lastCharacter = 0;
    let at = 0;
    const go = (offset: number): void => {
        for (; at < offset; at++) {
            const code = text.charCodeAt(at);
            if (code === 10 || (code === 13 && text.charCodeAt(at + 1) !== 10)) {
                line++;
                lineStart = at + 1;
            }
        }
    };
    for (const { start, length, type, modifiers } of tokens) {
        go(start);
        const character = start - lineStart;
        const sameLine = data.length > 0 && line === lastLine;
        data.push(line - lastLine, sameLine ? character - lastCharacter : character, length, type, modifiers);
        lastLine = line;
        lastCharacter = character;
    }
    go(text.length);
    return { data, breaks: line, tail: text.length - lineStart, lastLine, lastCharacter };
}

/** What a file binds at its top. The same object for the same answers, one edit after the other. */
export class FileNamesKeeper {
    private last: FileNames = new Map();

    of(file: SourceFile): FileNames {
        const names = new Map<string, NameClass>();
        for (const { item } of file.chunks) {
            const node: Node = item.kind === "OptionStatement" ? item.assignment : (item as Node);
            if (node.kind === "ImportDeclaration") names.set(node.alias?.name ?? packageName(node.path.value), "package");
            else if (node.kind === "VariableAssignment" && names.get(node.name.name) !== "package")
                names.set(node.name.name, node.value.kind === "FunctionExpression" ? "function" : "variable");
        }
        if (!isSame(names, this.last)) this.last = names;
        return this.last;
    }
}

function isSame(a: FileNames, b: FileNames): boolean {
    if (a.size !== b.size) return false;
    for (const [name, found] of a) if (b.get(name) !== found) return false;
    return true;
}

class Walker {
    readonly tokens: Token[] = [];
    /** What the file said of the names that it was asked for. */
    readonly asked = new Map<string, NameClass>();
    private readonly names: FileNames;

    constructor(names: FileNames) {
        this.names = names;
    }

    private classOf(name: string): NameClass {
        const found = this.names.get(name) ?? "unknown";
        this.asked.set(name, found);
        return found;
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
        if (node.kind === "Identifier" && !parameters.has(node.name) && this.classOf(node.name) !== "package") {
            this.add(node, "function", this.classOf(node.name) === "unknown" ? defaultLibrary : 0);
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
        if (object.kind === "Identifier" && object.name === "params" && !parameters.has("params") && !this.isOwn("params")) {
            this.add(property, "parameter", readonly);
        } else if (object.kind === "Identifier" && !parameters.has(object.name) && this.classOf(object.name) === "package") {
            this.add(property, called ? "function" : "variable", defaultLibrary);
        } else {
            this.add(property, called ? "function" : "property", 0);
        }
    }

    private name(node: Extract<Node, { kind: "Identifier" }>, parameters: ReadonlySet<string>): void {
        if (parameters.has(node.name)) this.add(node, "parameter", 0);
        else if (this.classOf(node.name) === "package") this.add(node, "namespace", 0);
        else if (this.classOf(node.name) === "function") this.add(node, "function", 0);
        else this.add(node, "variable", node.name === "params" && !this.isOwn("params") ? readonly : 0);
    }

    private isOwn(name: string): boolean {
        const found = this.classOf(name);
        return found === "variable" || found === "function";
    }

    private add(
        node: { readonly start: number; readonly end: number; readonly kind: string } | undefined,
        type: TokenType,
        bits: number,
    ): void {
        // A quoted key is a string, and a name that is missing has no text.
        if (node === undefined || node.kind === "StringLiteral" || node.end <= node.start) return;
        this.tokens.push({ start: node.start, length: node.end - node.start, type: tokenTypes.indexOf(type), modifiers: bits });
    }
}
