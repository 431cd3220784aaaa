/**
 * What only the client knows of a script: the presets of its params, and how it stands against the connection. Asked only of
 * clients that say so when they start (`presets`, `status` in `initializationOptions`); others get the same without.
 */
import type { ServerContext } from "./context.ts";

/** `{uri}` → `{presets: {name: params as JSON text}}`. */
const presetsMethod = "fluxScripts/presets";
/** `{uri}` → `{title, command}`, `{stores: false}` where scripts are not stored, or null where nothing is known. */
const statusMethod = "fluxScripts/status";

/** A question must never keep an editor waiting. */
const patienceMs = 150;

/** How a script stands; there is nothing to tell where its connection stores none. */
export type ScriptStatus =
    | { readonly stores: false }
    | {
          readonly stores: true;
          readonly title: string;
          /** A command of the client that shows more. */
          readonly command: string;
      };

/** Name of a preset → what it gives to a param, as JSON text. */
export async function presetValues(context: ServerContext, uri: string, param: string): Promise<ReadonlyMap<string, string>> {
    const found = new Map<string, string>();
    if (!context.client.presets) return found;
    const answer = await ask<{ presets?: Readonly<Record<string, unknown>> }>(context, presetsMethod, uri);
    for (const [name, text] of Object.entries(answer?.presets ?? {})) {
        const value = typeof text === "string" ? memberText(text, param) : undefined;
        if (value !== undefined) found.set(name, value);
    }
    return found;
}

export async function scriptStatus(context: ServerContext, uri: string): Promise<ScriptStatus | undefined> {
    if (!context.client.status) return undefined;
    const answer = await ask<{ stores?: unknown; title?: unknown; command?: unknown }>(context, statusMethod, uri);
    if (answer?.stores === false) return { stores: false };
    return typeof answer?.title === "string" && typeof answer.command === "string"
        ? { stores: true, title: answer.title, command: answer.command }
        : undefined;
}

async function ask<T>({ connection }: ServerContext, method: string, uri: string): Promise<T | undefined> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<undefined>((resolve) => {
        timer = setTimeout(() => resolve(undefined), patienceMs);
    });
    try {
        return (await Promise.race([connection.sendRequest<T | null>(method, { uri }), late])) ?? undefined;
    } catch {
        return undefined;
    } finally {
        clearTimeout(timer);
    }
}

/** Text of a member of a JSON object, in its own spelling (`5.0` stays a float); undefined where it is missing. */
function memberText(json: string, name: string): string | undefined {
    let depth = 0;
    let key: string | undefined;
    let start = -1;
    for (const match of json.matchAll(/"(?:[^"\\]|\\.)*"|[{}[\],:]/g)) {
        const [token] = match;
        if (depth === 1 && start >= 0 && (token === "," || token === "}")) return json.slice(start, match.index).trim();
        if (token === "{" || token === "[") depth++;
        else if (token === "}" || token === "]") depth--;
        else if (depth === 1 && token === ":") {
            if (key === name) start = match.index + 1;
            key = undefined;
        } else if (depth === 1 && token.startsWith('"')) {
            try {
                key = JSON.parse(token) as string;
            } catch {
                return undefined;
            }
        }
    }
    return undefined;
}
