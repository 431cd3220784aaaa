/** The connections of this window: which there are, which is chosen, and how to reach one. */
import * as vscode from "vscode";
import { createOssClient, createScriptsClient, type FetchLike, type ScriptsBackend } from "@flux-scripts/scripts-api";
import { UserError } from "../errors.ts";
import type { LocalAccess, LocalBackend } from "../platform.ts";
import { type Connection, localConnection, localId, readStored, secretKey } from "./model.ts";

const storedKey = "connections";
const chosenKey = "connection";
/** Documents that have a choice of their own: uri → connection. */
const filesKey = "connectionOfFiles";

export class Connections {
    private readonly changed = new vscode.EventEmitter<void>();
    private readonly opened = new Map<string, ScriptsBackend>();
    private shared: readonly Connection[] = [];

    /** The list or the choice changed. */
    readonly onDidChange = this.changed.event;

    constructor(
        private readonly context: vscode.ExtensionContext,
        private readonly fetch: FetchLike,
        private readonly local: LocalBackend | undefined,
    ) {
        local?.onDidChangeState(() => {
            this.opened.delete(localId);
            this.changed.fire();
        });
        context.subscriptions.push(
            this.changed,
            vscode.workspace.onDidChangeConfiguration((event) => {
                if (event.affectsConfiguration("fluxScripts.http")) this.opened.clear();
            }),
        );
    }

    list(): readonly Connection[] {
        const builtin = this.local === undefined ? [] : [localConnection(vscode.l10n.t("Local"))];
        return [...builtin, ...this.own(), ...this.shared];
    }

    byId(id: string): Connection | undefined {
        return this.list().find((connection) => connection.id === id);
    }

    /** The chosen one of this workspace; the first where none was chosen. */
    get active(): Connection | undefined {
        const chosen = this.context.workspaceState.get<string>(chosenKey);
        return this.list().find((connection) => connection.id === chosen) ?? this.list()[0];
    }

    async select(id: string): Promise<void> {
        await this.context.workspaceState.update(chosenKey, id);
        this.changed.fire();
    }

    /** The connection that a document runs on: its own choice where there is one, else the workspace's. */
    of(document: vscode.Uri | undefined): Connection | undefined {
        return this.ownChoice(document) ?? this.active;
    }

    /** The connection that was chosen for just this document. */
    ownChoice(document: vscode.Uri | undefined): Connection | undefined {
        if (document === undefined) return undefined;
        const id = this.choices()[document.toString()];
        return id === undefined ? undefined : this.byId(id);
    }

    /** Keeps a choice for one document; undefined follows the workspace again. */
    async selectFor(document: vscode.Uri, id: string | undefined): Promise<void> {
        const { [document.toString()]: _before, ...others } = this.choices();
        await this.context.workspaceState.update(filesKey, id === undefined ? others : { ...others, [document.toString()]: id });
        this.changed.fire();
    }

    /** A renamed file keeps its choice. */
    async moved(files: readonly { readonly oldUri: vscode.Uri; readonly newUri: vscode.Uri }[]): Promise<void> {
        for (const { oldUri, newUri } of files) {
            const id = this.choices()[oldUri.toString()];
            if (id === undefined) continue;
            await this.selectFor(oldUri, undefined);
            await this.selectFor(newUri, id);
        }
    }

    /** What `flux-scripts.json` shares; their tokens are each person's own. */
    setShared(connections: readonly Connection[]): void {
        this.shared = connections;
        for (const { id } of connections) this.opened.delete(id);
        this.changed.fire();
    }

    async save(connection: Connection, token: string | undefined): Promise<void> {
        const before = this.byId(connection.id);
        // A token is for one origin: that of a former address is of no more use.
        if (before !== undefined && secretKey(before) !== secretKey(connection)) await this.context.secrets.delete(secretKey(before));
        const others = this.own().filter((other) => other.id !== connection.id);
        if (connection.source === "user") await this.context.globalState.update(storedKey, [...others, connection]);
        if (token !== undefined) await this.setToken(connection, token);
        this.opened.delete(connection.id);
        this.changed.fire();
    }

    async remove(connection: Connection): Promise<void> {
        await this.context.globalState.update(
            storedKey,
            this.own().filter((other) => other.id !== connection.id),
        );
        await this.context.secrets.delete(secretKey(connection));
        this.opened.delete(connection.id);
        this.changed.fire();
    }

