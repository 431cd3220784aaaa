/** The results page: what is here of a run, as it comes. */
import "../shared/locale.ts";
import "./results.css";
import { closePopup } from "../shared/menu.ts";
import { el, fill, pageData, rove, t, vscode } from "../shared/page.ts";
import { ResultChart } from "./chart.ts";
import { keepState, pageState } from "./choices.ts";
import { showFilters } from "./filter.ts";
import { FindBar } from "./find.ts";
import { ResultGrid } from "./grid.ts";
import { cellMenu, columnMenu, copyEntries, type GridActions } from "./gridMenus.ts";
import type { CellAnswer, CellPlace, ColumnFilter, SortKey } from "./operations.ts";
import type { FromResults, PageCommand, ResultHead, RunFailure, RunTitle, ToResults, ViewHead, ViewRequest } from "./protocol.ts";
import { RawView } from "./raw.ts";
import { number, showBlank, showFailure, showSelection, showState, type State } from "./states.ts";
import { TableList } from "./tables.ts";
import { type Look, openCopyMenu, Toolbar } from "./toolbar.ts";
import { openCell } from "./viewer.ts";
import { ResultsWorker } from "./worker.ts";
import { ZonePicker } from "./zones.ts";

const post = (message: FromResults): void => vscode.postMessage(message);
const root = document.getElementById("root") as HTMLElement;

let state: State = "empty";
let title: RunTitle | undefined;
let started = 0;
let duration = 0;
let results: readonly ResultHead[] = [];
let counts = { rows: 0, tables: 0, bytes: 0, dropped: 0 };
let failure: RunFailure | undefined;
let broken: RunFailure | undefined;
/** How the run ended, until every row of it is here. */
let ending: { readonly state: State; readonly ms: number } | undefined;
let look: Look = pageState().look;
let view: ViewRequest = { result: 0, table: -1, zone: pageState().zone || "UTC" };
let pending = false;

const worker = new ResultsWorker((event) => {
    switch (event.type) {
        case "progress":
            results = event.results;
            counts = { rows: event.rows, tables: event.tables, bytes: event.bytes, dropped: event.dropped };
            refresh();
            break;
        case "taken":
            if (title !== undefined) post({ type: "taken", run: title.run, pieces: 1 });
            break;
        case "errorTable":
            if (title !== undefined) post({ type: "errorTable", run: title.run, message: event.message, reference: event.reference });
            break;
        case "exported":
            post({ type: "exported", piece: { ...event.piece, incomplete: state === "failed" || state === "cancelled" } });
            break;
        case "broken":
            giveUp(event.message);
            break;
        case "finished":
            // Only now is it known that an empty result is empty.
            if (ending !== undefined) {
                state = state === "failed" || broken !== undefined ? "failed" : ending.state;
                duration = ending.ms;
                ending = undefined;
            }
            refresh();
            break;
    }
}, giveUp);

/** The answer can't be read, or the worker can't run: said here, whatever the run's own end is. */
function giveUp(text: string): void {
    // A run that was cancelled, or broke off, ends within a row: no news.
    if (ending !== undefined && ending.state !== "finished") return;
    post({ type: "failed", message: text });
    broken = {
        message: text,
        hint: t("The answer cannot be shown. See the output for details."),
        code: "internal error",
        remedies: ["showOutput"],
        where: "",
    };
    failure ??= broken;
    if (state !== "running") state = "failed";
    refresh();
}

