/** Filters: a card to make one for a column, and the line that names those in force. */
import { openForm } from "../shared/menu.ts";
import { el, fill, icon, t } from "../shared/page.ts";
import type { GridActions } from "./gridMenus.ts";
import type { ColumnFilter, DistinctAnswer, DistinctValue, FilterFault } from "./operations.ts";
import type { CellText } from "./protocol.ts";
import { number } from "./states.ts";

/** Values that are listed; the rest is found by typing. */
const listed = 200;

/** A card with an expression, and the column's values to tick. */
export function openFilter(actions: GridActions, label: string, at: HTMLElement): void {
    const { view } = actions.grid();
    if (view === undefined) return;
    const others = (view.filters ?? []).filter((filter) => filter.label !== label);
    const before = view.filters?.find((filter) => filter.label === label);
    const chosen = new Map<CellText, boolean>();
    if (before !== undefined && "values" in before) for (const value of before.values) chosen.set(value, true);
    const input = el("input", {
        class: "field",
        id: "filter-expression",
        type: "text",
        spellcheck: "false",
        autocomplete: "off",
        placeholder: t("Contains, = text, > 20, /regex/, null"),
        "aria-label": t("Filter {0}", label),
        "aria-describedby": "filter-hint",
        oninput: () => void list(),
    });
    if (before !== undefined && "expression" in before) input.value = before.expression;
    const values = el("div", { class: "values", role: "group", "aria-label": t("Values of {0}", label) });
    const total = el("p", { class: "muted small" });
    let close = (): void => undefined;
    const apply = (): void => {
        const ticked = [...chosen].filter(([, on]) => on).map(([value]) => value);
        const expression = input.value.trim();
        close();
        if (ticked.length > 0) actions.filter([...others, { label, values: ticked }]);
        else actions.filter(expression === "" ? others : [...others, { label, expression }]);
    };
    const entry = ({ value, shown, count }: DistinctValue): HTMLElement => {
        const box = el("input", { type: "checkbox", onchange: () => chosen.set(value, box.checked) });
        box.checked = chosen.get(value) === true;
        const name = shown === null ? el("span", { class: "null" }, "null") : shown === "" ? '""' : shown;
        return el(
            "label",
            { class: "entry" },
            box,
            el("span", { class: "name mono" }, name),
            el("span", { class: "count" }, number(count)),
        );
    };
    let asked = 0;
    async function list(): Promise<void> {
        const mine = ++asked;
        // A plain text narrows the list; an expression is for the rows alone.
        const search = /^[<>=!/"]|^(not )?null$/.test(input.value.trim()) ? "" : input.value.trim();
        const request = { view: { ...(view as NonNullable<typeof view>), filters: others }, label, limit: listed, search };
        const answer = await actions.worker.ask<DistinctAnswer>({ type: "distinct", ...request });
        if (mine !== asked) return;
        fill(values, ...answer.values.map(entry));
        total.textContent =
            answer.total > answer.values.length
                ? t("{0} of {1} values", number(answer.values.length), number(answer.total))
                : t("{0} values", number(answer.total));
    }
    const card = el(
        "form",
        {
            class: "card filter",
            onsubmit: (event: Event) => (event.preventDefault(), apply()),
        },
        el("div", { class: "cardtitle" }, icon("filter"), el("span", { class: "strong mono" }, label)),
        input,
        el("p", { class: "muted small", id: "filter-hint" }, t("Put ! before it for the opposite. Ticked values win over the text.")),
        values,
        total,
        el(
            "div",
            { class: "acts" },
            el("button", { type: "submit", class: "btn small", id: "filter-apply" }, t("Apply")),
            el("button", { type: "button", class: "btn secondary small", onclick: () => (close(), actions.filter(others)) }, t("Clear")),
        ),
    );
    close = openForm(t("Filter {0}", label), card, at);
    void list();
    input.focus();
}

/** Chips of the filters in force, each with a way out. */
export function showFilters(
    line: HTMLElement,
    filters: readonly ColumnFilter[],
    faults: readonly FilterFault[],
    counts: { readonly rows: number; readonly total: number },
    change: (filters: readonly ColumnFilter[]) => void,
): void {
    line.hidden = filters.length === 0;
    if (filters.length === 0) return;
    fill(
        line,
        icon("filter"),
        ...filters.map((filter, index) => {
            const fault = faults.find((each) => each.index === index);
            return el(
                "span",
                { class: fault === undefined ? "chip tight" : "chip tight bad", title: fault === undefined ? undefined : faultText(fault) },
                fault === undefined ? undefined : icon("error"),
                `${filter.label} ${textOf(filter)}`,
                el(
                    "button",
                    {
                        type: "button",
                        class: "tbtn tiny",
                        "aria-label": t("Remove the filter of {0}", filter.label),
                        onclick: () => change(filters.filter((other) => other !== filter)),
                    },
                    icon("close"),
                ),
            );
        }),
        ...faults.map((fault) => el("span", { class: "text-error" }, faultText(fault))),
        el("span", { class: "grow" }),
        el("span", { id: "filtered" }, t("{0} of {1} rows", number(counts.rows), number(counts.total))),
        el("button", { type: "button", class: "tbtn text", id: "clear-filters", onclick: () => change([]) }, t("Clear all")),
    );
}

function textOf(filter: ColumnFilter): string {
    if ("expression" in filter) return filter.expression;
    const texts = filter.values.map((value) => (value === null ? "null" : value === "" ? '""' : value));
    return texts.length > 3 ? `∈ ${texts.slice(0, 3).join(", ")}, …` : texts.length === 1 ? `= ${texts[0]}` : `∈ ${texts.join(", ")}`;
}

function faultText({ kind, text }: FilterFault): string {
    const texts = {
        number: t("{0} is not a number.", text),
        time: t("{0} is not a time such as 2026-01-31.", text),
        bool: t("{0} is neither true nor false.", text),
        regex: t("Not a regular expression: {0}", text),
    };
    return texts[kind];
}
