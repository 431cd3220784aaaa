/** Code lenses above a script: invoke, push, how it stands, its params; above a testcase: run. Their commands are the client's. */
import type { CodeLens } from "vscode-languageserver";
import { scriptStatus } from "../clientQuestions.ts";
import { answering, type ServerContext } from "../context.ts";
import type { OpenDocument } from "../documents.ts";
import { itemsOf } from "../tree.ts";

export function registerCodeLens(context: ServerContext): void {
    context.connection.onCodeLens(
        answering(context, [] as CodeLens[], async (document) => {
            if (!context.settings.codeLens) return [];
            const tests = testLenses(document);
            // A file of tests is not a script.
            return tests.length > 0 ? tests : scriptLenses(context, document);
        }),
    );
    // The client says when its answer would be another one.
    context.connection.onNotification("fluxScripts/statusChanged", () => {
        if (context.client.refreshCodeLens) void context.connection.sendRequest("workspace/codeLens/refresh").catch(() => undefined);
    });
}

function lensAt(document: OpenDocument, offset: number, title: string, command: string, args: readonly unknown[]): CodeLens {
    const { line } = document.positionAt(offset);
    return { range: { start: { line, character: 0 }, end: { line, character: 0 } }, command: { title, command, arguments: [...args] } };
}

function testLenses(document: OpenDocument): CodeLens[] {
    return [...itemsOf(document.analysis.file)].flatMap(({ node, base }) =>
        node.kind === "TestCaseStatement" && node.name.name !== ""
            ? [lensAt(document, base + node.start, "Run", "fluxScripts.runTestcase", [document.uri, node.name.name])]
            : [],
    );
}

async function scriptLenses(context: ServerContext, document: OpenDocument): Promise<CodeLens[]> {
    const first = [...itemsOf(document.analysis.file)].find(
        ({ node }) => node.kind !== "PackageClause" && node.kind !== "ImportDeclaration",
    );
    if (first === undefined) return [];
    const lens = (title: string, command: string): CodeLens =>
        lensAt(document, first.base + first.node.start, title, command, [document.uri]);
    const count = Object.keys(document.analysis.params).length;
    const status = await scriptStatus(context, document.uri);
    return [
        lens("Invoke", "fluxScripts.invoke"),
        ...(status?.stores === false ? [] : [lens("Push", "fluxScripts.push")]),
        ...(status?.stores === true ? [lens(status.title, status.command)] : []),
        ...(count === 0 ? [] : [lens(`${count} ${count === 1 ? "param" : "params"}`, "fluxScripts.invokeWithParams")]),
    ];
}
