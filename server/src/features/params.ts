/** `fluxScripts/params`: what the client's form asks for. The inference is the language's own. */
import type { ParamFacts } from "@flux-scripts/flux";
import { answering, type ServerContext } from "../context.ts";
import { namesOf, type ParamNames } from "../paramNames.ts";
import { suggestedType, usageTexts } from "../params.ts";

export interface ParamsRequest {
    readonly uri: string;
}

export interface ParamsAnswer {
    readonly params: readonly {
        readonly name: string;
        /** As the scripts API names it. */
        readonly type: string;
        /** What the value is used for, in words, most telling first. */
        readonly usage: readonly string[];
        /** What to ask for where `type` is `any` and the use tells. */
        readonly suggestedType?: string;
        /** The inferred type in full where `type` is `any` and more is known: `[string]`, `{a: int}`. */
        readonly inferred?: string;
        /** Of the first use, from 1. */
        readonly line?: number;
        /** What live names the value is one of. */
        readonly names?: ParamNames;
    }[];
}

export const paramsMethod = "fluxScripts/params";

export function registerParams(context: ServerContext): void {
    const answer = answering(context, { params: [] } as ParamsAnswer, (document) => ({
        params: document.analysis.paramFacts.map((facts) => {
            const suggested = suggestedType(facts);
            const names = namesOf(document, facts);
            const first = facts.occurrences[0];
            return {
                name: facts.name,
                type: facts.type,
                usage: usageTexts(facts),
                ...(suggested === undefined ? {} : { suggestedType: suggested }),
                ...(isStructured(facts) ? { inferred: facts.inferred } : {}),
                ...(first === undefined ? {} : { line: document.positionAt(first.start).line + 1 }),
                ...(names === undefined ? {} : { names }),
            };
        }),
    }));
    context.connection.onRequest(paramsMethod, ({ uri }: ParamsRequest) => answer({ textDocument: { uri } }));
}

function isStructured({ type, inferred }: ParamFacts): boolean {
    return type === "any" && /^[[{]/.test(inferred);
}
