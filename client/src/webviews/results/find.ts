/** The find bar: the next cell that has a text, as the grid shows it. */
import { el, icon, t } from "../shared/page.ts";
import type { ResultGrid } from "./grid.ts";
import type { FindAnswer, FindRequest } from "./operations.ts";
import type { ResultsWorker } from "./worker.ts";

type Option = "matchCase" | "wholeCell" | "regex";

export class FindBar {
    readonly element: HTMLElement;
    private readonly on: Record<Option, boolean> = { matchCase: false, wholeCell: false, regex: false };
    private readonly input = el("input", {
        class: "field",
        id: "find-text",
        type: "text",
        spellcheck: "false",
        autocomplete: "off",
        placeholder: t("Find in the rows"),
        "aria-label": t("Find in the rows"),
        oninput: () => void this.go(false, true),
    });
    private readonly said = el("span", { class: "muted said", role: "status", id: "find-said" });

    constructor(
        private readonly worker: ResultsWorker,
        private readonly grid: ResultGrid,
    ) {
        this.element = el(
            "div",
            { class: "find", role: "search", id: "find", hidden: true },
            this.input,
            this.toggle("matchCase", "case-sensitive", t("Match case")),
            this.toggle("wholeCell", "whole-word", t("Whole cell")),
            this.toggle("regex", "regex", t("Regular expression")),
            this.said,
            this.button("arrow-up", t("Previous (Shift+Enter)"), () => void this.go(true)),
            this.button("arrow-down", t("Next (Enter)"), () => void this.go(false)),
            this.button("close", t("Close (Escape)"), () => this.close()),
        );
        this.element.addEventListener("keydown", (event) => this.onKey(event));
    }

    open(): void {
        this.element.hidden = false;
        this.input.focus();
        this.input.select();
    }

    close(): void {
        this.element.hidden = true;
        this.said.textContent = "";
        this.grid.focus();
    }

    private button(name: string, label: string, act: () => void): HTMLElement {
        return el("button", { type: "button", class: "tbtn", "aria-label": label, title: label, onclick: act }, icon(name));
    }

    private toggle(option: Option, name: string, label: string): HTMLElement {
        const button = el(
            "button",
            {
                type: "button",
                class: "tbtn toggle",
                "aria-pressed": "false",
                "aria-label": label,
                title: label,
                onclick: () => {
                    this.on[option] = !this.on[option];
                    button.setAttribute("aria-pressed", String(this.on[option]));
                    void this.go(false, true);
                },
            },
            icon(name),
        );
        return button;
    }

    private onKey(event: KeyboardEvent): void {
        if (event.key === "Escape") this.close();
        else if (event.key === "Enter" && event.target === this.input) void this.go(event.shiftKey);
        else return;
        event.preventDefault();
        event.stopPropagation();
    }

    /** `here`: while typing, a match under the cursor stays. */
    private async go(backwards: boolean, here = false): Promise<void> {
        const { view, active } = this.grid;
        const text = this.input.value;
        if (view === undefined || text === "") {
            this.said.textContent = "";
            return;
        }
        const from = active === undefined ? undefined : here ? before(active) : active;
        const request: FindRequest = { view, text, backwards, ...this.on, ...(from === undefined ? {} : { from }) };
        const answer = await this.worker.ask<FindAnswer>({ type: "find", ...request });
        if (answer.superseded === true || text !== this.input.value) return;
        this.input.toggleAttribute("aria-invalid", answer.fault !== undefined);
        if (answer.fault !== undefined) this.said.textContent = answer.fault;
        else if (answer.place === undefined) this.said.textContent = t("No match");
        else {
            this.said.textContent =
                answer.wrapped === true ? t("Row {0}, from the start again", answer.place.row + 1) : t("Row {0}", answer.place.row + 1);
            this.grid.goTo(answer.place);
        }
    }
}

function before({ row, column }: { row: number; column: number }): { row: number; column: number } | undefined {
    if (column > 0) return { row, column: column - 1 };
    return row > 0 ? { row: row - 1, column: Number.MAX_SAFE_INTEGER } : undefined;
}
