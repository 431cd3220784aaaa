/** A dry run as one list: state, action (each can be changed), times; the chosen script's difference below. */
import "./sync.css";
import type { PlanData, PlanMessage, PlanRow, PlanUpdate } from "../../sync/planData.ts";
import { el, fill, icon, rove, t, vscode } from "../shared/page.ts";
import { drawDifference } from "./differenceView.ts";
import { defaultAction, isChange, isOpen, planText, rank } from "./rows.ts";
import { actionWord, ago, type ShownAction, stateWord } from "./words.ts";

const root = document.getElementById("root") as HTMLElement;
const post = (message: PlanMessage): void => vscode.postMessage(message);

let plan: PlanData | undefined;
let comparedAt = 0;
let onlyChanges = true;
let filter = "";
let selected: string | undefined;
let busy = false;
/** What the person chose for each key; `none` is not done. */
const chosen = new Map<string, ShownAction>();

const grid = el("div", { class: "grid", id: "plan", role: "grid", "aria-label": t("Scripts and what will be done"), "aria-colcount": 6 });
const body = el("div", { role: "rowgroup" });
const diff = el("section", { class: "diff", id: "difference", hidden: true });
const counts = el("span", { id: "counts" });
const apply = el("button", { type: "button", class: "btn", id: "apply", onclick: () => send() });
const age = el("span", { class: "muted", id: "age", role: "status" });
const guard = el("span", { class: "muted" });
const head = el("header", { class: "head" });
const views = el("div", { class: "switch", role: "radiogroup", "aria-label": t("Show") });
const search = el("input", {
    class: "field",
    type: "search",
    placeholder: t("Find a script"),
    "aria-label": t("Find a script"),
    oninput: () => {
        filter = search.value.trim().toLowerCase();
        drawRows();
    },
});

window.addEventListener("message", ({ data }: MessageEvent<PlanUpdate>) => {
    if (data.type === "plan") show(data.plan);
    else if (data.type === "difference") {
        if (data.key === selected) showDifference(data);
    } else {
        busy = data.busy;
        drawCounts();
    }
});
window.addEventListener("keydown", (event) => {
    if (event.key !== "F7") return;
    step(event.shiftKey ? -1 : 1);
    event.preventDefault();
});
setInterval(() => drawAge(), 10_000);

function show(next: PlanData): void {
    const first = plan === undefined;
    plan = { ...next, rows: [...next.rows].sort((a, b) => rank(a) - rank(b)) };
    comparedAt = Date.now();
    busy = false;
    for (const key of [...chosen.keys()]) if (!next.rows.some((row) => row.key === key)) chosen.delete(key);
    for (const row of next.rows) {
        const now = chosen.get(row.key);
        if (now === undefined || (now !== row.action && !row.choices.includes(now))) chosen.set(row.key, row.action);
    }
    if (first) build();
    drawHead(next);
    drawViews();
    if (!visible().some(({ key }) => key === selected)) selected = undefined;
    const first_ = visible().find(isOpen) ?? visible().find(isChange);
    select(selected ?? first_?.key, false);
}

function build(): void {
    const titles = [el("span", { class: "sr" }, t("Include")), t("Script"), t("State"), t("Action"), t("Here"), t("There")];
    const header = el("div", { role: "row" }, ...titles.map((title) => el("div", { role: "columnheader" }, title)));
    fill(grid, el("div", { class: "thead", role: "rowgroup" }, header), body);
    grid.addEventListener("keydown", onGridKey);
    fill(
        root,
        head,
        el("div", { class: "bar" }, views, el("span", { class: "sep" }), counts, el("span", { class: "grow" }), search),
        grid,
        diff,
        el(
            "footer",
            { class: "foot" },
            apply,
            el(
                "button",
                { type: "button", class: "btn secondary", onclick: () => post({ type: "copy", text: planText(plan?.rows ?? [], chosen) }) },
                t("Copy Plan"),
            ),
            el("button", { type: "button", class: "btn secondary", onclick: () => post({ type: "close" }) }, t("Close")),
            el("span", { class: "grow" }),
            guard,
        ),
    );
    rove(views, "[role=radio]");
}

