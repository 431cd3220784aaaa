/** Hover: what a name is, its type, and what it does. */
import { type ColumnInfo, type ColumnSource, type HoverInfo, packageName, type ParamFacts } from "@flux-scripts/flux";
import { exportDoc, packageDoc } from "@flux-scripts/stdlib-docs";
import { type Hover, MarkupKind } from "vscode-languageserver";
import { presetValues } from "../clientQuestions.ts";
import { answering, type ServerContext } from "../context.ts";
import type { OpenDocument } from "../documents.ts";
import { exportText, foldedType, packageText, type TextStyle } from "../text.ts";
import { pathTo } from "../tree.ts";
import { paramText, usageTexts, whyAny } from "../params.ts";

export function registerHover(context: ServerContext): void {
    const style: TextStyle = context.client.hoverMarkdown ? "markdown" : "plain";
    context.connection.onHover(
        answering(context, null, async (document, { position }): Promise<Hover | null> => {
            const offset = document.offsetAt(position);
            const info = document.analysis.hoverAt(offset);
            if (info === undefined) return importHover(document, offset, style);
            const value = await hoverText(info, document, style, context);
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

async function hoverText(info: HoverInfo, document: OpenDocument, style: TextStyle, context: ServerContext): Promise<string> {
    if (info.kind === "param") {
        const facts = info.params?.[0];
        if (facts !== undefined) return paramHover(facts, document, style, await presetValues(context, document.uri, facts.name));
    }
    const column = info.kind === "property" ? document.analysis.columnAt(info.start) : undefined;
    if (column !== undefined) return columnHover(column, document, style);
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

/** A column in a row function, and what brings it into the rows. */
function columnHover({ name, type, source }: ColumnInfo, document: OpenDocument, style: TextStyle): string {
    return block(`(column) ${name}: ${foldedType(type)}`, source === undefined ? [] : [sourceText(source, document, style)], style);
}

function sourceText(source: ColumnSource, document: OpenDocument, style: TextStyle): string {
    const line = document.positionAt(source.start).line + 1;
    const name = style === "markdown" ? `\`${source.name}\`` : source.name;
    if (source.kind === "variable") return `A column of the stream ${name}.`;
    if (source.bucket !== undefined) return `A column of the bucket "${source.bucket}".`;
    if (source.name === "from") return `A column of the bucket that is read in line ${line}.`;
    return `Comes from ${source.name === "" ? "a function" : name} in line ${line}.`;
}

/** So many places are told by their lines. */
const maxLines = 12;

function placesText(facts: ParamFacts, document: OpenDocument): string {
    const lines = [...new Set(facts.occurrences.map(({ start }) => document.positionAt(start).line + 1))];
    const shown = lines.slice(0, maxLines).join(", ");
    const more = lines.length > maxLines ? " and others" : "";
    return lines.length === 0 ? "" : `Read in ${lines.length === 1 ? "line" : "lines"} ${shown}${more}.`;
}

function paramHover(facts: ParamFacts, document: OpenDocument, style: TextStyle, presets: ReadonlyMap<string, string>): string {
    const head = `(param) params.${facts.name}: ${paramText(facts)}`;
    const usage = facts.type === "any" ? "" : usageTexts(facts).join(", ");
    const values = [...presets].map(([name, value]) => (style === "markdown" ? `- ${name}: \`${value}\`` : `- ${name}: ${value}`));
    const lines = [
        whyAny(facts),
        usage === "" ? "" : `Used as ${usage}.`,
        `${placesText(facts, document)} Every param is required when the script is invoked.`.trim(),
        values.length === 0 ? "" : `Presets:\n${values.join("\n")}`,
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
    return style === "markdown" ? [`\`\`\`flux\n${code}\n\`\`\``, ...lines].join("\n\n") : [code, ...lines].join("\n");
}
