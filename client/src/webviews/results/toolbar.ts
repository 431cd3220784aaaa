/** The line above the rows: run again, params, how to look at them, whose they are, zone, copies and export. */
import { openMenu } from "../shared/menu.ts";
import { el, fill, icon, rove, t, vscode } from "../shared/page.ts";
import type { PageState } from "./choices.ts";
import type { FromResults, RunTitle } from "./protocol.ts";
import type { ZonePicker } from "./zones.ts";

const post = (message: FromResults): void => vscode.postMessage(message);

export type Look = PageState["look"];

const looks: readonly (readonly [Look, string, () => string])[] = [
    ["table", "table", () => t("Table")],
    ["chart", "graph-line", () => t("Chart")],
    ["raw", "code", () => t("Raw")],
];

export interface ToolbarActions {
    choose(look: Look): void;
    find(): void;
    copy(at: HTMLElement): void;
}

export class Toolbar {
    readonly element: HTMLElement;
    private readonly run = textButton("run-again", "debug-rerun", t("Run again"), t("Run again with the same params (Ctrl+Enter)"), () =>
        post({ type: "runAgain" }),
    );
    private readonly cancel = textButton(
        "cancel",
        "debug-stop",
        t("Cancel"),
        t("Cancel (Escape)"),
        () => post({ type: "cancel" }),
        "icon-error",
    );
    private readonly params = textButton("edit-params", "edit", t("Params"), t("Edit params and run (Ctrl+Shift+Enter)"), () =>
        post({ type: "editParams" }),
    );
    private readonly find: HTMLButtonElement;
    private readonly copy: HTMLButtonElement;
    private readonly export = iconButton("export", "export", t("Export (Ctrl+E)"), () => post({ type: "chooseExport" }));
    private readonly keep = iconButton("keep", "pin", t("Keep in a tab of its own"), () => post({ type: "keep" }));
    private readonly history = iconButton("history", "history", t("Earlier runs"), () => post({ type: "showHistory" }));
    private readonly switch: HTMLElement;
    private readonly name = el("span", { class: "name muted", id: "run-name" });
    private readonly chip = el("span", { class: "chip", id: "connection" });

    constructor(zones: ZonePicker, actions: ToolbarActions, look: Look) {
        this.cancel.setAttribute("aria-keyshortcuts", "Escape");
        this.find = iconButton("find-open", "search", t("Find (Ctrl+F)"), () => actions.find());
        this.copy = iconButton("copy", "copy", t("Copy the selected cells"), () => actions.copy(this.copy));
        this.copy.setAttribute("aria-haspopup", "menu");
        this.switch = el(
            "div",
            { class: "switch", role: "radiogroup", "aria-label": t("View") },
            ...looks.map(([value, name, text]) =>
                el(
                    "button",
                    {
                        type: "button",
                        role: "radio",
                        id: `look-${value}`,
                        "aria-checked": "false",
                        tabindex: -1,
                        onclick: () => actions.choose(value),
                    },
                    icon(name),
                    el("span", { class: "word" }, text()),
                ),
            ),
        );
        this.element = el(
            "div",
            { class: "toolbar", role: "toolbar", "aria-label": t("Results") },
            this.run,
            this.cancel,
            this.params,
            el("span", { class: "sep" }),
            this.switch,
            this.name,
            el("span", { class: "grow" }),
            this.chip,
            zones.element,
            el("span", { class: "sep" }),
            this.find,
            this.copy,
            this.export,
            this.keep,
            this.history,
        );
        rove(this.element, ".tbtn, select, [role=radio]");
        this.show(look);
        this.run.tabIndex = 0;
    }

    show(look: Look): void {
        for (const button of this.switch.querySelectorAll<HTMLElement>("[role=radio]"))
            button.setAttribute("aria-checked", String(button.id === `look-${look}`));
    }

    update(title: RunTitle | undefined, busy: boolean, rows: number, look: Look): void {
        this.run.hidden = busy;
        this.cancel.hidden = !busy;
        const first = busy ? this.cancel : this.run;
        if (this.element.querySelector(':scope [tabindex="0"]:not([hidden])') === null) first.tabIndex = 0;
        this.params.hidden = title?.hasParams !== true;
        this.export.disabled = rows === 0 || busy;
        this.keep.disabled = rows === 0 || busy;
        this.find.disabled = rows === 0 || look !== "table";
        this.copy.disabled = rows === 0 || look !== "table";
        this.name.textContent = title?.script ?? "";
        const isProtected = title?.protected === true;
        const color = title?.color ?? "none";
        fill(
            this.chip,
            isProtected ? icon("lock") : undefined,
            [title?.connection ?? "", title?.label ?? ""].filter((part) => part !== "").join(" · "),
            isProtected ? el("span", { class: "sr" }, t("protected")) : undefined,
        );
        this.chip.className = `chip ${isProtected ? "protected" : ""} color-${color}`;
    }
}

export function openCopyMenu(entries: Parameters<typeof openMenu>[1], at: HTMLElement): void {
    openMenu(t("Copy"), entries, at);
}

function textButton(id: string, name: string, text: string, title: string, onclick: () => void, extra = ""): HTMLButtonElement {
    return el(
        "button",
        { type: "button", class: "tbtn text", id, tabindex: -1, title, onclick },
        icon(name, extra),
        el("span", { class: "word" }, text),
    );
}

function iconButton(id: string, name: string, label: string, onclick: () => void): HTMLButtonElement {
    return el("button", { type: "button", class: "tbtn", id, tabindex: -1, "aria-label": label, title: label, onclick }, icon(name));
}
