/** Completion under a text field: a list of names that match what is typed, taken with Tab or Enter. */
import { el, fill, icon, pageData, t } from "./page.ts";

export interface Suggestion {
    readonly value: string;
    /** At the right, muted. */
    readonly detail?: string;
}

export interface ComboboxOptions {
    readonly id: string;
    readonly icon: string;
    /** All names there are; asked for when the list opens. */
    readonly names: () => Promise<readonly Suggestion[]>;
    /** `41 buckets in plant-eu`: what the list is of, with the number of all. */
    readonly footer: (total: number) => string;
    /** A name was taken: the field has it already. */
    readonly taken: (value: string) => void;
    /** What the field's text has to match; all of it where absent. */
    readonly query?: () => string;
}

/** More than a person looks through; typing finds the rest. */
const listed = 100;

/** Gives a text field a list of names. */
export class Combobox {
    readonly list: HTMLElement;
    private readonly rows = el("div", { class: "options" });
    private readonly footer = el("div", { class: "footer" });
    private shown: readonly Suggestion[] = [];
    private at = 0;
    private generation = 0;

    constructor(
        private readonly input: HTMLInputElement,
        private readonly options: ComboboxOptions,
    ) {
        const id = `${options.id}-list`;
        this.rows.id = id;
        this.rows.setAttribute("role", "listbox");
        this.rows.setAttribute("aria-label", t("Names"));
        this.list = el("div", { class: "suggestions", hidden: true }, this.rows, this.footer);
        input.setAttribute("role", "combobox");
        input.setAttribute("aria-autocomplete", "list");
        input.setAttribute("aria-expanded", "false");
        input.setAttribute("aria-controls", id);
        input.addEventListener("input", () => void this.open());
        input.addEventListener("blur", () => this.close());
        input.addEventListener("keydown", (event) => this.onKey(event));
        input.addEventListener("click", () => {
            if (this.list.hidden) void this.open();
        });
    }

    get isOpen(): boolean {
        return !this.list.hidden;
    }

    async open(): Promise<void> {
        const generation = ++this.generation;
        const all = await this.options.names();
        if (generation !== this.generation || document.activeElement !== this.input) return;
        const query = this.options.query?.() ?? this.input.value;
        const found = matching(all, query.trim());
        this.shown = found.slice(0, listed);
        // A name that is complete already is no question any more.
        if (this.shown.length === 0 || (found.length === 1 && found[0]?.value === query)) {
            this.close();
            return;
        }
        this.at = 0;
        fill(this.rows, ...this.shown.map((suggestion, index) => this.row(suggestion, index, query.trim())));
        const count = found.length === all.length ? "" : `${t("{0} of", found.length.toLocaleString(pageData.language))} `;
        fill(this.footer, `${count}${this.options.footer(all.length)} · `, el("kbd", {}, "Tab"), ` ${t("takes it")}`);
        this.list.hidden = false;
        this.input.setAttribute("aria-expanded", "true");
        this.mark(0);
    }

    close(): void {
        this.generation++;
        this.list.hidden = true;
        this.input.setAttribute("aria-expanded", "false");
        this.input.removeAttribute("aria-activedescendant");
    }

    private row({ value, detail }: Suggestion, index: number, query: string): HTMLElement {
        const at = query === "" ? -1 : value.toLowerCase().indexOf(query.toLowerCase());
        const name =
            at < 0 ? [value] : [value.slice(0, at), el("b", {}, value.slice(at, at + query.length)), value.slice(at + query.length)];
        return el(
            "div",
            {
                class: "option",
                role: "option",
                id: `${this.options.id}-${index}`,
                "aria-selected": "false",
                // The field keeps the focus.
                onpointerdown: (event: Event) => event.preventDefault(),
                onclick: () => this.take(index),
            },
            icon(this.options.icon),
            el("span", { class: "name" }, ...name),
            detail === undefined ? undefined : el("span", { class: "detail" }, detail),
        );
    }

    private mark(index: number): void {
        const rows = [...this.rows.children];
        this.at = (index + rows.length) % rows.length;
        for (const [each, row] of rows.entries()) row.setAttribute("aria-selected", String(each === this.at));
        rows[this.at]?.scrollIntoView({ block: "nearest" });
        this.input.setAttribute("aria-activedescendant", `${this.options.id}-${this.at}`);
    }

    private take(index: number): void {
        const value = this.shown[index]?.value;
        this.close();
        if (value !== undefined) this.options.taken(value);
    }

    private onKey(event: KeyboardEvent): void {
        const use = (act: () => void): void => {
            event.preventDefault();
            event.stopPropagation();
            act();
        };
        if (event.key === " " && event.ctrlKey) use(() => void this.open());
        else if (!this.isOpen) {
            if (event.key === "ArrowDown") use(() => void this.open());
        } else if (event.key === "ArrowDown") use(() => this.mark(this.at + 1));
        else if (event.key === "ArrowUp") use(() => this.mark(this.at - 1));
        else if (event.key === "Escape") use(() => this.close());
        else if (event.key === "Enter" && !event.ctrlKey && !event.metaKey) use(() => this.take(this.at));
        else if (event.key === "Tab" && !event.shiftKey) use(() => this.take(this.at));
    }
}

/** Beginnings first, then beginnings of a part (`tok` in `Asia/Tokyo`), then those that have it somewhere. */
function matching(all: readonly Suggestion[], query: string): Suggestion[] {
    const wanted = query.toLowerCase();
    if (wanted === "") return [...all];
    const ranks: Suggestion[][] = [[], [], []];
    for (const suggestion of all) {
        const value = suggestion.value.toLowerCase();
        const at = value.indexOf(wanted);
        if (at < 0) continue;
        const part = at > 0 && [...value.matchAll(/[^\p{L}\p{N}]+/gu)].some((gap) => value.startsWith(wanted, gap.index + gap[0].length));
        ranks[at === 0 ? 0 : part ? 1 : 2]?.push(suggestion);
    }
    return ranks.flat();
}
