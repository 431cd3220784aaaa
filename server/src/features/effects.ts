/** `fluxScripts/effects`: what a run of a text would change outside, for clients that ask a person first. */
import { effects } from "@flux-scripts/flux";
import type { ServerContext } from "../context.ts";
import { Lines } from "../lines.ts";

export const effectsMethod = "fluxScripts/effects";

export interface EffectsRequest {
    /** The text that is about to run. */
    readonly text: string;
}

export interface EffectsAnswer {
    /** Those that change something, in the order of the text. `line` from 1. */
    readonly effects: readonly { readonly kind: string; readonly function: string; readonly target?: string; readonly line: number }[];
}

export function registerEffects({ connection }: ServerContext): void {
    connection.onRequest(effectsMethod, ({ text }: EffectsRequest): EffectsAnswer => {
        const changing = effects(text).filter(({ changes }) => changes);
        const lines = new Lines(text);
        return {
            effects: changing.map(({ kind, function: name, target, start }) => ({
                kind,
                function: name,
                ...(target === undefined ? {} : { target }),
                line: lines.positionAt(start).line + 1,
            })),
        };
    });
}
