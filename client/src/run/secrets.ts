/** Params that look like secrets by their name: their values are never kept, neither in the history nor as last values. */
import { isJsonObject, type JsonValue, readJson, writeJson } from "@flux-scripts/flux/params";

const words = /^(secret|token|password|passwd|passphrase|pwd|credential|credentials|auth|authorization|bearer|apikey|privatekey|key)s?$/;

/** `apiToken`, `api_token`, `DB-PASSWORD`, `accessKey`; not `keyboard` or `monkey`. */
export function isSecretName(name: string): boolean {
    const parts = name
        .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
        .toLowerCase()
        .split(/[^a-z]+/);
    if (parts.some((part, index) => words.test(part) && (part !== "key" || index > 0 || parts.length === 1))) return true;
    return /secret|token|password|passphrase|apikey|privatekey/.test(parts.join(""));
}

/** The params (JSON text) without those that look like secrets, at any depth, and the names of the params that are missing then. */
export function withoutSecrets(params: string): { readonly params: string; readonly removed: readonly string[] } {
    const read = readJson(params);
    if (!read.ok || !isJsonObject(read.value)) return { params: "{}", removed: [] };
    const removed: string[] = [];
    const kept: [string, JsonValue][] = [];
    for (const [name, value] of read.value) {
        // A structure with a secret in it is of no use without it.
        if (isSecretName(name) || holdsSecret(value)) removed.push(name);
        else kept.push([name, value]);
    }
    return removed.length === 0 ? { params, removed } : { params: writeJson(new Map(kept)), removed };
}

function holdsSecret(value: JsonValue): boolean {
    if (Array.isArray(value)) return value.some((item: JsonValue) => holdsSecret(item));
    return isJsonObject(value) && [...value].some(([name, inner]) => isSecretName(name) || holdsSecret(inner));
}
