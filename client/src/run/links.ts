/** Links that invoke a script: `vscode://flux-scripts.flux-scripts/invoke?script=NAME&connection=NAME`. They always ask. */
import * as vscode from "vscode";
import type { Connection } from "../connections/model.ts";
import { type Translate, UserError } from "../errors.ts";
import { type Services, showError } from "../services.ts";
import { remoteUri } from "../sync/remoteDocuments.ts";
import type { RunController } from "./controller.ts";
import { describeEffect } from "./effects.ts";
import { type Invocation, type InvocationFault, readInvocation } from "./invocation.ts";

interface Target {
    readonly document: vscode.TextDocument;
    readonly storedId?: string;
    /** Where its text stands. */
    readonly place: string;
}

export class InvokeLinks implements vscode.UriHandler {
    private asking = false;

    constructor(
        private readonly services: Services,
        private readonly controller: RunController,
        private readonly ready: Promise<void>,
    ) {}

    async handleUri(uri: vscode.Uri): Promise<void> {
        // A page that opens many links gets one question.
        if (this.asking) return;
        this.asking = true;
        try {
            await this.invoke(uri);
        } catch (error) {
            await showError(this.services, error);
        } finally {
            this.asking = false;
        }
    }

    private async invoke({ path, query }: vscode.Uri): Promise<void> {
        const asked = readInvocation(path, query);
        if ("fault" in asked) throw refused(asked.fault, asked.name, vscode.l10n.t);
        await this.ready;
        const connection = await this.connectionOf(asked);
        const target = await this.find(asked.script, connection);
        const { document } = target;
        const preset = asked.preset === undefined ? undefined : this.services.files.presets(document.uri).get(asked.preset);
        const { t } = vscode.l10n;
        if (asked.preset !== undefined && preset === undefined)
            throw new UserError(t("{0} has no preset {1}.", asked.script, asked.preset), t("See the presets in flux-scripts.json."));
        const params = asked.params ?? preset;
        if (!(await this.confirm(asked.script, connection, target, params))) return;
        await this.controller.start({ document, on: connection, params, storedId: target.storedId });
    }

    /** One that is there already: a link adds none. */
    private async connectionOf({ connection: name }: Invocation): Promise<Connection> {
        const { connections } = this.services;
        if (name === undefined) return connections.require();
        const found = connections.list().filter((connection) => connection.id === name || connection.name === name);
        if (found.length === 1 && found[0] !== undefined) return found[0];
        return connections.require(name);
    }

    /** The workspace's file, else the stored script. */
    private async find(name: string, connection: Connection): Promise<Target> {
        const { connections, files } = this.services;
        const { t } = vscode.l10n;
        const file = (await files.list()).find((uri) => files.nameOf(uri) === name);
        if (file !== undefined)
            return {
                document: await vscode.workspace.openTextDocument(file),
                place: t("the file {0}", vscode.workspace.asRelativePath(file)),
            };
        const backend = await connections.open(connection);
        const stored = backend.capabilities.scripts ? await backend.find(name) : undefined;
        if (stored === undefined)
            throw new UserError(
                t("There is no script {0} in the workspace or on {1}.", name, connection.name),
                t("Open its folder, or choose the connection that stores it."),
            );
        const document = await vscode.workspace.openTextDocument(remoteUri(connection.id, stored.id, stored.name));
        return { document, storedId: stored.id, place: t("the script stored on {0}", connection.name) };
    }

    /** Names what will run, where, with which values, and what it changes. */
    private async confirm(name: string, connection: Connection, { document, place }: Target, params: string | undefined): Promise<boolean> {
        const { t } = vscode.l10n;
        const effects = await this.services.language.effects(document.getText());
        const run = t("Run");
        const show = t("Show Script");
        const changes =
            effects === undefined
                ? t("The language server does not answer, so it is not known what the script changes.")
                : effects.length === 0
                  ? t("It changes nothing.")
                  : effects.map((effect) => describeEffect(effect, t)).join("\n");
        const host = connection.host === "" ? t("the local backend") : connection.host;
        const lines = [
            t("It runs {0} on {1} ({2}).", place, connection.name, host),
            params === undefined || params === "{}" ? t("Params, where it has any, are asked for.") : t("Params: {0}", visible(params)),
            changes,
            t("Run it only if you know where the link comes from."),
        ];
        const question = t('A link asks to run "{0}" on "{1}".', name, connection.name);
        const chosen = await vscode.window.showWarningMessage(question, { modal: true, detail: lines.join("\n") }, run, show);
        if (chosen === show) await vscode.window.showTextDocument(document);
        return chosen === run;
    }
}

/** What could hide or turn around text, as escapes: what the question shows is what runs. */
function visible(text: string): string {
    return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

function refused(fault: InvocationFault, name: string, t: Translate): UserError {
    const texts: Readonly<Record<InvocationFault, string>> = {
        path: t("A link for Flux Scripts must begin with /invoke, not {0}.", name),
        script: t("A link must name one script."),
        params: t("The params of a link must be a JSON object."),
        text: t("A link may name a script, not bring one or an address along: {0} is refused.", name),
        secret: t("A link must not bring a secret along: {0} is refused.", name),
        unknown: t("A link has only script, connection, preset and params, each once: {0} is refused.", name),
    };
    return new UserError(texts[fault], t("Nothing ran."));
}
