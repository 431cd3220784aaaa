/** The results page: what is here of a run, as it comes. */
import "../shared/locale.ts";
import "./results.css";
import { el, fill, icon, rove, t, vscode } from "../shared/page.ts";
import { ResultChart } from "./chart.ts";
import { ResultGrid } from "./grid.ts";
import type { FromResults, ResultHead, RunFailure, RunTitle, ToResults, ViewHead, ViewRequest } from "./protocol.ts";
import { number, showBlank, showFailure, showSelection, showState, type State } from "./states.ts";
import { TableList } from "./tables.ts";
import { ResultsWorker } from "./worker.ts";

const post = (message: FromResults): void => vscode.postMessage(message);
const root = document.getElementById("root") as HTMLElement;

let state: State = "empty";
let title: RunTitle | undefined;
let started = 0;
let duration = 0;
let results: readonly ResultHead[] = [];
let rows = 0;
let tables = 0;
let bytes = 0;
let failure: RunFailure | undefined;
let broken: RunFailure | undefined;
let view: ViewRequest = { result: 0, table: -1, zone: "UTC" };
let pending = false;
/** Rows as a grid, or drawn over time. */
let look: "table" | "chart" = "table";

const worker = new ResultsWorker((event) => {
    switch (event.type) {
        case "progress":
            ({ results, rows, tables, bytes } = event);
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
            refresh();
            break;
    }
}, giveUp);

/** The answer can't be read, or the worker can't run: said here, whatever the run's own end is. */
function giveUp(text: string): void {
    post({ type: "failed", message: text });
    broken = {
        message: text,
        hint: t("The answer cannot be shown. See the output for details."),
        code: "internal error",
        remedies: ["showOutput"],
        where: "",
    };
    refresh();
}

const gridHost = el("div", { class: "grid", id: "grid", tabindex: 0 });
const selection = el("dl", { class: "selection", role: "group", "aria-label": t("Selection") });
const grid = new ResultGrid(gridHost, worker, {
    sorted: (sort) => openView({ ...view, ...(sort === undefined ? { sort: undefined } : { sort }) }),
    selected: (summary) => showSelection(selection, summary),
    copied: (text) => post({ type: "copy", text }),
});
const tableList = new TableList(worker, (table) => openView({ ...view, table, sort: undefined }));

const chart = new ResultChart(worker);

const runButton = el(
    "button",
    {
        type: "button",
        class: "tbtn text",
        id: "run-again",
        tabindex: 0,
        title: t("Run again with the same params"),
        onclick: () => post({ type: "runAgain" }),
    },
    icon("debug-rerun"),
    t("Run again"),
);
const cancelButton = el(
    "button",
    {
        type: "button",
        class: "tbtn text",
        id: "cancel",
        tabindex: 0,
        "aria-keyshortcuts": "Escape",
        onclick: () => post({ type: "cancel" }),
    },
    icon("debug-stop", "icon-error"),
    t("Cancel"),
);
const paramsButton = el(
    "button",
    {
        type: "button",
        class: "tbtn text",
        id: "edit-params",
        tabindex: -1,
        title: t("Edit params and run"),
        onclick: () => post({ type: "editParams" }),
    },
    icon("edit"),
    t("Params"),
);
const exportButton = el(
    "button",
    {
        type: "button",
        class: "tbtn",
        id: "export",
        tabindex: -1,
        "aria-label": t("Export"),
        title: t("Export"),
        onclick: () => post({ type: "chooseExport" }),
    },
    icon("export"),
);
const runName = el("span", { class: "name muted", id: "run-name" });
const chip = el("span", { class: "chip", id: "connection" });
const zones = el("select", {
    class: "select small",
    id: "zone",
    "aria-label": t("Time zone for showing times"),
    tabindex: -1,
    onchange: () => openView({ ...view, zone: zones.value }),
});
const looks = el(
    "div",
    { class: "switch", role: "radiogroup", "aria-label": t("View") },
    lookButton("table", "table", t("Table")),
    lookButton("chart", "graph-line", t("Chart")),
);
const toolbar = el(
    "div",
    { class: "toolbar", role: "toolbar", "aria-label": t("Results") },
    runButton,
    cancelButton,
    paramsButton,
    el("span", { class: "sep" }),
    looks,
    runName,
    el("span", { class: "grow" }),
    chip,
    el("span", { class: "muted" }, t("Times in")),
    zones,
    exportButton,
);
const tabs = el("div", { class: "tabs", role: "tablist", "aria-label": t("Results by yield") });
const panel = el("div", { class: "split", role: "tabpanel", id: "panel" }, tableList.element, gridHost, chart.element);
const blank = el("div", { class: "blank", id: "blank" });
const progress = el("div", { class: "progress", role: "progressbar", "aria-label": t("Running") }, el("i"));
const message = el("div", { class: "message", role: "alert", id: "error", hidden: true });
const stateText = el("span", { class: "state", role: "status", id: "state" });
const status = el("footer", { class: "status" }, stateText, selection);

