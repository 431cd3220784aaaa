/** The question before a run that changes something on a protected connection. */
import * as vscode from "vscode";
import type { Connection } from "../connections/model.ts";
import type { Translate } from "../errors.ts";
import type { RunEffect } from "../language.ts";
import { describeEffect } from "./effects.ts";

/** True when the script may run: it changes nothing, or the person agrees. `effects` undefined: nobody knows. */
export async function confirmEffects(script: string, connection: Connection, effects: readonly RunEffect[] | undefined): Promise<boolean> {
    if (effects?.length === 0) return true;
    const t: Translate = vscode.l10n.t;
    const run = t("Run");
    const detail =
        effects === undefined
            ? t("The language server does not answer, so it is not known what the script changes.")
            : effects.map((effect) => describeEffect(effect, t)).join("\n");
    const question = t('"{0}" is protected, and {1} changes something. Run it there?', connection.name, script);
    return (await vscode.window.showWarningMessage(question, { modal: true, detail }, run)) === run;
}
