/** The list of a result's tables by group key: only what is in view is drawn, so that ten thousand tables are no matter. */
import { el, fill, icon, pageData, t } from "../shared/page.ts";
import type { ListedTable, ResultHead } from "./protocol.ts";
import type { ResultsWorker } from "./worker.ts";

const rowHeight = 22;

export class TableList {
    readonly element: HTMLElement;
    private readonly search = el("input", {
        class: "field",
        type: "text",
        placeholder: t("Find a table"),
        "aria-label": t("Find a table"),
        oninput: () => this.restart(),
    });
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
    private total = 0;
    private shown: readonly ListedTable[] = [];
    private from = 0;
    private generation = 0;

    constructor(
        private readonly worker: ResultsWorker,
        private readonly onChoose: (table: number) => void,
    ) {
        this.element = el(
            "div",
            { class: "nav", id: "nav" },
            el("div", { class: "top" }, el("div", { class: "search" }, icon("search"), this.search), this.keys),
            this.list,
        );
        this.list.addEventListener("keydown", (event) => this.onKey(event));
    }

    show(result: number, head: ResultHead, chosen: number): void {
        if (result !== this.result) {
            this.search.value = "";
            this.list.scrollTop = 0;
        }
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
        this.list.scrollTop = 0;
        this.request();
    }

    private request(): void {
        const filter = this.search.value;
        const extra = filter === "" ? 1 : 0;
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
                this.draw(extra);
            });
    }

    private draw(extra: number): void {
        const { head } = this;
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
                onclick: () => this.choose(index),
            },
            index < 0 ? icon("layers") : undefined,
            el("span", { class: index < 0 ? "name" : "name mono", title: name }, name === "" ? t("(no key)") : name),
            el("span", { class: "count" }, rows.toLocaleString(pageData.language)),
        );
        option.style.top = `${at * rowHeight}px`;
        if (index === this.chosen) this.list.setAttribute("aria-activedescendant", option.id);
        return option;
    }

    private choose(index: number): void {
        this.chosen = index;
        this.onChoose(index);
        this.draw(this.search.value === "" ? 1 : 0);
    }

    private onKey(event: KeyboardEvent): void {
        const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
        if (step === undefined) return;
        event.preventDefault();
        const order = [...(this.search.value === "" ? [-1] : []), ...this.shown.map((table) => table.index)];
        const next = order[order.indexOf(this.chosen) + step];
        if (next === undefined) return;
        this.choose(next);
        const top = (next < 0 ? 0 : this.from + this.shown.findIndex((table) => table.index === next) + 1) * rowHeight;
        if (top < this.list.scrollTop || top + rowHeight > this.list.scrollTop + this.list.clientHeight)
            this.list.scrollTop = top - this.list.clientHeight / 2;
    }
}