const gridHost = el("div", { class: "grid", id: "grid", tabindex: 0 });
const selection = el("dl", { class: "selection", "aria-label": t("Selection"), id: "selection" });
const grid = new ResultGrid(gridHost, worker, {
    sorted: (keys) => sort(keys),
    selected: (summary) => showSelection(selection, summary),
    copied: (text) => post({ type: "copy", text }),
    tooMany: (cells) => post({ type: "tooManyToCopy", cells }),
    columnMenu: (label, at) => columnMenu(actions, label, at),
    cellMenu: (place, at) => void openCellMenu(place, at),
    opened: (place) => void openViewer(place),
});
const actions: GridActions = {
    grid: () => grid,
    worker,
    sort,
    filter: (filters) => void openView(withFilters(filters)),
    rearranged: () => void openView(view).then(() => grid.refreshColumns()),
    open: () => {
        if (grid.active !== undefined) void openViewer(grid.active);
    },
};
const tableList = new TableList(worker, (table) => void openView({ ...view, table }));
const chart = new ResultChart(worker, (format, data) => post({ type: "picture", format, data }));
const raw = new RawView(worker);
const findBar = new FindBar(worker, grid);
const zones = new ZonePicker(pageState().zone, (zone) => {
    keepState({ zone });
    void openView({ ...view, zone });
});
const toolbar = new Toolbar(zones, { choose, find: () => command("find"), copy: (at) => openCopyMenu(copyEntries(actions), at) }, look);
const tabs = el("div", { class: "tabs", role: "tablist", "aria-label": t("Results by yield") });
const filterLine = el("div", { class: "filters", id: "filters", role: "group", "aria-label": t("Filters"), hidden: true });
const middle = el("div", { class: "middle" }, filterLine, gridHost, findBar.element);
const panel = el("div", { class: "split", role: "tabpanel", id: "panel" }, tableList.element, middle, chart.element, raw.element);
const blank = el("div", { class: "blank", id: "blank" });
const progress = el("div", { class: "progress", role: "progressbar", "aria-label": t("Running") }, el("i"));
const message = el("div", { class: "message", role: "alert", id: "error", hidden: true });
const stateText = el("span", { class: "state", role: "status", id: "state" });
const status = el("footer", { class: "status" }, stateText, selection);

root.className = "page";
fill(root, el("h1", { class: "sr" }, t("Results")), progress, toolbar.element, tabs, blank, panel, message, status);
rove(tabs, "[role=tab]");

function sort(keys: readonly SortKey[]): void {
    const { sort: _sort, thenBy: _thenBy, ...rest } = view;
    const [first, ...others] = keys;
    void openView({ ...rest, ...(first === undefined ? {} : { sort: first }), ...(others.length === 0 ? {} : { thenBy: others }) });
}

function withFilters(filters: readonly ColumnFilter[]): ViewRequest {
    const { filters: _before, ...rest } = view;
    return filters.length === 0 ? rest : { ...rest, filters };
}

async function cellAt(place: CellPlace): Promise<CellAnswer | undefined> {
    return grid.view === undefined ? undefined : worker.ask<CellAnswer | undefined>({ type: "cell", view: grid.view, ...place });
}

async function openCellMenu(place: CellPlace, at: { x: number; y: number }): Promise<void> {
    const cell = await cellAt(place);
    if (cell !== undefined) cellMenu(actions, cell.label, cell.value, at);
}

async function openViewer(place: CellPlace): Promise<void> {
    const cell = await cellAt(place);
    const box = gridHost.querySelector(".slick-cell.active")?.getBoundingClientRect();
    if (cell !== undefined) openCell(cell, { x: box?.left ?? 40, y: box?.bottom ?? 40 }, (text) => post({ type: "copy", text }));
}

function choose(next: Look): void {
    look = next;
    keepState({ look });
    toolbar.show(look);
    refresh();
}

/** What a key of VS Code asks for; a run that has no rows has nothing to find. */
function command(asked: PageCommand): void {
    const busy = state === "running" || state === "starting";
    if (asked === "find" && counts.rows > 0) {
        if (look !== "table") choose("table");
        findBar.open();
    } else if (asked === "runAgain" && !busy) post({ type: "runAgain" });
    else if (asked === "editParams" && title?.hasParams === true) post({ type: "editParams" });
    else if (asked === "keep" && counts.rows > 0 && !busy) post({ type: "keep" });
}

window.addEventListener("message", ({ data }: MessageEvent<ToResults>) => receive(data));
window.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    if (state === "running" || state === "starting") post({ type: "cancel" });
    else if (failure !== undefined) closeFailure();
});
setInterval(() => {
    if (state === "running" || state === "starting") tick();
}, 100);

function receive(data: ToResults): void {
    switch (data.type) {
        case "start":
            begin(data.title);
            break;
        case "starting":
            state = "starting";
            refresh();
            break;
        case "bytes":
            if (data.run !== title?.run) break;
            state = "running";
            worker.send({ type: "bytes", bytes: data.bytes, packed: data.packed === true });
            break;
        case "end":
            if (data.run !== title?.run) break;
            // An error table may have been explained before the end came.
            failure = data.failure ?? failure ?? broken;
            ending = { state: failure === undefined ? data.outcome : "failed", ms: data.ms };
            worker.send({ type: "finish" });
            break;
        case "explained":
            if (data.run !== title?.run) break;
            state = "failed";
            failure = data.failure;
            refresh();
            break;
        case "export":
            worker.send({ type: "export", restart: data.restart, plain: data.plain });
            break;
        case "command":
            command(data.command);
            break;
    }
}

