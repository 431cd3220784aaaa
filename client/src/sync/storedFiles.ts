/**
 * Stored scripts as files that are edited in place: `flux-scripts://CONNECTION/NAME.flux`. Saving stores the text, with a
 * look right before it whether it is still the one that was opened; what is replaced or deleted is kept here first.
 */
import * as vscode from "vscode";
import { NotFoundError, type Script, type ScriptsBackend } from "@flux-scripts/scripts-api";
import { assignFileNames, fileNameOf, leadingComment, scriptNameOf } from "@flux-scripts/workspace";
import type { Connections } from "../connections/connections.ts";
import type { Connection } from "../connections/model.ts";
import { Cancelled, type Services } from "../services.ts";
import { keepText } from "./ports.ts";
import { storedScheme } from "./workspaceFiles.ts";

const explanation = "README.md";

/** A script as this window last saw it at its address. */
interface Seen {
    readonly script: Script;
    /** Grows with every change, also where two fall into one millisecond: editors compare it. */
    readonly mtime: number;
}

/** Address of a stored script that can be edited. */
export function storedUri(connections: Connections, connection: Connection, script?: Script): vscode.Uri {
    const alike = connections.list().filter(({ name }) => name.toLowerCase() === connection.name.toLowerCase());
    // Addresses don't keep the case of this part.
    const authority = alike.length === 1 ? connection.name : connection.id;
    return vscode.Uri.from({ scheme: storedScheme, authority, path: script === undefined ? "/" : `/${fileOf(script)}` });
}

function fileOf(script: Script): string {
    return script.language === "flux" ? fileNameOf(script.name) : fileNameOf(script.name).replace(/\.flux$/, `.${extensionOf(script)}`);
}

function extensionOf({ language }: Script): string {
    return /^[a-z0-9]{1,20}$/i.test(language) ? language.toLowerCase() : "txt";
}

export class StoredFiles implements vscode.FileSystemProvider {
    private readonly changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
    readonly onDidChangeFile = this.changed.event;
    private readonly seen = new Map<string, Seen>();
    /** What an editor has open: the text that a save replaces. */
    private readonly opened = new Map<string, string>();
    private readonly written = new vscode.EventEmitter<void>();
    /** A script was stored, renamed or deleted from here. */
    readonly onDidWrite = this.written.event;

    constructor(private readonly services: Services) {}

    watch(): vscode.Disposable {
        return new vscode.Disposable(() => undefined);
    }

    /** Scripts of addresses that are open may have changed: editors read them again. */
    async refresh(): Promise<void> {
        const open = vscode.workspace.textDocuments.filter(({ uri }) => uri.scheme === storedScheme);
        const events: vscode.FileChangeEvent[] = [];
        for (const { uri } of open) {
            const before = this.seen.get(uri.toString());
            const now = await this.stat(uri).catch(() => undefined);
            if (now === undefined) events.push({ type: vscode.FileChangeType.Deleted, uri });
            else if (before !== undefined && before.mtime !== now.mtime) events.push({ type: vscode.FileChangeType.Changed, uri });
        }
        if (events.length > 0) this.changed.fire(events);
    }

    async stat(uri: vscode.Uri): Promise<vscode.FileStat> {
        const { backend, connection } = await this.open(uri);
        const permissions = vscode.FilePermission.Readonly;
        if (uri.path === "/" || uri.path === "") {
            const root = { type: vscode.FileType.Directory, ctime: 0, mtime: 0, size: 0 };
            return backend.capabilities.scripts ? root : { ...root, permissions };
        }
        if (!backend.capabilities.scripts) {
            if (uri.path !== `/${explanation}`) throw vscode.FileSystemError.FileNotFound(uri);
            return { type: vscode.FileType.File, ctime: 0, mtime: 0, size: encode(explain(connection)).length, permissions };
        }
        const { script, mtime } = this.note(uri, await this.find(uri, backend));
        const file = { type: vscode.FileType.File, ctime: Date.parse(script.createdAt) || 0, mtime, size: encode(script.script).length };
        return script.language === "flux" ? file : { ...file, permissions };
    }

    async readDirectory(uri: vscode.Uri): Promise<[string, vscode.FileType][]> {
        const { backend } = await this.open(uri);
        if (!backend.capabilities.scripts) return [[explanation, vscode.FileType.File]];
        return [...(await listed(backend)).keys()].sort().map((file) => [file, vscode.FileType.File]);
    }

