/** Commands about connections: choose, remove, test, import. The form adds and edits them. */
import * as vscode from "vscode";
import { probe } from "@flux-scripts/scripts-api";
import { Cancelled, type Services } from "../services.ts";
import { reportOfError, reportOfProbe } from "./checks.ts";
import type { CheckLine, CheckReport } from "./form.ts";
import { connectionIcon } from "./icons.ts";
import { type Connection, freeId } from "./model.ts";

type Choice = vscode.QuickPickItem & { readonly id?: string; readonly command?: string };

/** Chooses for the workspace: the choice is kept for it. */
export async function selectConnection({ connections }: Services, id?: string): Promise<void> {
    const { t } = vscode.l10n;
    if (id !== undefined && connections.byId(id) !== undefined) return connections.select(id);
    const document = vscode.window.activeTextEditor?.document;
    const more: Choice[] = [{ label: t("Add a connection…"), iconPath: new vscode.ThemeIcon("add"), command: "fluxScripts.addConnection" }];
    if (document?.languageId === "flux")
        more.push({
            label: t("For this file only…"),
            iconPath: new vscode.ThemeIcon("pinned"),
            command: "fluxScripts.selectConnectionForFile",
        });
    const separator: Choice = { label: "", kind: vscode.QuickPickItemKind.Separator };
    const items = [...choices(connections.list(), connections.active?.id), separator, ...more];
    const chosen = await vscode.window.showQuickPick(items, { title: t("Choose where scripts run") });
    if (chosen?.command !== undefined) await vscode.commands.executeCommand(chosen.command);
    else if (chosen?.id !== undefined) await connections.select(chosen.id);
}

/** Chooses for one document: it runs and is pushed there, whatever the workspace's choice is. */
export async function selectConnectionForFile({ connections }: Services, document: vscode.Uri): Promise<void> {
    const { t } = vscode.l10n;
    const follow: Choice = {
        label: t("As the workspace"),
        description: connections.active?.name ?? "",
        iconPath: new vscode.ThemeIcon("folder"),
    };
    const chosen = await vscode.window.showQuickPick([follow, ...choices(connections.list(), connections.ownChoice(document)?.id)], {
        title: t("Choose where {0} runs", document.path.split("/").at(-1) ?? ""),
    });
    if (chosen !== undefined) await connections.selectFor(document, chosen.id);
}

function choices(list: readonly Connection[], chosen: string | undefined): Choice[] {
    const { t } = vscode.l10n;
    return list.map((connection) => ({
        label: connection.name,
        description: [connection.id === chosen ? t("chosen") : "", connection.label, connection.protected ? t("protected") : ""]
            .filter((part) => part !== "")
            .join(" · "),
        detail: connection.kind === "local" ? t("The local backend: no account and no server needed") : connection.host,
        iconPath: connectionIcon(connection),
        id: connection.id,
    }));
}

export async function removeConnection({ connections }: Services, connection: Connection): Promise<void> {
    const { t } = vscode.l10n;
    const yes = t("Remove");
    const detail = t("Its token is forgotten. Nothing is deleted on the server.");
    if ((await vscode.window.showWarningMessage(t('Remove the connection "{0}"?', connection.name), { modal: true, detail }, yes)) !== yes)
        return;
    await connections.remove(connection);
}

/** Asks a connection what it is and what its token may do; says what is wrong and what to do about it. */
export async function testConnection(services: Services, connection: Connection): Promise<void> {
    const { t } = vscode.l10n;
    const { connections } = services;
    const access =
        connection.kind === "local"
            ? await connections.localAccess()
            : { url: connection.host, token: await connections.ensureToken(connection) };
    const report = await checked(services, { ...access, org: connection.org, name: connection.name });
    const worth = report.lines.filter(({ state }, index) => index < 2 || state !== "ok").map(sentence);
    const details = t("Details");
    const show = report.passed ? vscode.window.showInformationMessage : vscode.window.showErrorMessage;
    const buttons = connection.kind === "local" ? [] : [details];
    const chosen = await show(`${connection.name}: ${worth.join(" ")}`, ...buttons);
    if (chosen === details) await vscode.commands.executeCommand("fluxScripts.editConnection", { kind: "connection", connection });
}

