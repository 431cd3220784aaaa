/** The folder of scripts on disk: `flux-scripts.json`, which file is which script, and the last synced state. */
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import {
    configFileName,
    emptyConfig,
    leadingComment,
    type LocalScript,
    readConfig,
    scriptNameOf,
    type WorkspaceConfig,
} from "@flux-scripts/workspace";
import { UsageError } from "../faults.ts";
import { note } from "../output.ts";
import { expandPaths } from "../sources.ts";

export interface Workspace {
    /** Where flux-scripts.json is or would be. */
    readonly root: string;
    /** Folder of the scripts, absolute. */
    readonly folder: string;
    readonly config: WorkspaceConfig;
}

/** The workspace around a path: the nearest folder upwards with flux-scripts.json, else the path's own folder. */
export function openWorkspace(start = process.cwd()): Workspace {
    const root = rootAbove(start) ?? start;
    const file = join(root, configFileName);
    if (!existsSync(file)) return { root, folder: root, config: emptyConfig };
    const { config, problems } = readConfig(readFileSync(file, "utf8"));
    for (const { message } of problems) note(`${file}: ${message}`);
    return { root, folder: resolve(root, config.folder), config };
}

function rootAbove(start: string): string | undefined {
    for (let folder = resolve(start); ; folder = dirname(folder)) {
        if (existsSync(join(folder, configFileName))) return folder;
        if (dirname(folder) === folder) return undefined;
    }
}

/** The workspace of files that were named: around the first of them. */
export function workspaceOf(paths: readonly string[]): Workspace {
    const [first] = paths;
    if (first === undefined) return openWorkspace();
    const whole = resolve(first);
    const folder = existsSync(whole) && expandPaths([first]).some(({ named }) => named) ? dirname(whole) : whole;
    const workspace = openWorkspace(folder);
    // Without flux-scripts.json the folder that the user stands in is the workspace, where it holds the file.
    const here = process.cwd();
    return workspace.config === emptyConfig && isInside(here, folder) ? openWorkspace(here) : workspace;
}

function isInside(folder: string, path: string): boolean {
    const below = relative(folder, path);
    return below === "" || (!below.startsWith("..") && resolve(folder, below) === path);
}

/** Path of a file from the scripts' folder, with `/`; throws for one outside. */
export function scriptFileOf(workspace: Workspace, path: string): string {
    const whole = resolve(path);
    if (!isInside(workspace.folder, whole)) throw new UsageError(`${path} lies outside the scripts' folder ${workspace.folder}`);
    return relative(workspace.folder, whole).split(sep).join("/");
}

/** A script as the workspace has it: name and description by flux-scripts.json, else by file name and leading comment. */
export function localScript(workspace: Workspace, file: string, text: string): LocalScript {
    for (const [name, entry] of workspace.config.scripts) {
        const own = entry.file ?? `${name}.flux`;
        if (own === file) return { file, name, description: entry.description ?? leadingComment(text), text };
    }
    return { file, name: scriptNameOf(file), description: leadingComment(text), text };
}

/** All scripts below the scripts' folder. */
export function localScripts(workspace: Workspace): LocalScript[] {
    return expandPaths([workspace.folder]).map(({ file, relative: below }) => localScript(workspace, below, readFileSync(file, "utf8")));
}
