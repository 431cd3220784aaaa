/** Workspace files from the disk. A text is kept until its file's time or size changes. */
import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { keepOnly } from "./kept.ts";
import type { WorkspaceFiles } from "./workspaceFiles.ts";

const skipped = new Set(["node_modules", ".git", ".flux-scripts"]);
/** Beyond this many files a workspace is not looked through in full. */
const maxFiles = 5000;
const maxBytes = 4 * 1024 * 1024;
/** A process may open only so many files, and one that could not be opened would be missing without a word. */
const openAtOnce = 64;

export class NodeFiles implements WorkspaceFiles {
    private readonly kept = new Map<string, { readonly stamp: string; readonly text: string }>();

    async read(folders: readonly string[]): Promise<{ uri: string; text: string }[]> {
        const found: string[] = [];
        for (const folder of folders) {
            const path = folderPath(folder);
            if (path !== undefined) await collect(path, found);
        }
        // A folder inside another one is found twice.
        const paths = [...new Set(found)];
        const files: { path: string; uri: string; text: string }[] = [];
        for (let start = 0; start < paths.length; start += openAtOnce) {
            const some = paths.slice(start, start + openAtOnce);
            const texts = await Promise.all(some.map((path) => this.text(path)));
            for (const [at, path] of some.entries()) {
                const text = texts[at];
                if (text !== undefined) files.push({ path, uri: pathToFileURL(path).href, text });
            }
        }
        keepOnly(
            this.kept,
            files.map(({ path }) => path),
        );
        return files;
    }

    private async text(path: string): Promise<string | undefined> {
        try {
            const { mtimeMs, size } = await stat(path);
            if (size > maxBytes) return undefined;
            const stamp = `${mtimeMs}:${size}`;
            const before = this.kept.get(path);
            if (before?.stamp === stamp) return before.text;
            const text = await readFile(path, "utf8");
            this.kept.set(path, { stamp, text });
            return text;
        } catch {
            // Deleted meanwhile, or not ours to read.
            return undefined;
        }
    }
}

/** Where a folder of the workspace is on the disk; nothing for one that is elsewhere. */
function folderPath(folder: string): string | undefined {
    if (!folder.startsWith("file:")) return undefined;
    try {
        return fileURLToPath(folder);
    } catch {
        // Another host's folder, say.
        return undefined;
    }
}

async function collect(folder: string, paths: string[]): Promise<void> {
    if (paths.length >= maxFiles) return;
    let entries;
    try {
        entries = await readdir(folder, { withFileTypes: true });
    } catch {
        return;
    }
    for (const entry of entries) {
        if (paths.length >= maxFiles) return;
        const path = join(folder, entry.name);
        if (entry.isDirectory() && !skipped.has(entry.name)) await collect(path, paths);
        else if (entry.isFile() && entry.name.endsWith(".flux")) paths.push(path);
    }
}
