/** Code lenses above a script: invoke, push, its params. Their commands are the client's. */
import type { CodeLens } from "vscode-languageserver";
import { answering, type ServerContext } from "../context.ts";
import { itemsOf } from "../tree.ts";

export function registerCodeLens(context: ServerContext): void {
    context.connection.onCodeLens(
        answering(context, [] as CodeLens[], (document) => {
            if (!context.settings.codeLens) return [];
            const first = [...itemsOf(document.analysis.file)].find(
                ({ node }) => node.kind !== "PackageClause" && node.kind !== "ImportDeclaration",
            );
            // A file of tests is not a script.
            if (first === undefined || [...itemsOf(document.analysis.file)].some(({ node }) => node.kind === "TestCaseStatement"))
                return [];
            const line = document.positionAt(first.base + first.node.start).line;
            const range = { start: { line, character: 0 }, end: { line, character: 0 } };
            const count = Object.keys(document.analysis.params).length;
            const lens = (title: string, command: string): CodeLens => ({ range, command: { title, command, arguments: [document.uri] } });
            return [
                lens("Invoke", "fluxScripts.invoke"),
                lens("Push", "fluxScripts.push"),
                ...(count === 0 ? [] : [lens(`${count} ${count === 1 ? "param" : "params"}`, "fluxScripts.invokeWithParams")]),
            ];
        }),
    );
}
