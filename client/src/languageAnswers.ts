/** What the language server asks of the extension beside live names: presets of a script, and how it stands against its connection. */
import * as vscode from "vscode";
import { editConfig } from "@flux-scripts/workspace";
import type { Services } from "./services.ts";
import type { SyncMonitor } from "./sync/monitor.ts";
import { type ScriptState, scriptState } from "./sync/states.ts";

/** The preset that takes the literals of new params, where a script has none yet. */
const newPreset = "default";

/** Answers the server, and tells it when its code lenses would say something else. */
export function answerServer(services: Services, states: Pick<SyncMonitor, "items" | "onDidChange">): vscode.Disposable {
    const { language, files, connections } = services;
    const { t } = vscode.l10n;
    const titles: Readonly<Record<ScriptState, string | undefined>> = {
        same: t("Same on the connection"),
        changedHere: t("Changed here"),
        changedThere: t("Changed on the connection"),
        both: t("Changed here and on the connection"),
        onlyHere: t("Not pushed yet"),
        onlyThere: undefined,
        foreign: undefined,
    };
    language.answer("fluxScripts/presets", (uri) => ({ presets: Object.fromEntries(files.presets(uri)) }));
    language.answer("fluxScripts/status", (uri) => {
        const connection = connections.of(uri);
        // There scripts are the workspace's files: nothing to push.
        if (connection?.kind === "oss") return { stores: false };
        if (connection === undefined || vscode.workspace.getWorkspaceFolder(uri) === undefined) return null;
        const item = states.items(connection.id).find(({ local }) => local?.file === uri.toString());
        const state = item === undefined ? undefined : scriptState(item);
        const title = state === undefined ? undefined : titles[state];
        return title === undefined ? null : { title, command: state === "onlyHere" ? "fluxScripts.push" : "fluxScripts.diffRemote" };
    });
    const setPresetValue = async (uri: string, param: string, json: string): Promise<void> => {
        const file = vscode.Uri.parse(uri);
        // A file in no folder has no place for presets.
        if (vscode.workspace.getWorkspaceFolder(file) === undefined) return;
        const [preset = newPreset, params = "{}"] = [...files.presets(file)][0] ?? [];
        await files.savePreset(file, preset, editConfig(params, [param], json).trim());
    };
    return vscode.Disposable.from(
        vscode.commands.registerCommand("fluxScripts.setPresetValue", setPresetValue),
        states.onDidChange(() => language.tell("fluxScripts/statusChanged")),
        connections.onDidChange(() => language.tell("fluxScripts/statusChanged")),
    );
}
