/** The last synced state, one file a connection below `.flux-scripts/` (never in git). */
import { hash } from "./names.ts";
import type { BaseScript } from "./plan.ts";

/** The folder beside `flux-scripts.json`. */
export const stateFolder = ".flux-scripts";

/** Characters of a state's name. */
const maxLength = 150;

/** File of a connection's state: its address and organisation, as a name that any file system takes. */
export function stateFileOf(url: string, org: string | undefined): string {
    const where = `${url.replace(/^https?:\/\//, "").replace(/\/+$/, "")}${org === undefined ? "" : `~${org}`}`;
    const safe = where.replace(/[^A-Za-z0-9._~-]/g, (character) => `%${(character.codePointAt(0) ?? 0).toString(16)}`);
    // Long names are told apart by more than their beginning.
    return `sync-${safe.length <= maxLength ? safe : `${safe.slice(0, maxLength - 11)}~${hash(where)}`}.json`;
}

/** Reads a state; what can't be read counts as never synced, so that the next plan asks instead of overwriting. */
export function readState(text: string): BaseScript[] {
    let value: unknown;
    try {
        value = JSON.parse(text);
    } catch {
        return [];
    }
    const scripts = (value as { scripts?: unknown } | null)?.scripts;
    if (!Array.isArray(scripts)) return [];
    return scripts.filter(isBase);
}

export function writeState(scripts: readonly BaseScript[]): string {
    return `${JSON.stringify({ version: 1, scripts }, null, 1)}\n`;
}

function isBase(value: unknown): value is BaseScript {
    if (typeof value !== "object" || value === null) return false;
    const keys = ["id", "file", "name", "description", "text", "updatedAt"] as const;
    return keys.every((key) => typeof (value as Record<string, unknown>)[key] === "string");
}
