/** The workspace and the backend as `apply` of the workspace package sees them. */
import * as vscode from "vscode";
import type { ScriptsBackend } from "@flux-scripts/scripts-api";
import { NotFoundError } from "@flux-scripts/scripts-api";
import {
    assignFileNames,
    type BasePort,
    type BaseScript,
    fileNameOf,
    type LocalPort,
    type Ports,
    type RemotePort,
    readState,
    stateFileOf,
    stateFolder,
    writeState,
} from "@flux-scripts/workspace";
import { UserError } from "../errors.ts";
import { hasFolder, ownFolders, readText, type WorkspaceFiles } from "./workspaceFiles.ts";

export function portsOf(backend: ScriptsBackend, files: WorkspaceFiles, state: SyncState): Ports {
    return { remote: remotePort(backend), local: localPort(files), base: state };
}

function remotePort(backend: ScriptsBackend): RemotePort {
    return {
        get: async (id) => {
            try {
                return await backend.get(id);
            } catch (error) {
                if (error instanceof NotFoundError) return undefined;
                throw error;
            }
        },
        find: (name) => backend.find(name),
        create: (script) => backend.create(script),
        update: (id, change) => backend.update(id, change),
        delete: (id) => backend.delete(id),
    };
}

function localPort(files: WorkspaceFiles): LocalPort {
    return {
        read: (file) => files.read(vscode.Uri.parse(file)),
        write: async (file, content) => {
            const uri = file === undefined ? await newFile(files, content.name) : vscode.Uri.parse(file);
            await replaceText(uri, content.text);
            await files.keepFacts(uri, content);
            return { ...content, file: uri.toString() };
        },
        remove: (file) => Promise.resolve(vscode.workspace.fs.delete(vscode.Uri.parse(file), { useTrash: false })),
        backup: (name, text) => backup(name, text),
    };
}

async function newFile(files: WorkspaceFiles, name: string): Promise<vscode.Uri> {
    const folder = files.scriptsFolder();
    if (folder === undefined) throw noFolder();
    const taken = (
        await vscode.workspace.fs.readDirectory(folder).then(
            (entries) => entries,
            () => [],
        )
    ).map(([entry]) => entry);
    return vscode.Uri.joinPath(folder, assignFileNames([name], taken).get(name) ?? fileNameOf(name));
}

export function noFolder(): UserError {
    const { t } = vscode.l10n;
    return new UserError(t("No folder is open."), t("Open the folder that holds your scripts, then try again."));
}

/** Documents that are being saved by sync itself, not by a person. */
const ownSaves = new Set<string>();

export function isOwnSave(document: vscode.TextDocument): boolean {
    return ownSaves.has(document.uri.toString());
}

/** Through the editor where the file is open, so that its undo works; as bytes otherwise. */
async function replaceText(uri: vscode.Uri, text: string): Promise<void> {
    const open = vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
    if (open === undefined || /\r(?!\n)|^\ufeff/.test(text)) {
        await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
        return;
    }
    if (open.getText() === text && !open.isDirty) return;
    const edit = new vscode.WorkspaceEdit();
    edit.replace(uri, new vscode.Range(open.positionAt(0), open.positionAt(open.getText().length)), text);
    await vscode.workspace.applyEdit(edit);
    ownSaves.add(uri.toString());
    try {
        await open.save();
    } finally {
        ownSaves.delete(uri.toString());
    }
    // The editor has one kind of line break a document; the text on disk is what counts.
    if ((await readText(uri)) !== text) await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
}

async function backup(name: string, text: string): Promise<string> {
    const [folder] = ownFolders();
    if (folder === undefined) throw noFolder();
    const uri = await keepIn(vscode.Uri.joinPath(folder.uri, stateFolder, "backup"), name, text);
    await ignoreState(folder.uri);
    return uri.toString();
}

/** Keeps a text that is about to go in the workspace's backup, or the extension's own where no folder is open. */
export async function keepText(context: vscode.ExtensionContext, name: string, text: string): Promise<void> {
    if (hasFolder()) await backup(name, text);
    else await keepIn(vscode.Uri.joinPath(context.globalStorageUri, "backup"), name, text);
}

