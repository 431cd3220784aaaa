/** One cell's whole value: long text wrapped, JSON laid out, a number or time in the forms that people need. */
import { openPopup } from "../shared/menu.ts";
import { el, icon, t } from "../shared/page.ts";
import { typeIcon } from "./columns.ts";
import { layOut } from "./layout.ts";
import type { CellAnswer } from "./operations.ts";

export function openCell(cell: CellAnswer, at: HTMLElement | { x: number; y: number }, copy: (text: string) => void): void {
    const { label, type, value, shown } = cell;
    const json = type === "string" && value !== null ? layOut(value) : undefined;
    let asJson = json !== undefined;
    const text = (): string => (asJson ? (json ?? "") : (value ?? ""));
    const body = el("pre", { class: "whole mono", tabindex: 0, id: "cell-text", "aria-label": t("Value") });
    const draw = (): void => {
        body.classList.toggle("null", value === null);
        body.textContent = value === null ? "null" : value === "" ? '""' : text();
    };
    draw();
    const facts = [
        type,
        ...(value === null || type !== "string" ? [] : [value.length === 1 ? t("1 character") : t("{0} characters", value.length)]),
        ...(type === "time" && shown !== null && value !== null && shown !== value ? [t("shown as {0}", shown)] : []),
    ];
    let close = (): void => undefined;
    const switchLook = el(
        "button",
        {
            type: "button",
            class: "btn secondary small",
            onclick: () => {
                asJson = !asJson;
                draw();
                switchLook.textContent = asJson ? t("As text") : t("As JSON");
            },
        },
        t("As text"),
    );
    const card = el(
        "div",
        { class: "card cell", role: "dialog", "aria-label": t("Cell {0}", label), id: "cell" },
        el(
            "div",
            { class: "cardtitle" },
            icon(typeIcon(type)),
            el("span", { class: "strong mono" }, label),
            el("span", { class: "muted small" }, facts.join(" · ")),
            el("span", { class: "grow" }),
            el(
                "button",
                { type: "button", class: "tbtn", "aria-label": t("Close"), title: t("Close"), onclick: () => close() },
                icon("close"),
            ),
        ),
        body,
        el(
            "div",
            { class: "acts" },
            el(
                "button",
                { type: "button", class: "btn secondary small", disabled: value === null, onclick: () => (copy(text()), close()) },
                icon("copy"),
                t("Copy"),
            ),
            json === undefined ? undefined : switchLook,
        ),
    );
    close = openPopup(card, at);
    body.focus();
}
