/** States and actions of a dry run in words, each with its icon. */
import type { PlanRow } from "../../sync/planData.ts";
import { t } from "../shared/page.ts";

export interface Word {
    readonly icon: string;
    readonly text: string;
}

export function stateWord({ state, name, otherName, synced }: PlanRow): Word {
    if (state === "conflict" && !synced) return { icon: "warning", text: t("Differs, never synced") };
    if (otherName !== undefined && state === "changedHere") return { icon: "arrow-right", text: t("Renamed here, was {0}", otherName) };
    if (otherName !== undefined && state === "changedThere") return { icon: "arrow-right", text: t("Renamed there, here {0}", name) };
    const words: Readonly<Record<PlanRow["state"], Word>> = {
        same: { icon: "check", text: t("Same") },
        gone: { icon: "check", text: t("Gone on both sides") },
        changedHere: { icon: "edit", text: t("Changed here") },
        changedThere: { icon: "cloud", text: t("Changed there") },
        changedBoth: { icon: "git-merge", text: t("Changed on both sides, apart") },
        conflict: { icon: "warning", text: t("Changed on both sides") },
        onlyHere: { icon: "add", text: t("Only here") },
        onlyThere: { icon: "cloud-download", text: t("Only there") },
        deletedHere: { icon: "trash", text: t("Deleted here") },
        deletedThere: { icon: "trash", text: t("Deleted there") },
        foreign: { icon: "circle-slash", text: t("Not Flux: kept as it is") },
    };
    return words[state];
}

export type ShownAction = PlanRow["action"];

export function actionWord(action: ShownAction, row: Pick<PlanRow, "otherName">): Word {
    if (row.otherName !== undefined && action === "push") return { icon: "arrow-up", text: t("Rename there") };
    if (row.otherName !== undefined && action === "pull") return { icon: "arrow-down", text: t("Rename here") };
    const words: Readonly<Record<ShownAction, Word>> = {
        none: { icon: "circle-slash", text: t("Keep as it is") },
        adopt: { icon: "check", text: t("None") },
        forget: { icon: "check", text: t("None") },
        push: { icon: "arrow-up", text: t("Push") },
        pull: { icon: "arrow-down", text: t("Pull") },
        merge: { icon: "git-merge", text: t("Merge") },
        create: { icon: "arrow-up", text: t("Create there") },
        fetch: { icon: "arrow-down", text: t("Pull") },
        renew: { icon: "arrow-up", text: t("Store anew there") },
        deleteRemote: { icon: "trash", text: t("Delete there") },
        deleteLocal: { icon: "trash", text: t("Delete here") },
    };
    return words[action];
}

/** `5 min ago`; a dash where a side has none. */
export function ago(time: number | undefined, now: number): string {
    if (time === undefined) return "–";
    const minutes = Math.max(0, Math.round((now - time) / 60_000));
    if (minutes < 1) return t("just now");
    if (minutes < 60) return t("{0} min ago", minutes);
    if (minutes < 36 * 60) return t("{0} h ago", Math.round(minutes / 60));
    const days = Math.round(minutes / 1440);
    return days < 15 ? t("{0} days ago", days) : t("{0} weeks ago", Math.round(days / 7));
}
