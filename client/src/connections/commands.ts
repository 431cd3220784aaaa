/** Commands about connections: choose, add, edit, remove, test. */
import * as vscode from "vscode";
import { createOssClient, createScriptsClient, detectBackend, type BackendKind } from "@flux-scripts/scripts-api";
import { Cancelled, explained, type Services } from "../services.ts";
import { type Connection, guessKind, isAddressFault, readAddress } from "./model.ts";

export async function selectConnection({ connections }: Services, id?: string): Promise<void> {
    const { t } = vscode.l10n;
    if (id !== undefined && connections.byId(id) !== undefined) return connections.select(id);
    const add = t("Add a connection…");
    const items: (vscode.QuickPickItem & { id?: string })[] = connections.list().map((connection) => ({
        label: connection.name,
        description: [connection.id === connections.active?.id ? t("chosen") : "", connection.label]
            .filter((part) => part !== "")
            .join(" · "),
        detail: connection.kind === "local" ? t("The local backend: no account and no server needed") : connection.host,
        id: connection.id,
    }));
    const chosen = await vscode.window.showQuickPick([...items, { label: add, iconPath: new vscode.ThemeIcon("add") }], {
        title: t("Choose where scripts run"),
    });
    if (chosen === undefined) return;
    if (chosen.id === undefined) await vscode.commands.executeCommand("fluxScripts.addConnection");
    else await connections.select(chosen.id);
}

/** Asks for address, token and organisation, and keeps the connection only once it answers. */
export async function addConnection(services: Services): Promise<void> {
    const url = await askAddress("");
    const token = await askToken(url);
    const info = await check(services, url, token);
    const org = await askOrg(services, info, url, token);
    const name = await askName(services, new URL(url).host);
    const connection: Connection = { id: `user:${name}`, name, kind: info, host: url, org, label: "", protected: false, source: "user" };
    await services.connections.save(connection, token);
    await services.connections.select(connection.id);
    void vscode.window.showInformationMessage(vscode.l10n.t('Scripts run on "{0}" now.', name));
}

/** Changes name, label, protection and token; a changed address asks for its token again. */
export async function editConnection(services: Services, connection: Connection): Promise<void> {
    const { t } = vscode.l10n;
    const host = await askAddress(connection.host);
    const moved = new URL(host).origin !== new URL(connection.host).origin;
    const token = moved ? await askToken(host) : undefined;
    if (token !== undefined) await check(services, host, token);
    const label = await vscode.window.showInputBox({
        title: t("Label"),
        prompt: t("Shown beside the name, for example dev or prod. May be empty."),
        value: connection.label,
    });
    if (label === undefined) throw new Cancelled();
    const yes = t("Protected");
    const kept = await vscode.window.showQuickPick(
        [{ label: t("Not protected") }, { label: yes, description: t("asks before every run and change") }],
        { title: t("Protection of {0}", connection.name) },
    );
    if (kept === undefined) throw new Cancelled();
    await services.connections.save({ ...connection, host, label: label.trim(), protected: kept.label === yes }, token);
}

export async function removeConnection({ connections }: Services, connection: Connection): Promise<void> {
    const { t } = vscode.l10n;
    const yes = t("Remove");
    const detail = t("Its token is forgotten. Nothing is deleted on the server.");
    if ((await vscode.window.showWarningMessage(t('Remove the connection "{0}"?', connection.name), { modal: true, detail }, yes)) !== yes)
        return;
    await connections.remove(connection);
}

export async function testConnection(services: Services, connection: Connection): Promise<void> {
    const { t } = vscode.l10n;
    const backend = await services.connections.open(connection);
    const started = Date.now();
    const { version = "", clockSkewMs = 0 } = await backend.check();
    const facts = [t('"{0}" answers in {1} ms.', connection.name, Date.now() - started)];
    if (version !== "") facts.push(t("Version {0}.", version));
    // The header is exact to a second only.
    if (Math.abs(clockSkewMs) > 5000)
        facts.push(t("Its clock is {0} s off: relative times start elsewhere than you think.", Math.round(clockSkewMs / 1000)));
    void vscode.window.showInformationMessage(facts.join(" "));
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
        const kind = await check(services, found.url, token);
        const taken = new Set(connections.list().map((connection) => connection.name));
        let { name } = found;
        for (let round = 2; taken.has(name); round++) name = `${found.name} ${round}`;
        const org = found.org === "" ? await askOrg(services, kind, found.url, token) : found.org;
        await connections.save(
            { id: `user:${name}`, name, kind, host: found.url, org, label: "", protected: false, source: "user" },
            token,
        );
        names.push(name);
    }
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