    async setToken(connection: Connection, token: string): Promise<void> {
        await this.context.secrets.store(secretKey(connection), token);
        this.opened.delete(connection.id);
    }

    /** The connection of an id, else of a document, else the chosen one. Rejects with a `UserError` when there is none. */
    async require(id?: string, document?: vscode.Uri): Promise<Connection> {
        const connection = id === undefined ? this.of(document) : this.byId(id);
        if (connection !== undefined) return connection;
        const { t } = vscode.l10n;
        if (id !== undefined)
            throw new UserError(t("There is no connection {0}.", id), t("Choose another connection."), ["selectConnection"]);
        throw new UserError(
            t("There is no connection to run scripts with: the local backend cannot run in a browser."),
            t("Add a connection to InfluxDB Cloud or InfluxDB OSS 2.x."),
            ["selectConnection"],
        );
    }

    /** The backend behind a connection. Starts the local one, asks for a token that is missing. */
    async open(connection: Connection): Promise<ScriptsBackend> {
        if (connection.kind === "local") return this.openLocal();
        const there = this.opened.get(connection.id);
        if (there !== undefined) return there;
        const backend = this.client(connection, await this.ensureToken(connection));
        this.opened.set(connection.id, backend);
        return backend;
    }

    /** The backend of a connection where it takes no question and no start to reach it; undefined otherwise. */
    async quiet(connection: Connection): Promise<ScriptsBackend | undefined> {
        if (connection.kind === "local") return (await this.local?.attach()) === true ? this.openLocal() : undefined;
        const there = this.opened.get(connection.id);
        if (there !== undefined) return there;
        const token = await this.context.secrets.get(secretKey(connection));
        return token === undefined ? undefined : this.client(connection, token);
    }

    /** The stored token, for a check by the form; undefined where a changed address needs a new one. */
    async token(connection: Connection): Promise<string | undefined> {
        return connection.kind === "local" ? undefined : this.context.secrets.get(secretKey(connection));
    }

    /** The stored token; asks for it where there is none. */
    async ensureToken(connection: Connection): Promise<string> {
        return (await this.context.secrets.get(secretKey(connection))) ?? (await this.askToken(connection));
    }

    /** How to reach the local backend, which is started for it. Rejects with a `UserError` in a browser. */
    async localAccess(): Promise<LocalAccess> {
        const { t } = vscode.l10n;
        if (this.local !== undefined) return this.local.ensure();
        throw new UserError(
            t("The local backend cannot run in a browser."),
            t("Choose a connection to InfluxDB Cloud or InfluxDB OSS 2.x."),
            ["selectConnection"],
        );
    }

    private client(connection: Connection, token: string): ScriptsBackend {
        const { host: url, org } = connection;
        const common = { fetch: this.fetch, url, token, ...timeouts() };
        if (connection.kind === "oss") return createOssClient({ ...common, org });
        return createScriptsClient("cloud", { ...common, ...(org === "" ? {} : { org }) });
    }

    private async openLocal(): Promise<ScriptsBackend> {
        const { url, token, org } = await this.localAccess();
        const there = this.opened.get(localId);
        if (there?.url === url) return there;
        const backend = createScriptsClient("local", { fetch: this.fetch, url, token, org, ...timeouts() });
        this.opened.set(localId, backend);
        return backend;
    }

    async askToken(connection: Connection): Promise<string> {
        const { t } = vscode.l10n;
        const token = await vscode.window.showInputBox({
            title: t("Token for {0}", connection.name),
            prompt: t("It is kept in the secret storage of VS Code and sent only to {0}.", new URL(connection.host).origin),
            password: true,
            ignoreFocusOut: true,
        });
        if (token === undefined || token.trim() === "") {
            throw new UserError(t('"{0}" needs a token.', connection.name), t("Make one in the API tokens of InfluxDB, then try again."), [
                "enterToken",
            ]);
        }
        await this.setToken(connection, token.trim());
        return token.trim();
    }

    private choices(): Readonly<Record<string, string>> {
        return this.context.workspaceState.get<Record<string, string>>(filesKey, {});
    }

    private own(): Connection[] {
        return readStored(this.context.globalState.get(storedKey));
    }
}

/** Limits as set, in milliseconds. */
function timeouts(): { timeoutMs: number; runTimeoutMs: number } {
    const settings = vscode.workspace.getConfiguration("fluxScripts");
    return { timeoutMs: 1000 * settings.get("http.timeout", 30), runTimeoutMs: 1000 * settings.get("http.runTimeout", 0) };
}
