/** The chosen script's texts, there against here. */
import type { PlanRow, PlanUpdate } from "../../sync/planData.ts";
import { el, fill, icon, t } from "../shared/page.ts";
import { column, sideBySide } from "./difference.ts";
import { ago, type ShownAction } from "./words.ts";

type Difference = Extract<PlanUpdate, { type: "difference" }>;

export interface DifferenceHost {
    readonly row: PlanRow;
    readonly connection: string;
    /** What will be done with the row. */
    readonly chosen: ShownAction | undefined;
    choose(action: ShownAction): void;
    merge(): void;
}

/** Draws both texts side by side into `diff`, with what can be done about them. */
export function drawDifference(diff: HTMLElement, { edits, descriptions }: Difference, host: DifferenceHost): void {
    const { row, connection, chosen } = host;
    const { left, right } = sideBySide(edits);
    const now = Date.now();
    const take = (action: ShownAction, text: string, id: string): HTMLElement | undefined =>
        [row.action, ...row.choices].includes(action)
            ? el(
                  "button",
                  {
                      type: "button",
                      id,
                      class: "btn secondary small",
                      "aria-pressed": chosen === action ? "true" : "false",
                      onclick: () => host.choose(action),
                  },
                  chosen === action ? icon("check") : undefined,
                  text,
              )
            : undefined;
    const sameTexts = edits.every(({ kind }) => kind === " ");
    diff.setAttribute("aria-label", t("{0}: there against here", row.name));
    fill(
        diff,
        el(
            "div",
            { class: "dhead" },
            el(
                "div",
                {},
                icon("cloud"),
                el("span", { class: "strong" }, t("There")),
                el("span", { class: "muted" }, `${connection}, ${row.there === undefined ? t("not stored") : ago(row.there, now)}`),
                el("span", { class: "grow" }),
                take("pull", t("Take Theirs"), "take-theirs") ?? take("fetch", t("Take Theirs"), "take-theirs"),
            ),
            el(
                "div",
                {},
                icon("file"),
                el("span", { class: "strong" }, t("Here")),
                el("span", { class: "muted" }, row.here === undefined ? t("no file") : ago(row.here, now)),
                el("span", { class: "grow" }),
                take("push", t("Take Mine"), "take-mine") ?? take("create", t("Take Mine"), "take-mine"),
                row.canMerge && row.state === "conflict"
                    ? el("button", { type: "button", id: "merge", class: "btn secondary small", onclick: () => host.merge() }, t("Merge…"))
                    : undefined,
            ),
        ),
        descriptions === undefined
            ? undefined
            : el(
                  "div",
                  { class: "descriptions" },
                  ...descriptions.map((text) => el("div", { title: text }, `${t("Description")}: ${text}`)),
              ),
        sameTexts && edits.length > 0 && row.state !== "same"
            ? el("div", { class: "muted hint" }, t("The texts are the same."))
            : undefined,
        el("div", { class: "cols", tabindex: 0, role: "group", "aria-label": t("Differences") }, column(left), column(right)),
    );
    const [a, b] = diff.querySelectorAll<HTMLElement>(".cols > div");
    for (const [one, other] of [
        [a, b],
        [b, a],
    ])
        one?.addEventListener("scroll", () => {
            if (other !== undefined && other.scrollLeft !== one.scrollLeft) other.scrollLeft = one.scrollLeft;
        });
}