function drawHead({ connection, kind, label, folder, protected: guarded }: PlanData): void {
    const place = { local: "database", cloud: "cloud", oss: "server" }[kind];
    const words = [label, guarded ? t("protected") : ""].filter((word) => word !== "").join(": ");
    fill(
        head,
        el("h1", { class: "strong" }, t("Sync")),
        el("span", { class: "mono" }, folder),
        icon("arrow-swap", "muted"),
        el("span", { class: "chip" }, icon(place), connection),
        words === "" ? undefined : el("span", { class: guarded ? "chip protected" : "chip" }, guarded ? icon("lock") : undefined, words),
        el("span", { class: "grow" }),
        age,
        el(
            "button",
            {
                type: "button",
                class: "tbtn",
                id: "compare",
                title: t("Compare again (Ctrl+R)"),
                "aria-label": t("Compare again"),
                onclick: () => compare(),
            },
            icon("refresh"),
        ),
    );
    fill(guard, ...(guarded ? [icon("lock"), " ", t("{0} is protected: you will be asked", connection)] : []));
    drawAge();
}

function drawAge(): void {
    const seconds = Math.round((Date.now() - comparedAt) / 10_000) * 10;
    const when =
        seconds < 10
            ? t("compared just now")
            : seconds < 60
              ? t("compared {0} s ago", seconds)
              : t("compared {0}", ago(comparedAt, Date.now()));
    age.textContent = `${t("Nothing is changed yet")} · ${when}`;
}

function drawViews(): void {
    const rows = plan?.rows ?? [];
    const one = (text: string, changes: boolean): HTMLElement =>
        el(
            "button",
            {
                type: "button",
                role: "radio",
                "aria-checked": onlyChanges === changes ? "true" : "false",
                tabindex: onlyChanges === changes ? 0 : -1,
                onclick: () => {
                    onlyChanges = changes;
                    drawViews();
                },
            },
            text,
        );
    fill(views, one(t("Changes {0}", rows.filter(isChange).length), true), one(t("All {0}", rows.length), false));
    drawRows();
}

function visible(): readonly PlanRow[] {
    return (plan?.rows ?? []).filter((row) => (!onlyChanges || isChange(row)) && row.name.toLowerCase().includes(filter));
}

function drawRows(): void {
    const now = Date.now();
    const rows = visible();
    grid.setAttribute("aria-rowcount", String(rows.length + 1));
    const none = el("div", { class: "muted hint" }, t("Nothing to do: the workspace and {0} hold the same.", plan?.connection ?? ""));
    fill(body, ...(rows.length === 0 && filter === "" ? [none] : rows.map((row, at) => rowElement(row, at, now))));
    drawCounts();
}

function rowElement(row: PlanRow, at: number, now: number): HTMLElement {
    const { key, name } = row;
    const action = chosen.get(key) ?? "none";
    const state = stateWord(row);
    const change = isChange(row);
    const check = el("input", {
        type: "checkbox",
        class: "check",
        tabindex: -1,
        "aria-label": t("Include {0}", name),
        disabled: !change || (action === "none" && isOpen(row)),
        onchange: () => choose(row, check.checked ? defaultAction(row) : "none"),
    });
    check.checked = change && action !== "none";
    const cells: (HTMLElement | Text)[][] = [
        change ? [check] : [],
        [el("span", { class: "mono", title: name }, name)],
        [icon(state.icon, row.state === "conflict" ? "icon-warning" : ""), el("span", { title: state.text }, state.text)],
        change ? actionCell(row, action) : [el("span", {}, t("None"))],
        [el("span", { class: "muted" }, ago(row.here, now))],
        [el("span", { class: "muted" }, ago(row.there, now))],
    ];
    return el(
        "div",
        {
            role: "row",
            class: ["item", key === selected ? "picked" : "", change ? "" : "settled"].filter((word) => word !== "").join(" "),
            "aria-rowindex": at + 2,
            "aria-selected": key === selected ? "true" : "false",
            "data-key": key,
            "data-name": name,
            tabindex: key === selected ? 0 : -1,
            onclick: () => select(key, false),
        },
        ...cells.map((content) => el("div", { role: "gridcell" }, ...content)),
    );
}

function actionCell(row: PlanRow, action: ShownAction): HTMLElement[] {
    const options = [row.action, ...row.choices];
    if (!options.includes("none")) options.push("none");
    const open = isOpen(row) && action === "none";
    const select_ = el(
        "select",
        { class: `select${open ? " text-warning" : ""}`, tabindex: -1, "aria-label": t("Action for {0}", row.name) },
        ...options.map((option) =>
            el("option", { value: option }, option === "none" && isOpen(row) ? t("Choose…") : actionWord(option, row).text),
        ),
        row.canMerge && row.state === "conflict" ? el("option", { value: "mergeTexts" }, t("Merge…")) : undefined,
    );
    select_.value = action;
    select_.addEventListener("change", () => {
        if (select_.value === "mergeTexts") {
            select_.value = action;
            post({ type: "merge", key: row.key });
        } else choose(row, select_.value as ShownAction);
    });
    return [icon(open ? "git-compare" : actionWord(action, row).icon), el("span", { class: "pick" }, select_, icon("chevron-down"))];
}

