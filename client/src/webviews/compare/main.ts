/** Two runs side by side: rows that were added, removed or changed, by key columns that a person chooses. */
import "../shared/locale.ts";
import "./compare.css";
import type { ResultHead } from "../results/protocol.ts";
import type { ComparedRow, CompareHead, CompareRequest } from "../results/operations.ts";
import { ResultsWorker } from "../results/worker.ts";
import { el, fill, icon, t, vscode } from "../shared/page.ts";
import { DifferenceTable } from "./differences.ts";
import type { ComparedRun, FromCompare, ToCompare } from "./protocol.ts";

const post = (message: FromCompare): void => vscode.postMessage(message);
const root = document.getElementById("root") as HTMLElement;

let results: readonly ResultHead[] = [];
let finished: (() => void) | undefined;
let heads: { readonly before: readonly ResultHead[]; readonly after: readonly ResultHead[] } = { before: [], after: [] };
let chosen = "";
let keys: readonly string[] | undefined;
let asked = 0;

const worker = new ResultsWorker((event) => {
    if (event.type === "progress") ({ results } = event);
    else if (event.type === "finished") finished?.();
    else if (event.type === "broken") giveUp(event.message);
}, giveUp);

const runs = el("div", { class: "runs" });
const resultSelect = el("select", {
    class: "select small",
    id: "result",
    "aria-label": t("Result"),
    onchange: () => {
        chosen = resultSelect.value;
        keys = undefined;
        void compare();
    },
});
const keyList = el("div", { class: "keys", role: "group", "aria-label": t("Rows belong together by these columns") });
const counts = el("div", { class: "counts", role: "status", id: "counts" });
const table = new DifferenceTable();
const message = el("p", { class: "blank", id: "message", hidden: true });

root.className = "page compare";
fill(
    root,
    el("h1", { class: "sr" }, t("Comparison of two runs")),
    runs,
    el("div", { class: "bar" }, resultSelect, el("span", { class: "muted" }, t("Same row by")), keyList),
    counts,
    message,
    table.element,
);

window.addEventListener("message", ({ data }: MessageEvent<ToCompare>) => void show(data).catch(fail));

function fail(error: unknown): void {
    giveUp(error instanceof Error ? error.message : String(error));
}

function giveUp(text: string): void {
    post({ type: "failed", message: text });
    message.hidden = false;
    message.textContent = t("The runs cannot be compared: {0}", text);
}

async function show({ before, after }: ToCompare): Promise<void> {
    fill(
        runs,
        runCard(t("Before"), before),
        el(
            "button",
            { type: "button", class: "tbtn", id: "swap", title: t("Swap"), "aria-label": t("Swap"), onclick: () => post({ type: "swap" }) },
            icon("arrow-swap"),
        ),
        runCard(t("After"), after),
    );
    heads = { before: await load(before, "before"), after: await load(after, "after") };
    const names = [...new Set([...heads.after, ...heads.before].map(({ name }) => name))];
    fill(resultSelect, ...names.map((name) => el("option", { value: name }, name)));
    resultSelect.hidden = names.length < 2;
    chosen = names.includes(chosen) ? chosen : (names[0] ?? "");
    resultSelect.value = chosen;
    keys = undefined;
    await compare();
}

function runCard(label: string, { script, facts, params }: ComparedRun): HTMLElement {
    return el(
        "section",
        { class: "run", "aria-label": label },
        el("div", {}, el("span", { class: "muted" }, label), " ", el("span", { class: "strong" }, script)),
        el("div", { class: "muted" }, facts),
        params === "{}" ? undefined : el("div", { class: "mono params", title: params }, params),
    );
}

/** Decodes a run and keeps it under a name; answers its results. */
async function load({ bytes }: ComparedRun, name: string): Promise<readonly ResultHead[]> {
    results = [];
    worker.send({ type: "reset" });
    const done = new Promise<void>((resolve) => {
        finished = resolve;
    });
    // A copy: the bytes are handed over, and a swap needs them again.
    worker.send({ type: "bytes", bytes: bytes.slice() });
    worker.send({ type: "finish" });
    await done;
    worker.send({ type: "keep", run: name });
    return results;
}

function request(): CompareRequest {
    const view = (side: "before" | "after"): CompareRequest["before"] => {
        const index = heads[side].findIndex(({ name }) => name === chosen);
        // A run without this result compares as one without rows.
        return { result: Math.max(0, index), table: -1, zone: "UTC", run: index < 0 ? "none" : side };
    };
    return { before: view("before"), after: view("after"), ...(keys === undefined ? {} : { keys }) };
}

async function compare(): Promise<void> {
    const own = ++asked;
    const asking = request();
    const head = await worker.ask<CompareHead>({ type: "compare", ...asking });
    if (own !== asked) return;
    showKeys(head);
    showCounts(head);
    const differences = head.added + head.removed + head.changed;
    message.hidden = differences > 0;
    message.textContent = head.columns.length === 0 ? t("Neither run has rows.") : t("The rows are the same.");
    await table.show(head, differences, (from, to) => worker.ask<ComparedRow[]>({ type: "compareRows", ...asking, from, to }));
}

function showKeys(head: CompareHead): void {
    const used = new Set(head.keys);
    fill(
        keyList,
        ...head.columns.map(({ label }) => {
            const box = el("input", {
                type: "checkbox",
                "data-key": label,
                checked: used.has(label),
                onchange: () => {
                    const labels = [...keyList.querySelectorAll<HTMLInputElement>("input:checked")].map(
                        (input) => input.dataset["key"] ?? "",
                    );
                    keys = labels.length === 0 ? undefined : labels;
                    void compare();
                },
            });
            return el("label", { class: "key" }, box, el("span", { class: "mono" }, label));
        }),
    );
}

function showCounts({ added, removed, changed, same, ambiguous }: CompareHead): void {
    const number = (value: number): string => value.toLocaleString();
    fill(
        counts,
        el("span", { class: "count changed" }, icon("diff-modified"), t("{0} changed", number(changed))),
        el("span", { class: "count added" }, icon("diff-added"), t("{0} added", number(added))),
        el("span", { class: "count removed" }, icon("diff-removed"), t("{0} removed", number(removed))),
        el("span", { class: "muted" }, t("{0} the same", number(same))),
        ambiguous > 0
            ? el(
                  "span",
                  { class: "warn" },
                  icon("warning"),
                  t("{0} rows share their key with another: they are compared in their order.", number(ambiguous)),
              )
            : undefined,
    );
}

post({ type: "ready" });
