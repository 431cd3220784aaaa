/** `fluxScripts/params`: what the client's form asks for. The inference is the language's own. */
import { answering, type ServerContext } from "../context.ts";
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
    }[];
}

export const paramsMethod = "fluxScripts/params";

export function registerParams(context: ServerContext): void {
    const answer = answering(context, { params: [] } as ParamsAnswer, ({ analysis }) => ({
        params: analysis.paramFacts.map((facts) => {
            const suggested = suggestedType(facts);
            return {
                name: facts.name,
                type: facts.type,
                usage: usageTexts(facts),
                ...(suggested === undefined ? {} : { suggestedType: suggested }),
            };
        }),
    }));
    context.connection.onRequest(paramsMethod, ({ uri }: ParamsRequest) => answer({ textDocument: { uri } }));
}
