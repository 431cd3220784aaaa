/** The scripts of the workspace's folders: `flux-scripts.json`, files, names. Works on any file system that VS Code has. */
import * as vscode from "vscode";
import {
    configFileName,
    type Content,
    editConfig,
    editPreset,
    emptyConfig,
    fileNameOf,
    leadingComment,
    type LocalScript,
    readConfig,
    renameEntry,
    scriptNameOf,
    type WorkspaceConfig,
} from "@flux-scripts/workspace";
import { type Connection, connectionColors } from "../connections/model.ts";
import { type Connections } from "../connections/connections.ts";

/** The scheme of stored scripts that are edited in place; such a folder is no workspace of its own. */
export const storedScheme = "flux-scripts";

/** The open folders that hold files, not a connection's scripts. */
export function ownFolders(): readonly vscode.WorkspaceFolder[] {
    return (vscode.workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme !== storedScheme);
}

export function hasFolder(): boolean {
    return ownFolders().length > 0;
}

export class WorkspaceFiles implements vscode.Disposable {
    private readonly configs = new Map<string, WorkspaceConfig>();
    private readonly changed = new vscode.EventEmitter<void>();
    private readonly disposables: vscode.Disposable[] = [];
    readonly onDidChange = this.changed.event;

    constructor(private readonly connections: Connections) {
        const watcher = vscode.workspace.createFileSystemWatcher(`**/${configFileName}`);
        const reload = (): void => void this.load();
        this.disposables.push(
            watcher,
            watcher.onDidChange(reload),
            watcher.onDidCreate(reload),
            watcher.onDidDelete(reload),
            vscode.workspace.onDidChangeWorkspaceFolders(reload),
            vscode.workspace.onDidGrantWorkspaceTrust(reload),
        );
    }

    dispose(): void {
        for (const disposable of this.disposables) disposable.dispose();
    }

    async load(): Promise<void> {
        this.configs.clear();
        const shared: Connection[] = [];
        for (const folder of ownFolders()) {
            const text = await readText(vscode.Uri.joinPath(folder.uri, configFileName));
            const { config } = text === undefined ? { config: emptyConfig } : readConfig(text);
            this.configs.set(folder.uri.toString(), config);
            // Hosts that a folder names are only used once it is trusted.
            if (!vscode.workspace.isTrusted) continue;
            for (const [name, entry] of config.connections) {
                if (entry.kind === "local" || shared.some((other) => other.name === name)) continue;
                const { kind, host = "", org = "", label = "" } = entry;
                const color = connectionColors.find((known) => known === entry.color);
                const marks = { label, ...(color === undefined ? {} : { color }), protected: entry.protected };
                shared.push({ id: `workspace:${name}`, name, kind, host, org, ...marks, source: "workspace" });
            }
        }
        this.connections.setShared(shared);
        this.changed.fire();
    }

    config(folder: vscode.WorkspaceFolder | undefined): WorkspaceConfig {
        return (folder && this.configs.get(folder.uri.toString())) ?? emptyConfig;
    }

    /** The script's name of a file: by its entry, else by the file's name. */
    nameOf(uri: vscode.Uri): string {
        const folder = vscode.workspace.getWorkspaceFolder(uri);
        const path = folder === undefined ? "" : this.pathIn(folder, uri);
        for (const [name, entry] of this.config(folder).scripts) {
            if (entry.file !== undefined && entry.file.replaceAll("\\", "/") === path) return name;
        }
        return scriptNameOf(uri.path);
    }

    /** The script of a document or file as it is now, unsaved edits included. */
    async read(uri: vscode.Uri): Promise<LocalScript | undefined> {
        const open = vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
        // The editor has one kind of line break and no byte order mark; what is saved counts byte for byte.
        const text = open?.isDirty === true ? open.getText() : await readText(uri);
        if (text === undefined) return undefined;
        const name = this.nameOf(uri);
        const description = this.config(vscode.workspace.getWorkspaceFolder(uri)).scripts.get(name)?.description ?? leadingComment(text);
        return { file: uri.toString(), name, description, text };
    }

    /** All scripts of all folders. */
    async list(): Promise<vscode.Uri[]> {
        const found: vscode.Uri[] = [];
        for (const folder of ownFolders()) {
            const { folder: below } = this.config(folder);
            const pattern = new vscode.RelativePattern(below === "." ? folder.uri : vscode.Uri.joinPath(folder.uri, below), "**/*.flux");
            found.push(...(await vscode.workspace.findFiles(pattern, "**/{node_modules,.flux-scripts,.git}/**")));
        }
        return found.filter((uri) => !uri.path.endsWith("_test.flux")).sort((a, b) => (a.path < b.path ? -1 : 1));
    }