    async readFile(uri: vscode.Uri): Promise<Uint8Array> {
        const { backend, connection } = await this.open(uri);
        if (!backend.capabilities.scripts && uri.path === `/${explanation}`) return encode(explain(connection));
        const { script } = this.note(uri, await this.find(uri, backend));
        this.opened.set(uri.toString(), script.script);
        return encode(script.script);
    }

    async writeFile(
        uri: vscode.Uri,
        content: Uint8Array,
        options: { readonly create: boolean; readonly overwrite: boolean },
    ): Promise<void> {
        const { backend, connection } = await this.demandWritable(uri);
        const key = uri.toString();
        // Servers refuse a script without text, which a new file in the explorer is.
        const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(content) || "\n";
        const there = await this.lookFor(uri, backend);
        if (there === undefined) {
            if (!options.create) throw vscode.FileSystemError.FileNotFound(uri);
            if (!uri.path.toLowerCase().endsWith(".flux"))
                throw vscode.FileSystemError.NoPermissions(vscode.l10n.t("A stored script needs a name that ends in .flux."));
            const name = scriptNameOf(uri.path);
            await this.confirm(connection, name);
            const made = await backend.create({ name, description: leadingComment(text), script: text });
            this.stored(uri, made, vscode.FileChangeType.Created);
            return;
        }
        if (!options.overwrite) throw vscode.FileSystemError.FileExists(uri);
        const seen = this.seen.get(key);
        if (seen !== undefined && (seen.script.script !== there.script || seen.script.updatedAt !== there.updatedAt)) {
            this.note(uri, there);
            throw new vscode.FileSystemError(
                vscode.l10n.t(
                    '"{0}" changed on {1} in this moment; nothing was written. Save again to compare.',
                    there.name,
                    connection.name,
                ),
            );
        }
        if (there.script === text) return;
        await this.confirm(connection, there.name);
        // Someone else's text, which the person chose to overwrite.
        if (this.opened.get(key) !== there.script) await keepText(this.services.context, there.name, there.script);
        const follows = there.description === leadingComment(there.script);
        const change = {
            script: text,
            ...(follows && leadingComment(text) !== there.description ? { description: leadingComment(text) } : {}),
        };
        this.stored(uri, await backend.update(there.id, change), vscode.FileChangeType.Changed);
    }

    async rename(from: vscode.Uri, to: vscode.Uri, options: { readonly overwrite: boolean }): Promise<void> {
        const { backend, connection } = await this.demandWritable(from);
        if (from.authority !== to.authority)
            throw vscode.FileSystemError.NoPermissions(vscode.l10n.t('Use "Copy Script to Another Connection" for that.'));
        if (!backend.capabilities.rename)
            throw vscode.FileSystemError.NoPermissions(
                vscode.l10n.t(
                    '{0} cannot rename a script. "Rename Script on the Connection" stores it anew, with another id.',
                    connection.name,
                ),
            );
        const script = await this.find(from, backend);
        const other = await this.lookFor(to, backend);
        if (other !== undefined && other.id !== script.id) {
            if (!options.overwrite) throw vscode.FileSystemError.FileExists(to);
            await this.remove(to, other, { backend, connection });
        }
        await this.confirm(connection, script.name);
        const renamed = await backend.update(script.id, { name: scriptNameOf(to.path) });
        this.seen.delete(from.toString());
        this.changed.fire([{ type: vscode.FileChangeType.Deleted, uri: from }]);
        this.stored(to, renamed, vscode.FileChangeType.Created);
    }

    async delete(uri: vscode.Uri): Promise<void> {
        const place = await this.demandWritable(uri);
        await this.remove(uri, await this.find(uri, place.backend), place);
        this.changed.fire([{ type: vscode.FileChangeType.Deleted, uri }]);
        this.written.fire();
    }

    createDirectory(): never {
        throw vscode.FileSystemError.NoPermissions(vscode.l10n.t("Stored scripts have no folders."));
    }

