/** Copies stored scripts from one connection to another, each difference shown before it is written. */
import * as vscode from "vscode";
import type { Script, ScriptsBackend } from "@flux-scripts/scripts-api";
import type { Connection } from "../connections/model.ts";
import { UserError } from "../errors.ts";
import { Cancelled, type Services } from "../services.ts";
import { keepText } from "./ports.ts";
import { remoteUri } from "./remoteDocuments.ts";

interface Place {
    readonly connection: Connection;
    readonly backend: ScriptsBackend;
}

/** `given`: those of the tree, `to`: where they were dropped; else they are picked. */
export async function promote(
    services: Services,
    given?: { readonly connection: Connection; readonly scripts: readonly Script[] },
    to?: Connection,
): Promise<void> {
    const { t } = vscode.l10n;
    const source = await openPlace(services, given?.connection ?? (await services.connections.require()));
    const scripts = given?.scripts ?? (await pickScripts(source));
    const target = await openPlace(services, to ?? (await pickTarget(services, source.connection)));
    const there = new Map((await target.backend.list()).map((script) => [script.name, script]));
    const changed = scripts.filter((script) => !isSame(script, there.get(script.name)));
    if (changed.length === 0) {
        void vscode.window.showInformationMessage(t('Nothing to copy: "{0}" has the same.', target.connection.name));
        return;
    }
    const foreign = changed.find(({ name, language }) => (there.get(name)?.language ?? language) !== language);
    if (foreign !== undefined)
        throw new UserError(
            t('"{0}" on {1} is written in {2}.', foreign.name, target.connection.name, there.get(foreign.name)?.language ?? ""),
            t("Give one of them another name first."),
        );
    await confirm(target.connection, changed, there);
    let copied = 0;
    for (const script of changed) {
        const old = there.get(script.name);
        if (old === undefined) {
            const { name, description, language } = script;
            await target.backend.create({ name, description, script: script.script, language });
            copied++;
        } else if (await review(source.connection, script, target.connection, old)) {
            await overwrite(services, target, old, script);
            copied++;
        }
    }
    void vscode.window.showInformationMessage(t('Copied {0} of {1} scripts to "{2}".', copied, scripts.length, target.connection.name));
}

async function openPlace({ connections }: Services, connection: Connection): Promise<Place> {
    const backend = await connections.open(connection);
    if (backend.capabilities.scripts) return { connection, backend };
    const { t } = vscode.l10n;
    throw new UserError(
        t('"{0}" is InfluxDB OSS, which stores no scripts.', connection.name),
        t("Choose the local backend or InfluxDB Cloud."),
        ["selectConnection"],
    );
}

async function pickScripts({ backend, connection }: Place): Promise<Script[]> {
    const { t } = vscode.l10n;
    const scripts = (await backend.list()).filter((script) => script.language === "flux");
    const items = scripts.map((script) => ({ label: script.name, description: script.description.split("\n")[0] ?? "", script }));
    const chosen = await vscode.window.showQuickPick(items, { title: t("Scripts of {0} to copy", connection.name), canPickMany: true });
    if (chosen === undefined || chosen.length === 0) throw new Cancelled();
    return chosen.map(({ script }) => script);
}

async function pickTarget({ connections }: Services, source: Connection): Promise<Connection> {
    const { t } = vscode.l10n;
    const others = connections.list().filter(({ id, kind }) => id !== source.id && kind !== "oss");
    if (others.length === 0)
        throw new UserError(t("There is no other connection that stores scripts."), t('Add one with "Flux: Add Connection".'));
    const items = others.map((connection) => ({
        label: connection.name,
        description: [connection.host, connection.label].filter((part) => part !== "").join(" · "),
        connection,
    }));
    const chosen = await vscode.window.showQuickPick(items, { title: t("Copy to") });
    if (chosen === undefined) throw new Cancelled();
    return chosen.connection;
}

async function review(from: Connection, script: Script, to: Connection, old: Script): Promise<boolean> {
    const { t } = vscode.l10n;
    const title = t("{0}: {1} ↔ {2}", script.name, to.name, from.name);
    await vscode.commands.executeCommand(
        "vscode.diff",
        remoteUri(to.id, old.id, old.name),
        remoteUri(from.id, script.id, script.name),
        title,
        { preview: true },
    );
    const yes = t("Overwrite There");
    return (
        (await vscode.window.showWarningMessage(
            t('"{0}" on {1} differs. Overwrite it with that of {2}?', script.name, to.name, from.name),
            yes,
            t("Skip"),
        )) === yes
    );
}

/** Only what was shown is replaced. */
async function overwrite({ context }: Services, { backend, connection }: Place, shown: Script, by: Script): Promise<void> {
    const { t } = vscode.l10n;
    const now = await backend.get(shown.id);
    if (!isSame(now, shown) || now.updatedAt !== shown.updatedAt)
        throw new UserError(
            t('"{0}" changed on {1} in this moment; nothing was written.', shown.name, connection.name),
            t("Look at the difference and try again."),
        );
    await keepText(context, shown.name, shown.script);
    await backend.update(shown.id, { script: by.script, description: by.description });
}

/** What would be done, before anything is: new ones at once, others each after a look at the difference. */
async function confirm(connection: Connection, scripts: readonly Script[], there: ReadonlyMap<string, Script>): Promise<void> {
    const { t } = vscode.l10n;
    const names = (known: boolean): string => scripts.flatMap(({ name }) => (there.has(name) === known ? [name] : [])).join(", ");
    const [fresh, others] = [names(false), names(true)];
    if (fresh === "" && !connection.protected) return;
    const detail = [
        fresh === "" ? "" : t("New there: {0}", fresh),
        others === "" ? "" : t("Shown one by one, since they differ: {0}", others),
        t("What is replaced is kept in .flux-scripts/backup."),
    ];
    const yes = t("Copy");
    const question = connection.protected
        ? t('"{0}" is protected. Copy {1} scripts there?', connection.name, scripts.length)
        : t('Copy {0} scripts to "{1}"?', scripts.length, connection.name);
    const options = { modal: true, detail: detail.filter((line) => line !== "").join("\n") };
    if ((await vscode.window.showInformationMessage(question, options, yes)) !== yes) throw new Cancelled();
}

function isSame(a: Script, b: Script | undefined): boolean {
    return b !== undefined && a.script === b.script && a.description === b.description;
}