function begin(next: RunTitle): void {
    title = next;
    state = "running";
    started = Date.now();
    [results, failure, broken, ending] = [[], undefined, undefined, undefined];
    counts = { rows: 0, tables: 0, bytes: 0, dropped: 0 };
    view = { result: 0, table: -1, zone: view.zone };
    zones.setScript(next.zone);
    worker.send({ type: "reset", ...(next.memory === undefined ? {} : { memory: next.memory }) });
    grid.clear();
    chart.clear();
    raw.clear();
    closePopup();
    refresh();
}

function refresh(): void {
    const busy = state === "running" || state === "starting";
    toolbar.element.hidden = state === "empty";
    progress.hidden = !(busy && counts.rows === 0);
    toolbar.update(title, busy, counts.rows, look);
    status.hidden = state === "empty";
    const shown = counts.rows > 0;
    tabs.hidden = !shown;
    panel.hidden = !shown;
    blank.hidden = shown || failure !== undefined;
    if (shown) {
        showTabs();
        void openView(view);
    } else showBlank(blank, state, title?.hasParams === true);
    showFailure(message, failure, counts.rows, closeFailure);
    tick();
}

function showTabs(): void {
    // Nothing to choose, and a name that nobody gave.
    tabs.classList.toggle("plain", results.length === 1 && results[0]?.name === "_result");
    fill(
        tabs,
        ...results.map((result, index) =>
            el(
                "button",
                {
                    type: "button",
                    role: "tab",
                    id: `tab-${index}`,
                    "aria-selected": String(index === view.result),
                    "aria-controls": "panel",
                    tabindex: index === view.result ? 0 : -1,
                    onclick: () => {
                        if (view.result !== index) void openView({ result: index, table: -1, zone: view.zone });
                        showTabs();
                        document.getElementById(`tab-${index}`)?.focus();
                    },
                },
                el("span", { class: "mono" }, result.name),
                el("span", { class: "badge", title: t("{0} tables", number(result.tables)) }, number(result.tables)),
            ),
        ),
    );
    panel.setAttribute("aria-labelledby", `tab-${view.result}`);
}

/** Shows a view; while rows come, at most one request is under way. */
async function openView(next: ViewRequest): Promise<void> {
    const { hidden, pinned } = pageState().columns;
    const { hidden: _hidden, pinned: _pinned, ...rest } = next;
    view = { ...rest, ...(hidden.length === 0 ? {} : { hidden }), ...(pinned.length === 0 ? {} : { pinned }) };
    const head = results[view.result];
    if (head === undefined) return;
    middle.hidden = look !== "table";
    if (look === "raw") {
        tableList.element.hidden = true;
        chart.hide();
        raw.show();
        return;
    }
    raw.hide();
    tableList.show(view.result, head, view.table);
    if (look === "chart") {
        // The chart has its own list: of series.
        tableList.element.hidden = true;
        chart.show(view.result, view.table, view.zone);
        return;
    }
    chart.hide();
    if (pending) return;
    pending = true;
    const asked = view;
    const viewHead = await worker.ask<ViewHead>({ type: "view", view: asked });
    pending = false;
    if (counts.rows === 0) return;
    if (JSON.stringify(asked) !== JSON.stringify(view)) return openView(view);
    grid.show(view, viewHead);
    showFilters(
        filterLine,
        view.filters ?? [],
        viewHead.faults ?? [],
        { rows: viewHead.rows, total: viewHead.total ?? viewHead.rows },
        actions.filter,
    );
}

function tick(): void {
    const busy = state === "running" || state === "starting";
    showState(stateText, { state, ms: busy ? Date.now() - started : duration, ...counts });
}

function closeFailure(): void {
    failure = undefined;
    refresh();
    grid.focus();
}

refresh();
// A tab finds its rows again by this when the window reloads.
if (typeof pageData["kept"] === "string") keepState({ kept: pageData["kept"] });
window.addEventListener("focus", () => post({ type: "focus", has: true }));
window.addEventListener("blur", () => post({ type: "focus", has: false }));
post({ type: "ready" });
