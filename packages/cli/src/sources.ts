/** What the PATHs of a command name: files, all scripts below a folder, standard input. */
import { isUtf8 } from "node:buffer";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { UsageError } from "./faults.ts";

/** One script as it was named on the command line (`-` for standard input). */
export interface SourcePath {
    /** For messages and output: as given, or the folder as given and the path below it. */
    readonly file: string;
    /** Path below the folder that was given (with `/`), or the file's own name. */
    readonly relative: string;
    /** False for what was found in a folder. */
    readonly named: boolean;
}

interface ReadFailure {
    readonly code: string;
    readonly message: string;
}

export type ReadResult = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly error: ReadFailure };

const skippedFolders = new Set(["node_modules", ".git", ".flux-scripts"]);

/** Files of the paths, each once, in the order given, those of a folder by name. A path that isn't there stays in the list. */
export function expandPaths(paths: readonly string[], extension = ".flux"): SourcePath[] {
    const found = new Map<string, SourcePath>();
    const add = (source: SourcePath): void => {
        if (!found.has(source.file)) found.set(source.file, source);
    };
    for (const path of paths) {
        if (path === "-" || !isFolder(path)) add({ file: path, relative: path === "-" ? "-" : baseName(path), named: true });
        else for (const relative of filesBelow(path, extension)) add({ file: joined(path, relative), relative, named: false });
    }
    return [...found.values()];
}

/** As `expandPaths`; a path that isn't there, or no script at all, is a usage error. */
export function demandSources(paths: readonly string[]): SourcePath[] {
    const sources = expandPaths(paths);
    for (const { file, named } of sources) {
        if (named && file !== "-" && statSync(file, { throwIfNoEntry: false }) === undefined)
            throw new UsageError(`${file}: no such file or folder`);
    }
    if (sources.length === 0) throw new UsageError(`no .flux file in ${paths.join(", ")}`);
    return sources;
}

function isFolder(path: string): boolean {
    return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

function filesBelow(folder: string, extension: string): string[] {
    const files: string[] = [];
    const walk = (below: string): void => {
        const entries = readdirSync(join(folder, below), { withFileTypes: true });
        entries.sort((a, b) => (a.name < b.name ? -1 : 1));
        for (const entry of entries) {
            const path = below === "" ? entry.name : `${below}/${entry.name}`;
            if (entry.isDirectory()) {
                if (!skippedFolders.has(entry.name)) walk(path);
            } else if (entry.name.endsWith(extension)) {
                files.push(path);
            }
        }
    };
    walk("");
    return files;
}

function joined(folder: string, relative: string): string {
    return folder === "." ? relative : `${folder.replace(/[/\\]+$/, "")}/${relative}`;
}

function baseName(path: string): string {
    return path.slice(Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\")) + 1);
}

let standardInput: Buffer | undefined;

/** Standard input can be read once only. */
function bytesOf(file: string): Buffer {
    return file === "-" ? (standardInput ??= readFileSync(0)) : readFileSync(file);
}

/** The text of a source. Bytes that are no UTF-8 become U+FFFD, as everywhere in the language. */
export function readSource(source: SourcePath): ReadResult {
    try {
        return { ok: true, text: decode(bytesOf(source.file)) };
    } catch (error) {
        const { code } = error as NodeJS.ErrnoException;
        return { ok: false, error: { code: code === "ENOENT" ? "not found" : "unreadable", message: reasonOf(code, error) } };
    }
}

/** The text, or a usage error that names the file. */
export function demandText(source: SourcePath): string {
    const result = readSource(source);
    if (!result.ok) throw new UsageError(`${source.file}: ${result.error.message}`);
    return result.text;
}

/** As `demandText`, for a text that is written or stored: one that is no UTF-8 is a usage error, since bytes of it would be lost. */
export function demandExactText(source: SourcePath): string {
    const text = demandText(source);
    if (!isExactText(source.file, text)) throw new UsageError(`${source.file} ${notUtf8}`);
    return text;
}

export const notUtf8 = "is not UTF-8 text: save it as UTF-8 first";

/** Whether a text that was read from a file (`-` for standard input) is all that is in it. */
export function isExactText(file: string, text: string): boolean {
    return !text.includes("\ufffd") || isUtf8(bytesOf(file));
}

function decode(bytes: Uint8Array): string {
    return new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
}

const reasons: Readonly<Record<string, string>> = {
    ENOENT: "no such file",
    EACCES: "no permission to read it",
    EPERM: "no permission to read it",
    EISDIR: "is a folder",
    ENOTDIR: "no such file",
};

function reasonOf(code: string | undefined, error: unknown): string {
    return (code === undefined ? undefined : reasons[code]) ?? (error instanceof Error ? error.message : String(error));
}
