/** What lint rules look at. */
import type { Diagnostic, ParamFacts, QuickFix, Severity } from "../analysis/api.ts";
import { absolute } from "../analysis/locate.ts";
import type { Recording } from "../analysis/recording.ts";
import type { CallExpression, Expression, Node, SourceFile, Span } from "../syntax/ast.ts";
import { walk } from "../syntax/walk.ts";

export interface LintContext {
    readonly file: SourceFile;
    readonly recording: Recording;
    readonly paramFacts: readonly ParamFacts[];
}

export interface Rule {
    readonly code: string;
    /** What it tells, in one sentence; for settings and docs. */
    readonly summary: string;
    /** Unless the settings say otherwise. */
    readonly severity: Severity;
    check(context: LintContext): Iterable<Finding>;
}

/** One finding; its range is relative to the chunk. */
export interface Finding {
    readonly chunk: number;
    readonly place: Span;
    readonly message: string;
    readonly fixes?: readonly QuickFix[];
    readonly unnecessary?: boolean;
    readonly deprecated?: boolean;
}

export function toDiagnostic(rule: Rule, severity: Severity, finding: Finding, file: SourceFile): Diagnostic {
    return {
        ...absolute(file, finding.chunk, finding.place),
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
    readonly chunk: number;
    readonly source: Expression;
    readonly calls: readonly CallExpression[];
    readonly node: Expression;
    /** Its rows are what the statement gives: it is not assigned, passed or returned. */
    readonly isOutput: boolean;
}

/** The pipelines of a file, each told once, from its last call. */
export function pipelines(file: SourceFile): Pipeline[] {
    const found: Pipeline[] = [];
    for (const [chunk, { item }] of file.chunks.entries()) {
        const inner = new Set<Node>();
        const output = item.kind === "ExpressionStatement" ? item.expression : undefined;
        for (const node of allNodes(item)) {
            if (node.kind === "PipeExpression" && !inner.has(node)) {
                found.push(unfold(node, chunk, node === output, inner));
            } else if (node === output && node.kind === "CallExpression") {
                found.push({ chunk, source: node, calls: [], node, isOutput: true });
            }
        }
    }
    return found;
}

function unfold(node: Expression, chunk: number, isOutput: boolean, inner: Set<Node>): Pipeline {
    const calls: CallExpression[] = [];
    let source: Expression = node;
    while (source.kind === "PipeExpression") {
        inner.add(source);
        if (source.call.kind === "CallExpression") {
            calls.push(source.call);
        }
        source = source.argument;
    }
    return { chunk, source, calls: calls.reverse(), node, isOutput };
}

/** The prelude's function that a call means, if it is one: `range`, whatever it is imported as. */
export function standardCallee(call: Expression, recording: Recording): string | undefined {
    return call.kind === "CallExpression" ? standardName(call.callee, recording) : undefined;
}

/** The prelude's export that an expression names, if it does. */
export function standardName(node: Expression | undefined, recording: Recording): string | undefined {
    const binding = node?.kind === "Identifier" ? recording.useOf(node)?.binding : undefined;
    return binding?.kind === "prelude" ? binding.name : undefined;
}

/** An argument of a call by name. */
export function argumentOf(call: CallExpression, name: string): Expression | undefined {
    return call.args?.properties.find((property) => property.key.kind === "Identifier" && property.key.name === name)?.value;
}
