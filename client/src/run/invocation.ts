/** `vscode://flux-scripts.flux-scripts/invoke?script=…&connection=…`: what a link may ask for, and what it may not. Pure. */
import { isJsonObject, readJson } from "@flux-scripts/flux/params";
import { isSecretName } from "./secrets.ts";

export interface Invocation {
    /** Name of a script of the workspace or of the connection. */
    readonly script: string;
    /** Name or id of a connection that is there already; the chosen one where absent. */
    readonly connection: string | undefined;
    readonly preset: string | undefined;
    /** Text of a JSON object. */
    readonly params: string | undefined;
}

export type InvocationFault = "path" | "script" | "params" | "text" | "secret" | "unknown";

const known = new Set(["script", "connection", "preset", "params"]);
const longest = 8192;

/** Reads a link's path and query. A link brings names and values, never a token, an address or the text of a script. */
export function readInvocation(path: string, query: string): Invocation | { readonly fault: InvocationFault; readonly name: string } {
    if (path !== "/invoke") return { fault: "path", name: path };
    if (query.length > longest) return { fault: "params", name: "params" };
    const parts = new URLSearchParams(query);
    for (const name of parts.keys()) {
        if (isSecretName(name)) return { fault: "secret", name };
        if (/^(flux|query|text|source|code|url|host)$/i.test(name)) return { fault: "text", name };
        if (!known.has(name) || parts.getAll(name).length > 1) return { fault: "unknown", name };
    }
    const value = (name: string): string | undefined => {
        const found = parts.get(name);
        return found === null || found === "" ? undefined : found;
    };
    const script = value("script");
    // A name, on one line: what the question shows is what runs.
    if (script === undefined || script.length > 200 || /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(script))
        return { fault: "script", name: script ?? "" };
    const params = value("params");
    if (params !== undefined) {
        const read = readJson(params);
        if (!read.ok || !isJsonObject(read.value)) return { fault: "params", name: "params" };
        const secret = [...read.value.keys()].find(isSecretName);
        if (secret !== undefined) return { fault: "secret", name: secret };
    }
    return { script, connection: value("connection"), preset: value("preset"), params };
}
