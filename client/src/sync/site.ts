/** One connection as sync sees it: its backend, and the state that this workspace last had in common with it. */
import * as vscode from "vscode";
import type { ScriptsBackend } from "@flux-scripts/scripts-api";
import { hasConflictMarkers, type LocalScript, plan, type PlanItem, type RemoteScript, remoteOf } from "@flux-scripts/workspace";
import type { Connection } from "../connections/model.ts";
import { UserError } from "../errors.ts";
import type { Services } from "../services.ts";
import { SyncState } from "./ports.ts";

export interface Site {
    readonly connection: Connection;
    readonly backend: ScriptsBackend;
    readonly state: SyncState;
}

/** The site of a connection; the chosen one where none is given. Starts the local backend, asks for a missing token. */
export async function openSite({ connections }: Services, given?: Connection): Promise<Site> {
    const connection = given ?? (await connections.require());
    const backend = await connections.open(connection);
    if (!backend.capabilities.scripts) throw storesNoScripts(connection);
    return siteOf(connection, backend);
}

/** A script of the workspace, or a stored one of a connection. */
export type SyncTarget = vscode.TextDocument | { readonly id: string; readonly connection: Connection };

/** The site that a script belongs to: the connection that its file was given, or the one that it is stored on. */
export async function openSiteOf(services: Services, target: SyncTarget): Promise<Site> {
    const connection = "id" in target ? target.connection : await services.connections.require(undefined, target.uri);
    return openSite(services, connection);
}

export async function siteOf(connection: Connection, backend: ScriptsBackend): Promise<Site> {
    return { connection, backend, state: await stateOf(connection) };
}

/** The last synced state with a connection; needs no request. */
export function stateOf(connection: Connection): Promise<SyncState> {
    const { kind, host, org } = connection;
    // The port of a local backend changes from start to start. The command line keeps the same file.
    return kind === "local" ? SyncState.open("local", "local") : SyncState.open(host, org === "" ? undefined : org);
}

export function storesNoScripts(connection: Connection): UserError {
    const { t } = vscode.l10n;
    return new UserError(
        t('"{0}" is InfluxDB OSS, which stores no scripts.', connection.name),
        t("Its scripts are the files of the workspace. Choose the local backend or InfluxDB Cloud to store them."),
        ["selectConnection"],
    );
}

/** Workspace state of merges by hand that go on: the file's uri → what is known of it. */
export const mergesKey = "merges";

/**
 * How workspace and backend stand, script by script; `remote` spares a request where it is known. A file whose merge is not
 * done waits for its author, whatever the planner would do with its text.
 */
export async function planOf({ backend, state }: Site, services: Services, remote?: readonly RemoteScript[]): Promise<PlanItem[]> {
    const { files, context } = services;
    const local: LocalScript[] = [];
    for (const uri of await files.list()) {
        const script = await files.read(uri);
        if (script !== undefined) local.push(script);
    }
    const merges = context.workspaceState.get<Readonly<Record<string, unknown>>>(mergesKey, {});
    return plan({
        base: state.list(),
        local,
        remote: remote ?? (await backend.list()).map(remoteOf),
        canRename: backend.capabilities.rename,
    }).map((item) => {
        if (item.local === undefined || item.state === "same") return item;
        if (merges[item.local.file] === undefined && !hasConflictMarkers(item.local.text)) return item;
        return { ...item, state: "conflict", action: "none", choices: item.remote === undefined ? ["none"] : ["pull"] };
    });
}
