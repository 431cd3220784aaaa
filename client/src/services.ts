/** What the parts of the extension share. */
import * as vscode from "vscode";
import type { Connection } from "./connections/model.ts";
import type { Connections } from "./connections/connections.ts";
import type { SchemaReader } from "./connections/schema.ts";
import { explain, type Explanation, type Remedy } from "./errors.ts";
import type { LanguageService } from "./language.ts";
import type { Platform } from "./platform.ts";
import type { WorkspaceFiles } from "./sync/workspaceFiles.ts";

export interface Services {
    readonly context: vscode.ExtensionContext;
    readonly platform: Platform;
    readonly connections: Connections;
    readonly language: LanguageService;
    readonly files: WorkspaceFiles;
    readonly schema: SchemaReader;
    readonly output: vscode.LogOutputChannel;
}

export function explained(services: Services, error: unknown, connection?: Connection): Explanation {
    const where = connection === undefined ? undefined : { name: connection.name, url: connection.host };
    const result = explain(error, where, vscode.l10n.t);
    services.output.error(`${result.code}: ${result.message}`);
    if (result.code === "internal error" && error instanceof Error && error.stack !== undefined) services.output.debug(error.stack);
    return result;
}

/** Shows one error with what to do about it as buttons. */
export async function showError(services: Services, error: unknown, connection?: Connection): Promise<void> {
    if (isCancellation(error)) return;
    const { message, hint, remedies } = explained(services, error, connection);
    const { t } = vscode.l10n;
    const titles: Partial<Record<Remedy, string>> = {
        showOutput: t("Show Output"),
        enterToken: t("Enter Token"),
        selectConnection: t("Choose Connection"),
        settings: t("Open Settings"),
    };
    const actions = remedies.filter((remedy) => titles[remedy] !== undefined);
    const chosen = await vscode.window.showErrorMessage(`${message} ${hint}`, ...actions.map((remedy) => titles[remedy] ?? ""));
    const remedy = actions.find((action) => titles[action] === chosen);
    if (chosen !== undefined && remedy !== undefined) await doRemedy(services, remedy, connection);
}

export async function doRemedy(services: Services, remedy: Remedy, connection?: Connection): Promise<void> {
    switch (remedy) {
        case "showOutput":
            services.output.show();
            break;
        case "enterToken":
            if (connection !== undefined && connection.kind !== "local") await services.connections.askToken(connection);
            break;
        case "selectConnection":
            await vscode.commands.executeCommand("fluxScripts.selectConnection");
            break;
        case "settings":
            await vscode.commands.executeCommand("workbench.action.openSettings", "@ext:flux-scripts.flux-scripts");
            break;
        case "openScript":
        case "editParams":
            break;
    }
}

/** The person stepped back: nothing to tell. */
export class Cancelled extends Error {}

export function isCancellation(error: unknown): boolean {
    return (
        error instanceof Cancelled ||
        error instanceof vscode.CancellationError ||
        (error instanceof Error && error.name === "CancelledError")
    );
}