    /** Where new scripts go; undefined when no folder is open. */
    scriptsFolder(): vscode.Uri | undefined {
        const [folder] = ownFolders();
        if (folder === undefined) return undefined;
        const { folder: below } = this.config(folder);
        return below === "." ? folder.uri : vscode.Uri.joinPath(folder.uri, below);
    }

    /**
     * Keeps name and description in `flux-scripts.json` where the file alone does not give them. `formerName`: its entry
     * goes over to the new name.
     */
    async keepFacts(uri: vscode.Uri, content: Content, formerName?: string): Promise<void> {
        const folder = vscode.workspace.getWorkspaceFolder(uri);
        if (folder === undefined) return;
        const named = scriptNameOf(uri.path) === content.name;
        const before = formerName ?? this.nameOf(uri);
        if (!named || before !== content.name)
            await this.edit(folder, (text) => renameEntry(text, before, content.name, named ? undefined : this.pathIn(folder, uri)));
        const known = this.config(folder).scripts.get(content.name)?.description ?? leadingComment(content.text);
        if (known !== content.description)
            await this.edit(folder, (text) =>
                editConfig(text, ["scripts", content.name, "description"], JSON.stringify(content.description)),
            );
    }

    /** Renames a script's file after its new name, unless an entry or another file stands against it; answers where it is. */
    async rename(uri: vscode.Uri, content: Content): Promise<vscode.Uri> {
        const target = vscode.Uri.joinPath(uri, "..", fileNameOf(content.name));
        const before = this.nameOf(uri);
        if ((await readText(target)) === undefined) {
            const edit = new vscode.WorkspaceEdit();
            edit.renameFile(uri, target, { overwrite: false });
            if (await vscode.workspace.applyEdit(edit)) {
                await this.keepFacts(target, content, before);
                return target;
            }
        }
        await this.keepFacts(uri, content, before);
        return uri;
    }

    presets(uri: vscode.Uri): ReadonlyMap<string, string> {
        return this.config(vscode.workspace.getWorkspaceFolder(uri)).scripts.get(this.nameOf(uri))?.presets ?? new Map();
    }

    /** Sets a preset, or removes it where `params` is undefined. Rejects when no folder is open. */
    async savePreset(uri: vscode.Uri, preset: string, params: string | undefined): Promise<void> {
        await this.edit(presetsFolder(uri), (text) => editPreset(text, this.nameOf(uri), preset, params));
    }

    /** Gives a preset another name, that none has. Rejects when no folder is open. */
    async renamePreset(uri: vscode.Uri, preset: string, name: string): Promise<void> {
        const params = this.presets(uri).get(preset);
        if (params === undefined) return;
        const script = this.nameOf(uri);
        await this.edit(presetsFolder(uri), (text) => editPreset(editPreset(text, script, name, params), script, preset, undefined));
    }

    private async edit(folder: vscode.WorkspaceFolder, change: (text: string) => string): Promise<void> {
        const uri = vscode.Uri.joinPath(folder.uri, configFileName);
        const text = (await readText(uri)) ?? "";
        const changed = change(text);
        if (changed !== text) await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(changed));
        await this.load();
    }

    private pathIn(folder: vscode.WorkspaceFolder, uri: vscode.Uri): string {
        const { folder: below } = this.config(folder);
        const root = below === "." ? folder.uri : vscode.Uri.joinPath(folder.uri, below);
        return uri.path.startsWith(`${root.path}/`) ? uri.path.slice(root.path.length + 1) : uri.path.slice(folder.uri.path.length + 1);
    }
}

function presetsFolder(uri: vscode.Uri): vscode.WorkspaceFolder {
    const folder = vscode.workspace.getWorkspaceFolder(uri) ?? ownFolders()[0];
    if (folder === undefined) throw new Error(vscode.l10n.t("A preset needs an open folder: it is kept in flux-scripts.json there."));
    return folder;
}

export async function readText(uri: vscode.Uri): Promise<string | undefined> {
    try {
        return new TextDecoder("utf-8", { ignoreBOM: true }).decode(await vscode.workspace.fs.readFile(uri));
    } catch {
        return undefined;
    }
}
