/** The value of a param in its places: what a preset gives to it, else one of its type to change. */
import type { ParamFacts, ParamOccurrence } from "@flux-scripts/flux";
import { type CodeAction, CodeActionKind } from "vscode-languageserver";
import { presetValues } from "../clientQuestions.ts";
import type { ServerContext } from "../context.ts";
import type { OpenDocument } from "../documents.ts";
import { suggestedType } from "../params.ts";
import { pathTo } from "../tree.ts";
import { codeAction, type OffsetEdit } from "./action.ts";
import { placeholders } from "./calls.ts";

export async function inlineParam(context: ServerContext, document: OpenDocument, offset: number): Promise<CodeAction[]> {
    const info = document.analysis.hoverAt(offset);
    const facts = info?.kind === "param" ? info.params?.[0] : undefined;
    if (facts === undefined || facts.occurrences.length === 0) return [];
    const [preset] = await presetValues(context, document.uri, facts.name);
    const edits = facts.occurrences.map((place): OffsetEdit => editOf(document, facts, place, preset?.[1]));
    const title = preset === undefined ? `Inline params.${facts.name}` : `Inline params.${facts.name} with the preset ${preset[0]}`;
    return [codeAction(document, title, CodeActionKind.RefactorInline, edits)];
}

function editOf(document: OpenDocument, facts: ParamFacts, place: ParamOccurrence, json: string | undefined): OffsetEdit {
    const around = conversionAround(document, place);
    if (around !== undefined) {
        const text = json === undefined ? placeholders[around.name] : textOf(json);
        // A text becomes the duration or time itself: 1h, not duration(v: "1h").
        if (text !== undefined && isLiteral[around.name].test(text)) return { start: around.start, end: around.end, text };
    }
    if (place.use === "range-bound") {
        const text = json === undefined ? "-1h" : textOf(json);
        if (text !== undefined && (isLiteral.duration.test(text) || isLiteral.time.test(text)))
            return { start: place.start, end: place.end, text };
    }
    const value = json === undefined ? placeholders[suggestedType(facts) ?? "string"] : valueText(json);
    return { start: place.start, end: place.end, text: value ?? '""' };
}

const isLiteral = {
    duration: /^-?(?:\d+(?:y|mo|w|d|h|m|s|ms|us|µs|ns))+$/,
    time: /^(?:now\(\)|\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2}))?)$/,
} as const;

/** `duration(v: params.x)` or `time(v: params.x)` around a place. */
function conversionAround(
    document: OpenDocument,
    place: { readonly start: number; readonly end: number },
): { readonly name: "duration" | "time"; readonly start: number; readonly end: number } | undefined {
    const call = pathTo(document.analysis.file, place.start + 1).findLast(({ node }) => node.kind === "CallExpression");
    if (call?.node.kind !== "CallExpression" || call.node.callee.kind !== "Identifier") return undefined;
    const { name } = call.node.callee;
    const [argument] = call.node.args?.properties ?? [];
    const value = argument?.value;
    if ((name !== "duration" && name !== "time") || value === undefined || call.base + value.start !== place.start) return undefined;
    return { name, start: call.base + call.node.start, end: call.base + call.node.end };
}

function textOf(json: string): string | undefined {
    try {
        const value: unknown = JSON.parse(json);
        return typeof value === "string" ? value : undefined;
    } catch {
        return undefined;
    }
}

/** A JSON value as Flux writes it. Numbers keep their spelling. */
function valueText(json: string): string {
    const text = textOf(json);
    return text === undefined ? json : `"${text.replace(/["\\]|\$\{/g, "\\$&").replace(/\n/g, "\\n")}"`;
}
