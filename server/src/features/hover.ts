/** Hover: what a name is, its type, and what it does. */
import { type HoverInfo, packageName, type ParamFacts } from "@flux-scripts/flux";
import { exportDoc, packageDoc } from "@flux-scripts/stdlib-docs";
import { type Hover, MarkupKind } from "vscode-languageserver";
import { answering, type ServerContext } from "../context.ts";
import type { OpenDocument } from "../documents.ts";
import { exportText, packageText, type TextStyle } from "../text.ts";
import { pathTo } from "../tree.ts";
import { paramText, whyAny } from "../params.ts";

export function registerHover(context: ServerContext): void {
    const style: TextStyle = context.client.hoverMarkdown ? "markdown" : "plain";
    context.connection.onHover(
        answering(context, null, async (document, { position }): Promise<Hover | null> => {
            const offset = document.offsetAt(position);
            const info = document.analysis.hoverAt(offset);
            if (info === undefined) return importHover(document, offset, style);
            const value = await hoverText(info, document, style);
            return {
                contents: { kind: style === "markdown" ? MarkupKind.Markdown : MarkupKind.PlainText, value },
                range: document.rangeOf(info),
            };
        }),
    );
}

/** On the path of an import: what the package is for. */
async function importHover(document: OpenDocument, offset: number, style: TextStyle): Promise<Hover | null> {
    const found = pathTo(document.analysis.file, offset).find(({ node }) => node.kind === "ImportDeclaration");
    if (found?.node.kind !== "ImportDeclaration") return null;
    const { path, alias } = found.node;
    const value = packageText(alias?.name ?? packageName(path.value), path.value, await packageDoc(path.value), style);
    const kind = style === "markdown" ? MarkupKind.Markdown : MarkupKind.PlainText;
    return { contents: { kind, value }, range: document.rangeOf({ start: found.base + path.start, end: found.base + path.end }) };
}

async function hoverText(info: HoverInfo, document: OpenDocument, style: TextStyle): Promise<string> {
    if (info.kind === "param") {
        const facts = info.params?.[0];
        if (facts !== undefined) return paramHover(facts, style);
    }
    if (info.kind === "params") return paramsHover(info.params ?? [], style);
    if (info.kind === "package" || info.type.startsWith("package ")) {
        const path = info.type.replace(/^package /, "");
        return packageText(info.name, path, await packageDoc(path), style);
    }
    const argumentText = info.kind === "parameter" ? await argumentDoc(info, document) : undefined;
    const doc = info.package === undefined ? undefined : await exportDoc(info.package, info.name);
    return exportText(info, doc ?? (argumentText === undefined ? undefined : { summary: argumentText }), style);
}

/** What the documentation of the called function says about the argument under the cursor. */
async function argumentDoc(info: HoverInfo, document: OpenDocument): Promise<string | undefined> {
    const call = document.analysis.signatureAt(info.start);
    if (call?.package === undefined) return undefined;
    return (await exportDoc(call.package, call.name))?.arguments?.[info.name];
}

function paramHover(facts: ParamFacts, style: TextStyle): string {
    const head = `(param) params.${facts.name}: ${paramText(facts)}`;
    const count = facts.occurrences.length;
    const lines = [
        whyAny(facts),
        `Read at ${count} ${count === 1 ? "place" : "places"}. Every param is required when the script is invoked.`,
    ];
    return block(
        head,
        lines.filter((line) => line !== ""),
        style,
    );
}

function paramsHover(all: readonly ParamFacts[], style: TextStyle): string {
    const members = all.map((facts) => `    ${facts.name}: ${paramText(facts)}`);
    const head = all.length === 0 ? "params: {}" : `params: {\n${members.join(",\n")},\n}`;
    return block(head, ["The values that an invocation gives to this script."], style);
}

function block(code: string, lines: readonly string[], style: TextStyle): string {
    return style === "markdown" ? `\`\`\`flux\n${code}\n\`\`\`\n\n${lines.join("\n\n")}` : [code, ...lines].join("\n");
}