/** Offers what the influx CLI and the environment know; each is checked before it is kept. */
export async function importConnections(services: Services): Promise<void> {
    const { t } = vscode.l10n;
    const { connections, platform } = services;
    const known = platform.knownConnections();
    if (known.length === 0) {
        void vscode.window.showInformationMessage(
            t("Neither the influx CLI's configs (~/.influxdbv2/configs) nor INFLUX_HOST name a server."),
        );
        return;
    }
    const items = known.map((found) => ({
        label: found.name,
        description: [found.url, found.org].filter((part) => part !== "").join(" · "),
        picked: true,
        found,
    }));
    const chosen = await vscode.window.showQuickPick(items, {
        title: t("Import Connections"),
        canPickMany: true,
        placeHolder: t("Tokens go into the secret storage of VS Code"),
    });
    if (chosen === undefined || chosen.length === 0) throw new Cancelled();
    const names: string[] = [];
    for (const { found } of chosen) {
        const token = found.token === "" ? await askToken(found.url) : found.token;
        const report = await checked(services, { ...found, token });
        const [first] = report.lines.filter(({ state }) => state === "error");
        if (report.kind === undefined) {
            // The others may still be fine.
            if (first !== undefined) void vscode.window.showErrorMessage(`${found.name}: ${sentence(first)}`);
            continue;
        }
        const taken = new Set(connections.list().map((connection) => connection.name));
        let { name } = found;
        for (let round = 2; taken.has(name); round++) name = `${found.name} ${round}`;
        const org = found.org === "" ? await askOrg(report.organizations, name) : found.org;
        const kind = report.kind === "oss" ? "oss" : "cloud";
        await connections.save(
            { id: freeId(name, connections.list()), name, kind, host: found.url, org, label: "", protected: false, source: "user" },
            token,
        );
        names.push(name);
    }
    if (names.length === 0) return;
    void vscode.window.showInformationMessage(t("Imported {0}.", names.join(", ")));
}

/** The connection of a tree's row, else one that is asked for. */
export async function pickConnection(
    { connections }: Services,
    id: string | undefined,
    holds: (connection: Connection) => boolean,
): Promise<Connection> {
    const { t } = vscode.l10n;
    const given = id === undefined ? undefined : connections.byId(id);
    if (given !== undefined) return given;
    const fitting = connections.list().filter(holds);
    if (fitting.length === 0) {
        void vscode.window.showInformationMessage(t('There is no connection of yours yet. "Flux: Add Connection" makes one.'));
        throw new Cancelled();
    }
    const chosen = await vscode.window.showQuickPick(
        fitting.map((connection) => ({ label: connection.name, description: connection.host, connection })),
        { title: t("Connection") },
    );
    if (chosen === undefined) throw new Cancelled();
    return chosen.connection;
}

async function askToken(url: string): Promise<string> {
    const { t } = vscode.l10n;
    const token = await vscode.window.showInputBox({
        title: t("API token"),
        prompt: t("It is kept in the secret storage of VS Code and sent only to {0}.", new URL(url).origin),
        password: true,
        ignoreFocusOut: true,
    });
    if (token === undefined || token.trim() === "") throw new Cancelled();
    return token.trim();
}

interface Access {
    readonly name: string;
    readonly url: string;
    readonly token: string;
    readonly org: string;
}

async function checked({ platform }: Services, { name, url, token, org }: Access): Promise<CheckReport> {
    const { t } = vscode.l10n;
    return vscode.window.withProgress({ location: vscode.ProgressLocation.Notification, title: t("Checking {0}…", url) }, async () => {
        try {
            const found = await probe({ fetch: platform.fetch, url, token, timeoutMs: 10_000, ...(org === "" ? {} : { org }) });
            return reportOfProbe(found, { url, org }, t);
        } catch (error) {
            return reportOfError(error, { name, url }, t);
        }
    });
}

function sentence({ text, hint }: CheckLine): string {
    return hint === undefined ? text : `${text} ${hint}`;
}

/** One where there is only one; else a choice among those that the token sees, or a name. */
async function askOrg(names: readonly string[], of: string): Promise<string> {
    const { t } = vscode.l10n;
    if (names.length === 1 && names[0] !== undefined) return names[0];
    const title = t("Organisation of {0}", of);
    const chosen =
        names.length > 1
            ? await vscode.window.showQuickPick(names, { title, ignoreFocusOut: true })
            : await vscode.window.showInputBox({ title, prompt: t("The name of your organisation on this server"), ignoreFocusOut: true });
    if (chosen === undefined) throw new Cancelled();
    return chosen;
}
