/** Links from imports to the packages' public documentation, and names that are edited together. */
import { standardPaths } from "@flux-scripts/flux";
import type { DocumentLink, LinkedEditingRanges } from "vscode-languageserver";
import { answering, type ServerContext } from "../context.ts";
import { itemsOf, pathTo } from "../tree.ts";
import { namesAt } from "./navigation.ts";

const documentation = "https://docs.influxdata.com/flux/v0/stdlib/";

export function registerLinks(context: ServerContext): void {
    const { connection } = context;
    connection.onDocumentLinks(
        answering(context, [] as DocumentLink[], (document) =>
            [...itemsOf(document.analysis.file)].flatMap(({ node, base }) => {
                if (node.kind !== "ImportDeclaration" || !isPublic(node.path.value)) return [];
                const range = document.rangeOf({ start: base + node.path.start + 1, end: base + node.path.end - 1 });
                return [{ range, target: `${documentation}${node.path.value.toLowerCase()}/` }];
            }),
        ),
    );
    connection.languages.onLinkedEditingRange(
        answering(context, null, (document, { position }): LinkedEditingRanges | null => {
            const offset = document.offsetAt(position);
            if (document.analysis.definitionAt(offset) === undefined) return null;
            const names = namesAt(document, offset);
            // In `{a}` the key must stay as it is: that takes a rename.
            const shorthand = names.some(({ start }) => {
                const property = pathTo(document.analysis.file, start + 1).findLast(({ node }) => node.kind === "Property");
                return property?.node.kind === "Property" && property.node.value === undefined;
            });
            return names.length < 2 || shorthand ? null : { ranges: names.map((name) => document.rangeOf(name)) };
        }),
    );
}

function isPublic(path: string): boolean {
    return standardPaths().includes(path) && !path.startsWith("internal/");
}
