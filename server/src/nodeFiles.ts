/** Workspace files from the disk. A text is kept until its file's time or size changes. */
import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { WorkspaceFiles } from "./workspaceFiles.ts";

const skipped = new Set(["node_modules", ".git", ".flux-scripts"]);
/** Beyond this many files a workspace is not looked through in full. */
const maxFiles = 5000;
const maxBytes = 4 * 1024 * 1024;

export class NodeFiles implements WorkspaceFiles {
    private readonly kept = new Map<string, { readonly stamp: string; readonly text: string }>();

    async read(folders: readonly string[]): Promise<{ uri: string; text: string }[]> {
        const paths: string[] = [];
        for (const folder of folders) {
            if (folder.startsWith("file:")) await collect(fileURLToPath(folder), paths);
        }
        const texts = await Promise.all(paths.map((path) => this.text(path)));
        return paths.flatMap((path, at) => {
            const text = texts[at];
            return text === undefined ? [] : [{ uri: pathToFileURL(path).href, text }];
        });
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
