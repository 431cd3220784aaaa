/** Completion, with documentation on request. */
import { exportDoc, packageDoc } from "@flux-scripts/stdlib-docs";
import { type CompletionItem, type CompletionList, ErrorCodes, MarkupKind, ResponseError } from "vscode-languageserver";
import { complete } from "../completion/complete.ts";
import type { CompletionData } from "../completion/names.ts";
import { answering, type ServerContext } from "../context.ts";
import { docText, type TextStyle } from "../text.ts";

export const completionTriggers = [".", '"', ":", ">", "("];

export function registerCompletion(context: ServerContext): void {
    const { connection, client } = context;
    connection.onCompletion(
        answering(context, [] as CompletionItem[] | CompletionList, async (document, { position }) => {
            const { items, isIncomplete } = await complete(context, document, document.offsetAt(position));
            return isIncomplete ? { items, isIncomplete } : items;
        }),
    );
    const style: TextStyle = client.documentationMarkdown ? "markdown" : "plain";
    connection.onCompletionResolve(async (item) => {
        if (typeof (item as CompletionItem | null)?.label !== "string")
            throw new ResponseError(ErrorCodes.InvalidParams, "An item must have a label.");
        const data = item.data as (CompletionData & { readonly argument?: string }) | undefined;
        if (data?.package === undefined) return item;
        try {
            const text = await documentation(data, style);
            if (text === "") return item;
            return { ...item, documentation: style === "markdown" ? { kind: MarkupKind.Markdown, value: text } : text };
        } catch (error) {
            connection.console.error(String(error));
            return item;
        }
    });
}

async function documentation(data: CompletionData & { readonly argument?: string }, style: TextStyle): Promise<string> {
    if (data.name === undefined) return (await packageDoc(data.package))?.summary ?? "";
    const doc = await exportDoc(data.package, data.name);
    if (data.argument === undefined) return docText(data, doc, style);
    return doc?.arguments?.[data.argument] ?? "";
}
