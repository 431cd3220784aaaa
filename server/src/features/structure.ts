/** Folding and growing selections, from the tree and its comments. */
import type { Chunk, Node } from "@flux-scripts/flux";
import { type FoldingRange, FoldingRangeKind, type SelectionRange } from "vscode-languageserver";
import { answering, type ServerContext } from "../context.ts";
import type { OpenDocument } from "../documents.ts";
import { Lines, linesOf } from "../lines.ts";
import { absoluteRange, itemsOf, nodesOf, pathTo } from "../tree.ts";

export function registerStructure(context: ServerContext): void {
    const { connection } = context;
    connection.onFoldingRanges(answering(context, [] as FoldingRange[], (document) => foldingRanges(document)));
    connection.onSelectionRanges(
        answering(context, [] as SelectionRange[], (document, { positions }) =>
            positions.map((position) => selectionRange(document, document.offsetAt(position))),
        ),
    );
}

const folded: ReadonlySet<Node["kind"]> = new Set([
    "PipeExpression",
    "FunctionExpression",
    "CallExpression",
    "RecordExpression",
    "ArrayExpression",
    "DictExpression",
    "Block",
    "TestCaseStatement",
    "ConditionalExpression",
]);

function foldingRanges(document: OpenDocument): FoldingRange[] {
    const { text } = document;
    const ranges = new Map<string, FoldingRange>();
    const add = (startLine: number, endLine: number, kind?: FoldingRangeKind): void => {
        const key = `${startLine}:${kind ?? ""}`;
        const before = ranges.get(key);
        // Of several nodes that begin in a line the longest folds.
        if (endLine > startLine && (before === undefined || before.endLine < endLine))
            ranges.set(key, { startLine, endLine, ...(kind === undefined ? {} : { kind }) });
    };
    const imports: number[] = [];
    for (const { node: item, base, chunk } of itemsOf(document.analysis.file)) {
        if (item.kind === "ImportDeclaration") imports.push(document.positionAt(base + item.start).line);
        const line = document.positionAt(base).line;
        for (const { start, end } of foldsOf(chunk, text.slice(base, base + chunk.length))) add(line + start, line + end);
    }
    const first = imports[0];
    if (first !== undefined) add(first, imports.at(-1) ?? first, FoldingRangeKind.Imports);
    foldComments(text, add);
    return [...ranges.values()].sort((a, b) => a.startLine - b.startLine);
}

interface Fold {
    readonly start: number;
    readonly end: number;
}

/** Folds of a statement by lines from its own first, kept with its tree: an edit costs only the statements that it touches. */
const keptFolds = new WeakMap<Chunk, readonly Fold[]>();

function foldsOf(chunk: Chunk, text: string): readonly Fold[] {
    const before = keptFolds.get(chunk);
    if (before !== undefined) return before;
    const lines = new Lines(text);
    const folds: Fold[] = [];
    for (const node of nodesOf(chunk)) {
        if (!folded.has(node.kind)) continue;
        const start = lines.positionAt(node.start).line;
        const end = lines.positionAt(node.end).line;
        // A closing bracket alone on its line stays visible.
        const closing = ")]}".includes(text[node.end - 1] ?? " ") && node.kind !== "PipeExpression";
        if (end - (closing ? 1 : 0) > start) folds.push({ start, end: closing ? end - 1 : end });
    }
    keptFolds.set(chunk, folds);
    return folds;
}

/** Runs of comment lines, and `// #region` to `// #endregion`. */
function foldComments(text: string, add: (start: number, end: number, kind: FoldingRangeKind) => void): void {
    const regions: number[] = [];
    let run: number | undefined;
    const lines = linesOf(text);
    for (const [at, line] of [...lines, ""].entries()) {
        const comment = line.trimStart().startsWith("//");
        if (comment && /^\s*\/\/\s*#?region\b/.test(line)) regions.push(at);
        else if (comment && /^\s*\/\/\s*#?endregion\b/.test(line)) add(regions.pop() ?? at, at, FoldingRangeKind.Region);
        else if (comment) {
            run ??= at;
            continue;
        }
        if (run !== undefined) add(run, at - 1, FoldingRangeKind.Comment);
        run = undefined;
    }
}

function selectionRange(document: OpenDocument, offset: number): SelectionRange {
    let selection: SelectionRange = { range: document.rangeOf({ start: 0, end: document.text.length }) };
    for (const placed of pathTo(document.analysis.file, offset)) {
        const range = document.rangeOf(absoluteRange(placed));
        const outer = selection.range;
        const same =
            range.start.line === outer.start.line &&
            range.start.character === outer.start.character &&
            range.end.line === outer.end.line &&
            range.end.character === outer.end.character;
        if (!same) selection = { range, parent: selection };
    }
    return selection;
}
