/** Arguments that a call has not been given yet, and values for one that is being given. */
import type { SignatureInfo, SignatureParameter } from "@flux-scripts/flux";
import { exportDoc } from "@flux-scripts/stdlib-docs";
import { type CompletionItem, CompletionItemKind, InsertTextFormat } from "vscode-languageserver";
import { parametersOf } from "./names.ts";
import { oneLine } from "../text.ts";
import type { Place } from "./place.ts";
import { columnItems, takesColumns, valuesOf } from "./strings.ts";

export async function argumentNames(place: Place, call: SignatureInfo): Promise<CompletionItem[]> {
    const { context, document, offset } = place;
    const followed = /^[\p{L}\p{Nd}_]*\s*:/u.test(document.text.slice(offset, offset + 80));
    const values = call.package === undefined ? undefined : (await exportDoc(call.package, call.name))?.values;
    return call.parameters
        .filter(({ mode, name }) => mode !== "pipe" && name !== "" && !call.given.some((given) => given === name && given !== place.word))
        .map((parameter, at): CompletionItem => {
            const { name, type, mode, default: value } = parameter;
            return {
                label: name,
                ...(context.client.labelDetails ? { labelDetails: { description: oneLine(type) } } : {}),
                kind: CompletionItemKind.Property,
                detail: `${mode === "optional" ? "?" : ""}${name}: ${oneLine(type)}${value === undefined ? "" : ` = ${value}`}`,
                sortText: `0${mode === "required" ? "0" : "1"}${String(at).padStart(2, "0")}`,
                ...(followed
                    ? {}
                    : context.client.snippets
                      ? { insertText: argumentSnippet(parameter, values?.[name]), insertTextFormat: InsertTextFormat.Snippet }
                      : { insertText: `${name}: ` }),
                data: call.package === undefined ? undefined : { package: call.package, name: call.name, argument: name },
            };
        });
}

function argumentSnippet({ name, default: value }: SignatureParameter, choices: readonly string[] | undefined): string {
    if (choices !== undefined) return `${name}: "\${1|${choices.join(",")}|}"`;
    return `${name}: \${1:${value === undefined ? "" : escaped(value)}}`;
}

function escaped(value: string): string {
    return value.replace(/[\\$}]/g, "\\$&");
}

const durations = ["1m", "5m", "15m", "1h", "1d"];
const bounds = ["-15m", "-1h", "-24h", "-7d", "-30d"];

/** What fits the argument before the cursor: the texts it takes, names of columns, a function of its parameters, true and false. */
export async function argumentValues(place: Place, call: SignatureInfo, argument: string, inList: boolean): Promise<CompletionItem[]> {
    const { document, offset, start, context } = place;
    const parameter = call.parameters.find(({ name }) => name === argument);
    const quoted = (item: CompletionItem): CompletionItem => ({
        ...item,
        label: `"${item.label}"`,
        filterText: item.label,
        textEdit: { range: document.rangeOf({ start, end: offset }), newText: `"${item.label}"` },
    });
    const texts = inList ? undefined : await valuesOf(call, argument);
    if (texts !== undefined) {
        return texts.map((value, at) => quoted({ label: value, kind: CompletionItemKind.EnumMember, sortText: `0${at}` }));
    }
    const type = parameter?.type.replace(/ where .*$/s, "") ?? "";
    if (takesColumns(argument) && (inList || type === "string")) return columnItems(document, offset, "0").map(quoted);
    if (type === "bool") {
        return ["true", "false"].map((label) => ({ label, kind: CompletionItemKind.Constant, sortText: `0${label}` }));
    }
    const times = argument === "start" || argument === "stop" ? bounds : type === "duration" ? durations : [];
    if (times.length > 0 && !inList) {
        return times.map((label, at) => ({ label, kind: CompletionItemKind.Value, sortText: `0${at}`, filterText: label }));
    }
    const names = type.startsWith("(") && !type.startsWith("(<-") ? parametersOf(type).map((each) => each.split(":")[0] ?? "") : undefined;
    if (names === undefined || !names.every((each) => /^[\p{L}_][\p{L}\p{Nd}_]*$/u.test(each))) return [];
    const head = `(${names.join(", ")}) => `;
    // A function that gives a record is written with brackets, else its body would look like a block.
    const body = /\) => (?:\{|[A-Z]\b)/.test(type) ? ["(", ")"] : ["", ""];
    const snippet = context.client.snippets;
    return [
        {
            label: head.trimEnd(),
            kind: CompletionItemKind.Snippet,
            sortText: "00",
            filterText: head,
            insertText: snippet ? `${head}${body[0]}$0${body[1]}` : head,
            ...(snippet ? { insertTextFormat: InsertTextFormat.Snippet } : {}),
        },
    ];
}
