/** The list of earlier runs: run again, show the rows, compare, pin, remove. */
import * as vscode from "vscode";
import type { Services } from "../services.ts";
import type { RunController } from "./controller.ts";
import type { HistoryEntry } from "./history.ts";
import type { RunHistory } from "./runHistory.ts";

interface Item extends vscode.QuickPickItem {
    readonly entry: HistoryEntry | undefined;
}

export interface HistoryActions {
    /** Compares a run with one that is asked for. */
    compare(entry: HistoryEntry): Promise<void>;
    showRows(entry: HistoryEntry): Promise<void>;
}

/** Shows the list until a run is chosen, or a person leaves it. */
export function showHistory(services: Services, history: RunHistory, controller: RunController, actions: HistoryActions): void {
    const { t } = vscode.l10n;
    if (history.list().length === 0) {
        void vscode.window.showInformationMessage(t("Nothing has run in this workspace yet."));
        return;
    }
    const pick = vscode.window.createQuickPick<Item>();
    const clear: vscode.QuickInputButton = {
        iconPath: new vscode.ThemeIcon("clear-all"),
        tooltip: t("Forget all runs that are not pinned"),
    };
    pick.title = t("Runs");
    pick.placeholder = t("Run again with the same values");
    pick.matchOnDescription = true;
    pick.matchOnDetail = true;
    pick.buttons = [clear];
    const fill = (): void => {
        pick.items = historyItems(history.list());
    };
    fill();
    const fail = (error: unknown): void => services.output.error(error instanceof Error ? error : String(error));
    pick.onDidTriggerButton(() => void history.clear().then(fill, fail));
    pick.onDidTriggerItemButton(({ item, button }) => {
        const { entry } = item;
        if (entry === undefined) return;
        const act = (button as Button).act;
        if (act === "pin") void history.setPinned(entry.id, entry.pinned !== true).then(fill, fail);
        else if (act === "remove") void history.remove(entry.id).then(fill, fail);
        else {
            pick.hide();
            void (act === "compare" ? actions.compare(entry) : actions.showRows(entry)).catch(fail);
        }
    });
    pick.onDidAccept(() => {
        const entry = pick.selectedItems[0]?.entry;
        pick.hide();
        if (entry !== undefined) void runAgain(services, controller, entry).catch(fail);
    });
    pick.onDidHide(() => pick.dispose());
    pick.show();
}

interface Button extends vscode.QuickInputButton {
    readonly act: "pin" | "compare" | "rows" | "remove";
}

/** The pinned ones first, then the latest. */
export function historyItems(entries: readonly HistoryEntry[], buttons = true): Item[] {
    const { t } = vscode.l10n;
    const separator = (label: string): Item => ({ label, kind: vscode.QuickPickItemKind.Separator, entry: undefined });
    const pinned = entries.filter((entry) => entry.pinned === true);
    const others = entries.filter((entry) => entry.pinned !== true);
    const items = (list: readonly HistoryEntry[]): Item[] => list.map((entry) => historyItem(entry, buttons));
    return [
        ...(pinned.length === 0 ? [] : [separator(t("Pinned")), ...items(pinned)]),
        ...(others.length === 0 ? [] : [separator(t("Latest")), ...items(others)]),
    ];
}

const icons = { finished: "pass", cancelled: "circle-slash", failed: "error" };

function historyItem(entry: HistoryEntry, buttons: boolean): Item {
    const { t } = vscode.l10n;
    const { outcome, script, at, connection, ms, rows, params, hidden = [], part, storedId, error } = entry;
    const figures = [
        new Date(at).toLocaleString(vscode.env.language),
        connection,
        ...(rows === undefined ? [] : [rows === 1 ? t("1 row") : t("{0} rows", rows.toLocaleString(vscode.env.language))]),
        t("{0} ms", ms.toLocaleString(vscode.env.language)),
        ...(part === undefined ? [] : [t("a part")]),
        ...(storedId === undefined ? [] : [t("stored version")]),
    ];
    const values = [
        params === "{}" ? "" : params,
        hidden.length === 0 ? "" : t("not kept: {0}", hidden.join(", ")),
        (error ?? "").replace(/\s+/g, " "),
    ];
    const detail = values.filter((text) => text !== "").join(" · ");
    return {
        label: `$(${icons[outcome]}) ${script}`,
        description: figures.join(" · "),
        ...(detail === "" ? {} : { detail }),
        buttons: buttons ? buttonsOf(entry) : [],
        entry,
    };
}

function buttonsOf({ bytes, pinned }: HistoryEntry): Button[] {
    const { t } = vscode.l10n;
    const button = (act: Button["act"], icon: string, tooltip: string): Button => ({ act, iconPath: new vscode.ThemeIcon(icon), tooltip });
    return [
        ...(bytes === undefined
            ? []
            : [button("rows", "table", t("Show its rows")), button("compare", "diff", t("Compare its rows with another run's"))]),
        pinned === true ? button("pin", "pinned", t("Unpin")) : button("pin", "pin", t("Pin: it stays, with its rows")),
        button("remove", "trash", t("Forget this run")),
    ];
}

/** The same values on the text as it is now; values that are not kept are asked for. */
async function runAgain({ connections }: Services, controller: RunController, entry: HistoryEntry): Promise<void> {
    const { uri, params, connectionId, part, storedId } = entry;
    const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(uri));
    await controller.start({ document, part, params, storedId, on: await connections.require(connectionId), title: entry.script });
}
