/** The file by which a running backend is found: written by it, 0600, in its data folder. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { LocalAccess } from "../platform.ts";

export interface Discovery extends LocalAccess {
    readonly pid: number;
}

const fileName = "service.json";

/** What the file says; undefined without one, or where it makes no sense. */
export function readDiscovery(dataFolder: string): Discovery | undefined {
    let value: unknown;
    try {
        value = JSON.parse(readFileSync(join(dataFolder, fileName), "utf8"));
    } catch {
        return undefined;
    }
    if (typeof value !== "object" || value === null) return undefined;
    const { url, token, org, pid } = value as Record<string, unknown>;
    if (typeof url !== "string" || typeof token !== "string" || typeof pid !== "number") return undefined;
    // The token is for this machine only, whatever the file says.
    if (!URL.canParse(url) || !/^(127\.\d+\.\d+\.\d+|localhost|\[::1\])$/.test(new URL(url).hostname)) return undefined;
    return { url, token, org: typeof org === "string" ? org : "local", pid };
}