    private async remove(uri: vscode.Uri, script: Script, { backend, connection }: Place): Promise<void> {
        const { t } = vscode.l10n;
        const yes = t("Delete");
        const detail = t("Its text is kept on this computer first.");
        const question = t('Delete "{0}" on {1}?', script.name, connection.name);
        if ((await vscode.window.showWarningMessage(question, { modal: true, detail }, yes)) !== yes) throw new Cancelled();
        await keepText(this.services.context, script.name, script.script);
        await backend.delete(script.id);
        this.seen.delete(uri.toString());
        this.opened.delete(uri.toString());
    }

    private stored(uri: vscode.Uri, script: Script, type: vscode.FileChangeType): void {
        this.note(uri, script);
        this.opened.set(uri.toString(), script.script);
        this.changed.fire([{ type, uri }]);
        this.written.fire();
    }

    /** Remembers a script as it is now at an address. */
    private note(uri: vscode.Uri, script: Script): Seen {
        const before = this.seen.get(uri.toString());
        const time = Date.parse(script.updatedAt) || 0;
        const same = before !== undefined && before.script.script === script.script && before.script.updatedAt === script.updatedAt;
        const mtime = same ? before.mtime : Math.max(time, (before?.mtime ?? -1) + 1);
        const seen = { script, mtime };
        this.seen.set(uri.toString(), seen);
        return seen;
    }

    private async open(uri: vscode.Uri): Promise<Place> {
        const { connections } = this.services;
        const wanted = uri.authority.toLowerCase();
        const named = connections.list().find(({ name, id }) => [name.toLowerCase(), id.toLowerCase()].includes(wanted));
        if (named === undefined) throw vscode.FileSystemError.Unavailable(vscode.l10n.t("There is no connection {0}.", uri.authority));
        return { connection: named, backend: await connections.open(named) };
    }

    private async demandWritable(uri: vscode.Uri): Promise<Place> {
        const place = await this.open(uri);
        if (!place.backend.capabilities.scripts) throw vscode.FileSystemError.NoPermissions(explain(place.connection));
        if (uri.path.slice(1).includes("/")) throw vscode.FileSystemError.NoPermissions(vscode.l10n.t("Stored scripts have no folders."));
        return place;
    }

    private async find(uri: vscode.Uri, backend: ScriptsBackend): Promise<Script> {
        const script = await this.lookFor(uri, backend);
        if (script === undefined) throw vscode.FileSystemError.FileNotFound(uri);
        return script;
    }

    /** By the id that was seen at this address, else by the name, else by the list: long names and other languages. */
    private async lookFor(uri: vscode.Uri, backend: ScriptsBackend): Promise<Script | undefined> {
        const file = uri.path.slice(1);
        const seen = this.seen.get(uri.toString());
        if (seen !== undefined) {
            const script = await backend.get(seen.script.id).catch(unlessFound);
            if (script !== undefined && fileOf(script) === file) return script;
        }
        const named = file.endsWith(".flux") ? await backend.find(scriptNameOf(file)) : undefined;
        return named !== undefined && fileOf(named) === file ? named : (await listed(backend)).get(file);
    }

    private async confirm(connection: Connection, name: string): Promise<void> {
        if (!connection.protected) return;
        const { t } = vscode.l10n;
        const yes = t("Store");
        const question = t('"{0}" is protected. Store {1} there?', connection.name, name);
        if ((await vscode.window.showWarningMessage(question, { modal: true }, yes)) !== yes) throw new Cancelled();
    }
}

interface Place {
    readonly connection: Connection;
    readonly backend: ScriptsBackend;
}

/** File name → script, none twice. */
async function listed(backend: ScriptsBackend): Promise<Map<string, Script>> {
    const scripts = await backend.list();
    const flux = scripts.filter(({ language }) => language === "flux");
    const files = assignFileNames(flux.map(({ name }) => name));
    const found = new Map(flux.map((script) => [files.get(script.name) ?? fileOf(script), script]));
    for (const script of scripts) if (script.language !== "flux") found.set(fileOf(script), script);
    return found;
}

function unlessFound(error: unknown): undefined {
    if (error instanceof NotFoundError) return undefined;
    throw error;
}

function explain({ name }: Connection): string {
    return vscode.l10n.t(
        "{0} is InfluxDB OSS, which stores no scripts: its scripts are the files of your workspace. Choose the local backend or InfluxDB Cloud to store them.",
        name,
    );
}

function encode(text: string): Uint8Array {
    return new TextEncoder().encode(text);
}
