/** `fluxtest.root`: the name by which cases elsewhere are extended, and the tags that there are. */
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

export interface TestRoot {
    readonly folder: string;
    readonly name: string;
    readonly tags: readonly string[];
}

const rootFile = "fluxtest.root";
const kept = new Map<string, TestRoot | undefined>();

/** The root of a file, in its folder or one above; undefined where there is none. Throws for one that can't be read. */
export function rootOf(file: string): TestRoot | undefined {
    return rootAbove(dirname(resolve(file)));
}

function rootAbove(folder: string): TestRoot | undefined {
    if (kept.has(folder)) return kept.get(folder);
    const path = join(folder, rootFile);
    const above = dirname(folder);
    const found = existsSync(path) ? readRoot(path, folder) : above === folder ? undefined : rootAbove(above);
    kept.set(folder, found);
    return found;
}

function readRoot(path: string, folder: string): TestRoot {
    let value: unknown;
    try {
        value = JSON.parse(readFileSync(path, "utf8"));
    } catch (error) {
        throw new Error(`${path} is not valid JSON: ${(error as Error).message}`);
    }
    const { name, tags } = (value ?? {}) as { name?: unknown; tags?: unknown };
    if (typeof name !== "string" || name === "") throw new Error(`${path} needs a "name"`);
    return { folder, name, tags: Array.isArray(tags) ? tags.filter((tag) => typeof tag === "string") : [] };
}
