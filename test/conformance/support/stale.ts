/** Whether the committed copy of the golden cases still is what it was copied from. */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";

/** Folders of a golden tree; everything else under test/conformance is ours. */
export const goldenFolders: readonly string[] = ["diagnostics", "engine", "format", "http", "params"];

/** Path (with `/`) of every file under the golden folders of `root` → SHA-256 of its content. */
export function digestGoldens(root: string): Map<string, string> {
    const digests = new Map<string, string>();
    for (const folder of goldenFolders) {
        for (const entry of readdirSync(join(root, folder), { recursive: true, withFileTypes: true })) {
            if (!entry.isFile()) continue;
            const path = join(entry.parentPath, entry.name);
            digests.set(relative(root, path).split(sep).join("/"), createHash("sha256").update(readFileSync(path)).digest("hex"));
        }
    }
    return digests;
}

/** `added`, `removed` and `changed` files of `original` as against `copy`, sorted, one line each. */
export function differences(copy: ReadonlyMap<string, string>, original: ReadonlyMap<string, string>): string[] {
    const found: string[] = [];
    for (const [path, digest] of original) {
        const ours = copy.get(path);
        if (ours === undefined) found.push(`missing in the copy: ${path}`);
        else if (ours !== digest) found.push(`differs: ${path}`);
    }
    for (const path of copy.keys()) if (!original.has(path)) found.push(`no longer in the original: ${path}`);
    return found.sort();
}