function choose(row: PlanRow, action: ShownAction): void {
    chosen.set(row.key, action);
    const focused = document.activeElement?.closest("[data-key]") === rowOf(row.key);
    drawRows();
    if (focused) rowOf(row.key)?.focus();
    if (row.key === selected) post({ type: "select", key: row.key });
}

function going(): (readonly [string, ShownAction])[] {
    return (plan?.rows ?? [])
        .filter(isChange)
        .map(({ key }) => [key, chosen.get(key) ?? "none"] as const)
        .filter(([, action]) => action !== "none");
}

function drawCounts(): void {
    const actions = going().map(([, action]) => action);
    const number = (...wanted: ShownAction[]): number => actions.filter((action) => wanted.includes(action)).length;
    const open = (plan?.rows ?? []).filter((row) => isOpen(row) && (chosen.get(row.key) ?? "none") === "none").length;
    const parts = [
        [number("push", "create", "renew"), t("push")],
        [number("pull", "fetch"), t("pull")],
        [number("merge"), t("merge")],
        [number("deleteLocal", "deleteRemote"), t("delete")],
    ] as const;
    const words = parts.filter(([count]) => count > 0).map(([count, word]) => `${count} ${word}`);
    const text = [words.join(" · "), open > 0 ? " " : ""].join("");
    fill(counts, text, open > 0 ? el("span", { class: "text-warning" }, t("{0} to choose", open)) : undefined);
    fill(apply, busy ? t("Working…") : actions.length === 1 ? t("Apply 1 Action") : t("Apply {0} Actions", actions.length));
    apply.disabled = busy || actions.length === 0;
}

function send(): void {
    if (busy) return;
    busy = true;
    drawCounts();
    post({ type: "apply", actions: going() });
}

function compare(): void {
    post({ type: "refresh" });
}

function select(key: string | undefined, focus: boolean): void {
    selected = key;
    for (const element of body.querySelectorAll<HTMLElement>("[data-key]")) {
        const picked = element.dataset["key"] === key;
        element.classList.toggle("picked", picked);
        element.setAttribute("aria-selected", String(picked));
        element.tabIndex = picked ? 0 : -1;
    }
    if (focus) rowOf(key)?.focus();
    rowOf(key)?.scrollIntoView({ block: "nearest" });
    diff.hidden = key === undefined;
    grid.classList.toggle("whole", key === undefined);
    if (key !== undefined) post({ type: "select", key });
}

function rowOf(key: string | undefined): HTMLElement | undefined {
    return [...body.querySelectorAll<HTMLElement>("[data-key]")].find((element) => element.dataset["key"] === key);
}

function step(by: number): void {
    const rows = visible();
    const at = rows.findIndex(({ key }) => key === selected);
    const next = rows[Math.min(rows.length - 1, Math.max(0, at + by))];
    if (next !== undefined) select(next.key, true);
}

function onGridKey(event: KeyboardEvent): void {
    const row = visible().find(({ key }) => key === selected);
    const inSelect = (event.target as HTMLElement).tagName === "SELECT";
    if (inSelect && event.key === "Escape") rowOf(selected)?.focus();
    if (inSelect) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") step(event.key === "ArrowDown" ? 1 : -1);
    else if (event.key === "Home" || event.key === "End") step(event.key === "Home" ? -Infinity : Infinity);
    else if (event.key === " " && row !== undefined) {
        if (isChange(row) && !isOpen(row)) choose(row, (chosen.get(row.key) ?? "none") === "none" ? defaultAction(row) : "none");
    } else if (event.key === "Enter") rowOf(selected)?.querySelector<HTMLElement>("select")?.focus();
    else return;
    event.preventDefault();
}

function showDifference(difference: Extract<PlanUpdate, { type: "difference" }>): void {
    const row = plan?.rows.find(({ key }) => key === difference.key);
    if (row === undefined || plan === undefined) return;
    drawDifference(diff, difference, {
        row,
        connection: plan.connection,
        chosen: chosen.get(row.key),
        choose: (action) => choose(row, action),
        merge: () => post({ type: "merge", key: row.key }),
    });
}

post({ type: "ready" });
