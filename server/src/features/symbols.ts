/** Document symbols: what a file binds, as a tree where the client takes one. */
import type { Node, Statement } from "@flux-scripts/flux";
import { type DocumentSymbol, type SymbolInformation, SymbolKind } from "vscode-languageserver";
import { answering, type ServerContext } from "../context.ts";
import type { OpenDocument } from "../documents.ts";
import { itemsOf } from "../tree.ts";

/** Types beside the names cost a look at each; an outline of a longer file does without. */
const detailedLines = 3000;

export function registerSymbols(context: ServerContext): void {
    const empty: DocumentSymbol[] | SymbolInformation[] = [];
    context.connection.onDocumentSymbol(
        answering(context, empty, (document) => {
            const tree = documentSymbols(document);
            return context.client.hierarchicalSymbols ? tree : flat(tree, document.uri);
        }),
    );
}

/** Names that a file binds; with their types unless told otherwise. */
export function documentSymbols(document: OpenDocument, detailed = document.lineCount <= detailedLines): DocumentSymbol[] {
    const symbols: DocumentSymbol[] = [];
    for (const { node, base } of itemsOf(document.analysis.file)) add(symbols, node, base, document, detailed);
    return symbols;
}

function add(symbols: DocumentSymbol[], node: Node, base: number, document: OpenDocument, detailed: boolean): void {
    const range = (part: { readonly start: number; readonly end: number }) =>
        document.rangeOf({ start: base + part.start, end: base + part.end });
    const push = (name: string, kind: SymbolKind, selection: Node, detail: string | undefined, children: DocumentSymbol[] = []): void => {
        // The protocol takes no empty name; half-typed code has them.
        if (name === "") return;
        symbols.push({
            name,
            kind,
            range: range(node),
            selectionRange: range(selection),
            ...(detail === undefined ? {} : { detail }),
            ...(children.length === 0 ? {} : { children }),
        });
    };
    const inner = (statements: readonly Statement[]): DocumentSymbol[] => {
        const found: DocumentSymbol[] = [];
        for (const statement of statements) add(found, statement, base, document, detailed);
        return found;
    };
    switch (node.kind) {
        case "PackageClause":
            return push(node.name.name, SymbolKind.Package, node.name, undefined);
        case "ImportDeclaration":
            return push(node.path.value, SymbolKind.Module, node.path, node.alias?.name);
        case "VariableAssignment": {
            const { value } = node;
            const isFunction = value.kind === "FunctionExpression";
            const children = isFunction && value.body.kind === "Block" ? inner(value.body.statements) : [];
            const type = detailed ? document.analysis.hoverAt(base + node.name.start)?.type : undefined;
            return push(node.name.name, isFunction ? SymbolKind.Function : SymbolKind.Variable, node.name, type, children);
        }
        case "OptionStatement": {
            const { assignment } = node;
            if (assignment.kind === "VariableAssignment") return push(assignment.name.name, SymbolKind.Property, assignment.name, "option");
            const { object, property } = assignment.member;
            const owner = object.kind === "Identifier" ? `${object.name}.` : "";
            return push(
                owner + (property.kind === "Identifier" ? property.name : property.value),
                SymbolKind.Property,
                assignment.member,
                "option",
            );
        }
        case "BuiltinStatement":
            return push(node.name.name, SymbolKind.Function, node.name, "builtin");
        case "TestCaseStatement":
            return push(node.name.name, SymbolKind.Method, node.name, "testcase", inner(node.body.statements));
        default:
            return;
    }
}

function flat(symbols: readonly DocumentSymbol[], uri: string, container?: string): SymbolInformation[] {
    return symbols.flatMap(({ name, kind, range, children }) => [
        { name, kind, location: { uri, range }, ...(container === undefined ? {} : { containerName: container }) },
        ...flat(children ?? [], uri, name),
    ]);
}
