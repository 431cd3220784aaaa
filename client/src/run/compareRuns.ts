/** Chooses two kept runs and shows how their rows differ. */
import * as vscode from "vscode";
import { UserError } from "../errors.ts";
import { Cancelled } from "../services.ts";
import type { CompareView } from "../views/compareView.ts";
import type { ComparedRun } from "../webviews/compare/protocol.ts";
import type { HistoryEntry } from "./history.ts";
import { historyItems } from "./historyPick.ts";
import type { RunHistory } from "./runHistory.ts";

/** Compares a run (asked for where absent) with one that is asked for. Rejects with a `UserError` where there are too few. */
export async function compareRuns(history: RunHistory, view: CompareView, given?: HistoryEntry): Promise<void> {
    const { t } = vscode.l10n;
    const kept = history.list().filter(({ bytes }) => bytes !== undefined);
    if (kept.length < 2) {
        throw new UserError(
            t("There are no two runs whose rows are kept."),
            t("Run a script twice, then compare. Rows are kept up to 16 MB a run."),
        );
    }
    const first = given ?? (await choose(kept, t("Compare Runs (1 of 2)"), t("The run to compare")));
    // The same script comes first: that is what people compare.
    const others = kept.filter(({ id }) => id !== first.id).sort((a, b) => Number(b.uri === first.uri) - Number(a.uri === first.uri));
    const second = await choose(others, t("Compare Runs (2 of 2)"), t("Compare {0} with", first.script));
    const [before, after] = first.at <= second.at ? [first, second] : [second, first];
    view.show(await comparedRun(history, before), await comparedRun(history, after));
}

async function choose(entries: readonly HistoryEntry[], title: string, placeHolder: string): Promise<HistoryEntry> {
    const options = { title, placeHolder, matchOnDescription: true, matchOnDetail: true };
    const chosen = await vscode.window.showQuickPick(historyItems(entries, false), options);
    if (chosen?.entry === undefined) throw new Cancelled();
    return chosen.entry;
}

async function comparedRun(history: RunHistory, entry: HistoryEntry): Promise<ComparedRun> {
    const { t } = vscode.l10n;
    const bytes = await history.rowsOf(entry);
    if (bytes === undefined) throw new UserError(t("The rows of a run are gone."), t("Run the script again, then compare."));
    const { script, at, connection, ms, rows = 0, params } = entry;
    const number = (value: number): string => value.toLocaleString(vscode.env.language);
    const facts = [
        new Date(at).toLocaleString(vscode.env.language),
        connection,
        rows === 1 ? t("1 row") : t("{0} rows", number(rows)),
        t("{0} ms", number(ms)),
    ];
    return { script, facts: facts.join(" · "), params, bytes: new Uint8Array(bytes) };
}
