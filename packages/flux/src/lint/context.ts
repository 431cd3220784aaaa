/** What lint rules look at. */
import type { Diagnostic, ParamFacts, QuickFix, Severity } from "../analysis/api.ts";
import { type FileNames, type LinkedChunk, type Meaning, meaningOf } from "../analysis/scopes.ts";
import type { CallExpression, Chunk, Expression, Node, SourceFile, Span } from "../syntax/ast.ts";
import { walk } from "../syntax/walk.ts";

/** One finding; all its places are relative to its chunk. */
export interface Finding {
    readonly place: Span;
    readonly message: string;
    readonly fixes?: readonly QuickFix[];
    readonly unnecessary?: boolean;
    readonly deprecated?: boolean;
}

/** A finding that takes the whole file to see: its fixes' places are the file's. */
export interface FileFinding extends Finding {
    readonly chunk: number;
}

/** One chunk and what the names that it reads mean; nothing else, so that findings can be kept with it. */
export class ChunkContext {
    readonly item: Chunk["item"];
    readonly linked: LinkedChunk;
    private readonly file: SourceFile;
    private readonly base: number;

    constructor(file: SourceFile, index: number, linked: LinkedChunk) {
        this.item = linked.chunk.item;
        this.linked = linked;
        this.file = file;
        this.base = file.offsets[index] ?? 0;
    }

    text({ start, end }: Span): string {
        return this.file.text.slice(this.base + start, this.base + end);
    }

    /** What a name means; undefined for another expression and for a name that nothing binds. */
    meaningOf(node: Expression | undefined): Meaning | undefined {
        return node?.kind === "Identifier" ? meaningOf(this.linked, node) : undefined;
    }

    /** The prelude's export that an expression names, if it does. */
    standardName(node: Expression | undefined): string | undefined {
        const meaning = this.meaningOf(node);
        return meaning?.tag === "standard" ? meaning.name : undefined;
    }

    /** The prelude's function that a call means, if it is one. */
    standardCallee(call: Expression): string | undefined {
        return call.kind === "CallExpression" ? this.standardName(call.callee) : undefined;
    }
}

export interface FileContext {
    readonly file: SourceFile;
    readonly names: FileNames;
    readonly paramFacts: readonly ParamFacts[];
}

export interface Rule {
    readonly code: string;
    /** What it tells, in one sentence; for settings and docs. */
    readonly summary: string;
    /** Unless the settings say otherwise. */
    readonly severity: Severity;
    /** Findings that one chunk gives by itself. */
    readonly check?: (context: ChunkContext) => Iterable<Finding>;
    /** Findings that take the whole file. */
    readonly checkFile?: (context: FileContext) => Iterable<FileFinding>;
}

/** A finding of a chunk as one of the file. */
export function placed(file: SourceFile, chunk: number, finding: Finding): FileFinding {
    const base = file.offsets[chunk] ?? 0;
    const { place, message, fixes, unnecessary, deprecated } = finding;
    return { chunk, place, message, fixes: fixes?.map((fix) => moved(fix, base)), unnecessary, deprecated };
}

function moved({ title, edits }: QuickFix, base: number): QuickFix {
    return { title, edits: edits.map(({ start, end, text }) => ({ start: base + start, end: base + end, text })) };
}

// Written out, without spreads: a long file has hundreds of findings, each made anew after a keystroke.
export function toDiagnostic(rule: Rule, severity: Severity, finding: FileFinding, file: SourceFile): Diagnostic {
    const base = file.offsets[finding.chunk] ?? 0;
    return {
        start: base + finding.place.start,
        end: base + finding.place.end,
        severity,
        kind: "lint",
        code: rule.code,
        message: finding.message,
        fixes: finding.fixes,
        unnecessary: finding.unnecessary,
        deprecated: finding.deprecated,
    };
}

const kept = new WeakMap<Node, readonly Node[]>();

/** Every node of a tree, parents first. Kept with the tree: each rule asks, and most trees outlive an edit. */
export function allNodes(root: Node): readonly Node[] {
    let nodes = kept.get(root);
    if (nodes === undefined) {
        const found: Node[] = [];
        walk(root, (node) => {
            found.push(node);
        });
        nodes = found;
        kept.set(root, nodes);
    }
    return nodes;
}

/** A pipeline: what flows in, and the calls in order. */
export interface Pipeline {
    readonly source: Expression;
    readonly calls: readonly CallExpression[];
    /** Its rows are what the statement gives: it is not assigned, passed or returned. */
    readonly isOutput: boolean;
}

/** The pipelines of a chunk, each told once, from its last call. */
export function pipelines(item: Chunk["item"]): Pipeline[] {
    const found: Pipeline[] = [];
    const inner = new Set<Node>();
    const output = item.kind === "ExpressionStatement" ? item.expression : undefined;
    for (const node of allNodes(item)) {
        if (node.kind === "PipeExpression" && !inner.has(node)) {
            found.push(unfold(node, node === output, inner));
        } else if (node === output && node.kind === "CallExpression") {
            found.push({ source: node, calls: [], isOutput: true });
        }
    }
    return found;
}

function unfold(node: Expression, isOutput: boolean, inner: Set<Node>): Pipeline {
    const calls: CallExpression[] = [];
    let source: Expression = node;
    while (source.kind === "PipeExpression") {
        inner.add(source);
        if (source.call.kind === "CallExpression") {
            calls.push(source.call);
        }
        source = source.argument;
    }
    return { source, calls: calls.reverse(), isOutput };
}

/** A step of a pipeline with the `|>` before it; undefined where a comment stands in it, which would go astray with it. */
export function stepOf(context: ChunkContext, call: CallExpression): Span | undefined {
    const pipe = allNodes(context.item).find((node) => node.kind === "PipeExpression" && node.call === call);
    if (pipe?.kind !== "PipeExpression") {
        return undefined;
    }
    const span = { start: pipe.argument.end, end: call.end };
    return context.text(span).includes("//") ? undefined : span;
}

/** An argument of a call by name. */
export function argumentOf(call: CallExpression, name: string): Expression | undefined {
    return call.args?.properties.find((property) => property.key.kind === "Identifier" && property.key.name === name)?.value;
}

/** The name that `object.name` or `object["name"]` asks for. */
export function keyName(
    key: { readonly kind: "Identifier"; readonly name: string } | { readonly kind: "StringLiteral"; readonly value: string },
): string {
    return key.kind === "Identifier" ? key.name : key.value;
}
