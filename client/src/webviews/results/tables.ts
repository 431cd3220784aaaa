/** The list of a result's tables by group key: only what is in view is drawn, so that ten thousand tables are no matter. */
import { el, fill, icon, pageData, t } from "../shared/page.ts";
import { SearchField } from "./searchField.ts";
import type { ListedTable, ResultHead } from "./protocol.ts";
import type { ResultsWorker } from "./worker.ts";

const rowHeight = 22;

export class TableList {
    readonly element: HTMLElement;
    private readonly search = new SearchField(t("Find a table"), () => this.restart());
    private readonly keys = el("div", { class: "keys" });
    private readonly space = el("div", { class: "space" });
    private readonly list = el(
        "div",
        {
            class: "list",
            role: "listbox",
            id: "tables",
            tabindex: 0,
            "aria-label": t("Tables by group key"),
            onscroll: () => this.request(),
        },
        this.space,
    );
    private result = 0;
    private head: ResultHead | undefined;
    private chosen = -1;
    /** Of the chosen table in the list. */
    private position = 0;
    private total = 0;
    private shown: readonly ListedTable[] = [];
    private from = 0;
    private generation = 0;

    constructor(
        private readonly worker: ResultsWorker,
        private readonly onChoose: (table: number) => void,
    ) {
        this.element = el("div", { class: "nav", id: "nav" }, el("div", { class: "top" }, this.search.element, this.keys), this.list);
        this.list.addEventListener("keydown", (event) => this.onKey(event));
    }

    show(result: number, head: ResultHead, chosen: number): void {
        if (result !== this.result) {
            this.position = 0;
            this.search.clear();
            this.list.scrollTop = 0;
        }
        if (chosen < 0) this.position = this.extra === 1 ? 0 : -1;
        this.result = result;
        this.head = head;
        this.chosen = chosen;
        this.element.hidden = head.tables < 2;
        const count = head.tables.toLocaleString(pageData.language);
        fill(
            this.keys,
            icon("key"),
            el("span", { class: "mono" }, head.keys.length === 0 ? t("no group key") : head.keys.join(" · ")),
            el("span", { class: "grow" }),
            el("span", { class: "total" }, t("{0} tables", count)),
        );
        this.keys.title = head.same.length === 0 ? "" : t("The same in all tables: {0}", head.same.join(", "));
        this.request();
    }

    private restart(): void {
        this.position = this.search.text === "" ? 0 : -1;
        this.list.scrollTop = 0;
        this.request();
    }

    private request(): void {
        const filter = this.search.text;
        const { extra } = this;
        const from = Math.max(0, Math.floor(this.list.scrollTop / rowHeight) - extra - 5);
        const to = from + Math.ceil((this.list.clientHeight || 400) / rowHeight) + 12;
        const generation = ++this.generation;
        void this.worker
            .ask<{ total: number; tables: ListedTable[] }>({ type: "tables", result: this.result, from, to, filter })
            .then(({ total, tables }) => {
                if (generation !== this.generation) return;
                this.total = total;
                this.shown = tables;
                this.from = from;
                this.draw();
            });
    }

    private draw(): void {
        const { head, extra } = this;
        this.space.style.height = `${(this.total + extra) * rowHeight}px`;
        const rows = this.shown.map((table, index) => this.option(table.index, table.name, table.rows, this.from + index + extra));
        const all = extra === 1 && this.from === 0 ? this.option(-1, t("All tables"), head?.rows ?? 0, 0) : undefined;
        fill(this.space, all, ...rows);
    }

    private option(index: number, name: string, rows: number, at: number): HTMLElement {
        const option = el(
            "div",
            {
                role: "option",
                id: `table-${index}`,
                "aria-selected": String(index === this.chosen),
                "aria-setsize": this.total + 1,
                "aria-posinset": at + 1,
                onclick: () => this.choose(index, at),
            },
            index < 0 ? icon("layers") : undefined,
            el("span", { class: index < 0 ? "name" : "name mono", title: name }, name === "" ? t("(no key)") : name),
            el("span", { class: "count" }, rows.toLocaleString(pageData.language)),
        );
        option.style.top = `${at * rowHeight}px`;
        if (index === this.chosen) this.list.setAttribute("aria-activedescendant", option.id);
        return option;
    }

    private choose(index: number, position: number): void {
        this.chosen = index;
        this.position = position;
        this.onChoose(index);
        this.draw();
    }

    /** The entry of all tables stands first, unless the list is searched. */
    private get extra(): number {
        return this.search.text === "" ? 1 : 0;
    }

    /** Moves through all tables of the list, also those that are not drawn. */
    private onKey(event: KeyboardEvent): void {
        const last = this.total + this.extra - 1;
        const page = Math.max(1, Math.floor(this.list.clientHeight / rowHeight) - 1);
        const moves: Readonly<Record<string, number>> = {
            ArrowDown: this.position + 1,
            ArrowUp: this.position - 1,
            PageDown: this.position + page,
            PageUp: this.position - page,
            Home: 0,
            End: last,
        };
        const next = moves[event.key];
        if (next === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
        event.preventDefault();
        void this.goTo(Math.min(last, Math.max(0, next)));
    }

    private async goTo(position: number): Promise<void> {
        this.position = position;
        const at = position - this.extra;
        const { result } = this;
        const filter = this.search.text;
        const asked = { type: "tables", result, from: at, to: at + 1, filter } as const;
        const index = at < 0 ? -1 : (await this.worker.ask<{ tables: ListedTable[] }>(asked)).tables[0]?.index;
        // Another list, or a later key: this one's answer is late.
        if (index === undefined || position !== this.position || result !== this.result || filter !== this.search.text) return;
        const top = position * rowHeight;
        if (top < this.list.scrollTop || top + rowHeight > this.list.scrollTop + this.list.clientHeight)
            this.list.scrollTop = top - this.list.clientHeight / 2;
        this.choose(index, position);
    }
}
