/** Call hierarchy within a file: who calls a function, and what it calls. */
import type { Node } from "@flux-scripts/flux";
import {
    type CallHierarchyIncomingCall,
    type CallHierarchyItem,
    type CallHierarchyOutgoingCall,
    type Range,
    SymbolKind,
} from "vscode-languageserver";
import { answering, type ServerContext } from "../context.ts";
import type { OpenDocument } from "../documents.ts";
import { childrenOf, type Placed, pathTo } from "../tree.ts";

type Assignment = Extract<Node, { kind: "VariableAssignment" }>;

export function registerCalls(context: ServerContext): void {
    const { callHierarchy } = context.connection.languages;
    callHierarchy.onPrepare(
        answering(context, null, (document, { position }): CallHierarchyItem[] | null => {
            const owner = functionNamedAt(document, document.offsetAt(position));
            return owner === undefined ? null : [itemOf(document, owner)];
        }),
    );
    callHierarchy.onIncomingCalls(({ item }) => ofItem(context, item, [] as CallHierarchyIncomingCall[], incoming));
    callHierarchy.onOutgoingCalls(({ item }) => ofItem(context, item, [] as CallHierarchyOutgoingCall[], outgoing));
}

function ofItem<R>(
    context: ServerContext,
    item: CallHierarchyItem,
    empty: R,
    work: (document: OpenDocument, owner: Placed<Assignment>) => R,
): Promise<R> {
    // What is no item is refused as a request without a document is.
    const textDocument = { uri: (item as CallHierarchyItem | null)?.uri as string };
    return answering(context, empty, (document) => {
        const owner = functionNamedAt(document, document.offsetAt(item.selectionRange.start));
        return owner === undefined ? empty : work(document, owner);
    })({ textDocument });
}

/** The assignment of the function whose name is at the offset, there or where it is used. */
function functionNamedAt(document: OpenDocument, offset: number): Placed<Assignment> | undefined {
    const definition = document.analysis.definitionAt(offset);
    if (definition === undefined) return undefined;
    const owner = assignmentAround(document, definition.start);
    return owner !== undefined && owner.base + owner.node.name.start === definition.start ? owner : undefined;
}

/** The innermost function with a name around an offset. */
function assignmentAround(document: OpenDocument, offset: number): Placed<Assignment> | undefined {
    for (const { node, base } of pathTo(document.analysis.file, offset + 1).reverse()) {
        if (node.kind === "VariableAssignment" && node.value.kind === "FunctionExpression") return { node, base };
    }
    return undefined;
}

function itemOf(document: OpenDocument, { node, base }: Placed<Assignment>): CallHierarchyItem {
    const range = (part: Node): Range => document.rangeOf({ start: base + part.start, end: base + part.end });
    return { name: node.name.name, kind: SymbolKind.Function, uri: document.uri, range: range(node), selectionRange: range(node.name) };
}

function fileItem(document: OpenDocument): CallHierarchyItem {
    const range = document.rangeOf({ start: 0, end: document.text.length });
    const name = document.uri.slice(document.uri.lastIndexOf("/") + 1);
    return { name, kind: SymbolKind.File, uri: document.uri, range, selectionRange: { start: range.start, end: range.start } };
}

function incoming(document: OpenDocument, owner: Placed<Assignment>): CallHierarchyIncomingCall[] {
    const calls = new Map<string, { from: CallHierarchyItem; fromRanges: Range[] }>();
    const start = owner.base + owner.node.name.start;
    for (const use of document.analysis.referencesAt(start)) {
        if (use.start === start) continue;
        const caller = assignmentAround(document, use.start);
        const from = caller === undefined ? fileItem(document) : itemOf(document, caller);
        const key = `${from.range.start.line}:${from.range.start.character}:${from.name}`;
        const entry = calls.get(key) ?? { from, fromRanges: [] };
        entry.fromRanges.push(document.rangeOf(use));
        calls.set(key, entry);
    }
    return [...calls.values()];
}

function outgoing(document: OpenDocument, { node, base }: Placed<Assignment>): CallHierarchyOutgoingCall[] {
    const calls = new Map<number, { to: CallHierarchyItem; fromRanges: Range[] }>();
    const visit = (part: Node): void => {
        if (part.kind === "CallExpression" && part.callee.kind === "Identifier") {
            const target = functionNamedAt(document, base + part.callee.start);
            if (target !== undefined) {
                const entry = calls.get(target.base + target.node.start) ?? { to: itemOf(document, target), fromRanges: [] };
                entry.fromRanges.push(document.rangeOf({ start: base + part.callee.start, end: base + part.callee.end }));
                calls.set(target.base + target.node.start, entry);
            }
        }
        for (const child of childrenOf(part)) visit(child);
    };
    visit(node.value);
    return [...calls.values()];
}