root.className = "page";
fill(root, el("h1", { class: "sr" }, t("Results")), progress, toolbar, tabs, blank, panel, message, status);
rove(toolbar, ".tbtn, select");
rove(looks, "[role=radio]");
rove(tabs, "[role=tab]");
for (const [value, label] of zoneChoices()) zones.append(el("option", { value }, label));

function lookButton(value: typeof look, iconName: string, text: string): HTMLElement {
    return el(
        "button",
        {
            type: "button",
            role: "radio",
            id: `look-${value}`,
            "aria-checked": String(value === look),
            tabindex: value === look ? 0 : -1,
            onclick: () => choose(value),
        },
        icon(iconName),
        text,
    );
}

function choose(value: typeof look): void {
    look = value;
    for (const button of looks.querySelectorAll<HTMLElement>("[role=radio]")) {
        button.setAttribute("aria-checked", String(button.id === `look-${value}`));
        button.tabIndex = button.id === `look-${value}` ? 0 : -1;
    }
    if (rows > 0) void openView(view);
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
            worker.send({ type: "bytes", bytes: data.bytes });
            break;
        case "end":
            if (data.run !== title?.run) break;
            // An error table may have been explained before the end came.
            failure = data.failure ?? failure ?? broken;
            state = failure === undefined ? data.outcome : "failed";
            duration = data.ms;
            worker.send({ type: "finish" });
            refresh();
            break;
        case "explained":
            if (data.run !== title?.run) break;
            state = "failed";
            failure = data.failure;
            refresh();
            break;
        case "export":
            worker.send({ type: "export", restart: data.restart });
            break;
    }
}

function begin(next: RunTitle): void {
    title = next;
    state = "running";
    started = Date.now();
    [results, rows, tables, bytes, failure, broken] = [[], 0, 0, 0, undefined, undefined];
    view = { result: 0, table: -1, zone: view.zone };
    worker.send({ type: "reset" });
    grid.clear();
    chart.clear();
    refresh();
}

function refresh(): void {
    const busy = state === "running" || state === "starting";
    toolbar.hidden = state === "empty";
    progress.hidden = !(busy && rows === 0);
    runButton.hidden = busy;
    cancelButton.hidden = !busy;
    paramsButton.hidden = title?.hasParams !== true;
    exportButton.disabled = rows === 0 || busy;
    runName.textContent = title?.script ?? "";
    fill(
        chip,
        title?.protected === true ? icon("lock") : undefined,
        [title?.connection ?? "", title?.label ?? ""].filter((part) => part !== "").join(" · "),
    );
    chip.className = `chip color-${title?.color ?? "none"}${title?.protected === true ? " protected" : ""}`;
    status.hidden = state === "empty";
    const shown = rows > 0;
    tabs.hidden = !shown;
    panel.hidden = !shown;
    blank.hidden = shown;
    if (shown) {
        showTabs();
        void openView(view);
    } else showBlank(blank, state, title?.hasParams === true);
    showFailure(message, failure, rows, closeFailure);
    tick();
}

function showTabs(): void {
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
    view = next;
    const head = results[view.result];
    if (head === undefined) return;
    tableList.show(view.result, head, view.table);
    if (pending) return;
    pending = true;
    const asked = view;
    const viewHead = await worker.ask<ViewHead>({ type: "view", view: asked });
    pending = false;
    if (rows === 0) return;
    if (JSON.stringify(asked) !== JSON.stringify(view)) return openView(view);
    gridHost.hidden = look !== "table";
    // The chart has its own list: of series.
    if (look === "chart") tableList.element.hidden = true;
    grid.show(view, viewHead);
    if (look === "chart") chart.show(view.result, view.table, view.zone);
    else chart.hide();
}

function tick(): void {
    const busy = state === "running" || state === "starting";
    showState(stateText, { state, ms: busy ? Date.now() - started : duration, rows, tables, bytes });
}

function closeFailure(): void {
    failure = undefined;
    showFailure(message, failure, rows, closeFailure);
    gridHost.focus();
}

function zoneChoices(): [string, string][] {
    const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
    return [
        ["UTC", "UTC"],
        ["local", own === "UTC" ? t("Local") : t("Local ({0})", own)],
    ];
}

refresh();
post({ type: "ready" });
