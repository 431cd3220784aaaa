/** What a row of the plan is, apart from how it is drawn. */
import type { PlanRow } from "../../sync/planData.ts";
import { actionWord, type ShownAction, stateWord } from "./words.ts";

/** What needs a person first, what needs nothing last; by name within. */
export function rank(row: PlanRow): number {
    if (row.state === "conflict") return 0;
    return isOpen(row) ? 1 : isChange(row) ? 2 : 3;
}

export function isChange({ action, choices }: PlanRow): boolean {
    return (action !== "none" && action !== "adopt" && action !== "forget") || choices.length > 0;
}

/** Waits for a person's choice. */
export function isOpen({ action, choices }: PlanRow): boolean {
    return action === "none" && choices.length > 0;
}

/** What a ticked row does. */
export function defaultAction(row: PlanRow): ShownAction {
    return row.action === "none" ? (row.choices.find((choice) => choice !== "none") ?? "none") : row.action;
}

/** The plan as text, for a ticket or a chat. */
export function planText(rows: readonly PlanRow[], chosen: ReadonlyMap<string, ShownAction>): string {
    return rows
        .filter(isChange)
        .map((row) => [row.name, stateWord(row).text, actionWord(chosen.get(row.key) ?? "none", row).text].join("\t"))
        .join("\n");
}