async function askAddress(value: string): Promise<string> {
    const { t } = vscode.l10n;
    const faults = {
        empty: t("An address is needed."),
        notUrl: t("This is not an address such as https://eu-central-1-1.aws.cloud2.influxdata.com or localhost:8086."),
        notHttp: t("The address must begin with http:// or https://."),
        hasSecret: t("Leave the name and password out of the address; the token is asked for next."),
    };
    const text = await vscode.window.showInputBox({
        title: t("Address of InfluxDB"),
        prompt: t("InfluxDB Cloud or InfluxDB OSS 2.x, for example https://eu-central-1-1.aws.cloud2.influxdata.com"),
        value,
        ignoreFocusOut: true,
        validateInput: (typed) => {
            const read = readAddress(typed);
            return isAddressFault(read) && read.reason !== "empty" ? faults[read.reason] : undefined;
        },
    });
    if (text === undefined) throw new Cancelled();
    const read = readAddress(text);
    if (isAddressFault(read)) throw new Cancelled();
    return read.url;
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

/** Reachable and allowed? Rejects with what to do about it; answers what it is. */
async function check(services: Services, url: string, token: string): Promise<Exclude<BackendKind, "local">> {
    const { t } = vscode.l10n;
    const options = { fetch: services.platform.fetch, url, token, maxTries: 1, timeoutMs: 10_000 };
    const trying: Connection = {
        id: "new",
        name: new URL(url).host,
        kind: guessKind(url),
        host: url,
        org: "",
        label: "",
        protected: false,
        source: "user",
    };
    return vscode.window.withProgress({ location: vscode.ProgressLocation.Notification, title: t("Checking {0}…", url) }, async () => {
        try {
            const { kind } = await detectBackend(options);
            // The health page takes any token: this one must be tried where it counts.
            if (kind === "oss") await createOssClient({ ...options, org: "" }).check();
            return kind === "oss" ? "oss" : "cloud";
        } catch (error) {
            const { message, hint } = explained(services, error, trying);
            void vscode.window.showErrorMessage(`${message} ${hint}`);
            throw new Cancelled();
        }
    });
}

async function askOrg(services: Services, kind: "cloud" | "oss", url: string, token: string): Promise<string> {
    const { t } = vscode.l10n;
    const options = { fetch: services.platform.fetch, url, token, maxTries: 1 };
    let names: string[] = [];
    try {
        const client = kind === "oss" ? createOssClient({ ...options, org: "" }) : createScriptsClient("cloud", options);
        names = (await client.organizations()).map((organization) => organization.name);
    } catch {
        // A token for one bucket may not list organisations; its name can be typed.
    }
    if (names.length === 1 && names[0] !== undefined) return names[0];
    const title = t("Organisation");
    const chosen =
        names.length > 1
            ? await vscode.window.showQuickPick(names, { title, ignoreFocusOut: true })
            : await vscode.window.showInputBox({ title, prompt: t("The name of your organisation on this server"), ignoreFocusOut: true });
    if (chosen === undefined) throw new Cancelled();
    return chosen;
}

async function askName({ connections }: Services, value: string): Promise<string> {
    const { t } = vscode.l10n;
    const name = await vscode.window.showInputBox({
        title: t("Name of the connection"),
        value,
        ignoreFocusOut: true,
        validateInput: (text) =>
            text.trim() === ""
                ? t("A connection needs a name.")
                : connections.list().some((other) => other.name === text.trim())
                  ? t("This name is taken.")
                  : undefined,
    });
    if (name === undefined) throw new Cancelled();
    return name.trim();
}