/** Named after its content: the same text is kept once, however often it is replaced. */
async function keepIn(folder: vscode.Uri, name: string, text: string): Promise<vscode.Uri> {
    const bytes = new TextEncoder().encode(text);
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
    const hash = [...digest.slice(0, 6)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    const uri = vscode.Uri.joinPath(folder, fileNameOf(name).replace(/\.flux$/, ` ${hash}.flux`));
    await vscode.workspace.fs.writeFile(uri, bytes);
    return uri;
}

/** The state's folder is no part of the repository around it. */
async function ignoreState(folder: vscode.Uri): Promise<void> {
    const uri = vscode.Uri.joinPath(folder, stateFolder, ".gitignore");
    if ((await readText(uri)) === undefined) await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode("*\n"));
}

/** The last synced state of one connection, written after every script. Windows and the command line may write it, too. */
export class SyncState implements BasePort {
    /** One a file: who holds it sees what others of this window write. */
    private static readonly instances = new Map<string, SyncState>();
    private static writing: Promise<void> = Promise.resolve();
    private known: ReadonlyMap<string, BaseScript> = new Map();

    private constructor(
        private readonly uri: vscode.Uri,
        private readonly folder: vscode.Uri,
    ) {}

    /** `where`: what tells the connection from others, since a local backend's port changes. */
    static async open(where: string, org: string | undefined): Promise<SyncState> {
        const folder = ownFolders()[0]?.uri;
        if (folder === undefined) throw noFolder();
        const uri = vscode.Uri.joinPath(folder, stateFolder, stateFileOf(where, org));
        const state = SyncState.instances.get(uri.toString()) ?? new SyncState(uri, folder);
        SyncState.instances.set(uri.toString(), state);
        await SyncState.inTurn(async () => {
            state.known = await readScripts(uri, folder);
        });
        return state;
    }

    private static inTurn(work: () => Promise<void>): Promise<void> {
        const run = SyncState.writing.then(work);
        SyncState.writing = run.catch(() => undefined);
        return run;
    }

    list(): BaseScript[] {
        return [...this.known.values()];
    }

    put(script: BaseScript): Promise<void> {
        return this.change((scripts) => scripts.set(script.id, script));
    }

    remove(id: string): Promise<void> {
        return this.change((scripts) => scripts.delete(id));
    }

    /** One change after the other, each on what the file holds then; a crash leaves the old file or the new one. */
    private change(edit: (scripts: Map<string, BaseScript>) => void): Promise<void> {
        return SyncState.inTurn(async () => {
            const scripts = await readScripts(this.uri, this.folder);
            edit(scripts);
            const shown = [...scripts.values()].map((script) => ({ ...script, file: relative(this.folder, script.file) }));
            const beside = this.uri.with({ path: `${this.uri.path}.new` });
            await vscode.workspace.fs.writeFile(beside, new TextEncoder().encode(writeState(shown)));
            await vscode.workspace.fs.rename(beside, this.uri, { overwrite: true });
            await ignoreState(this.folder);
            this.known = scripts;
        });
    }
}

/** Files are kept relative to the folder, so that it can be moved. */
async function readScripts(uri: vscode.Uri, folder: vscode.Uri): Promise<Map<string, BaseScript>> {
    const text = await readText(uri);
    const scripts = text === undefined ? [] : readState(text);
    return new Map(scripts.map((script) => [script.id, { ...script, file: absolute(folder, script.file) }]));
}

function relative(folder: vscode.Uri, file: string): string {
    const uri = vscode.Uri.parse(file);
    return uri.path.startsWith(`${folder.path}/`) ? uri.path.slice(folder.path.length + 1) : file;
}

function absolute(folder: vscode.Uri, file: string): string {
    return /^[a-z][a-z0-9+.-]*:\/\//i.test(file) ? file : vscode.Uri.joinPath(folder, file).toString();
}
