/** What the results page says beside the rows: blank states, the error panel, the status line. */
import type { Remedy } from "../../errors.ts";
import { el, fill, icon, pageData, t, vscode } from "../shared/page.ts";
import type { FromResults, RangeSummary, RunFailure } from "./protocol.ts";

export type State = "empty" | "starting" | "running" | "finished" | "cancelled" | "failed";

const post = (message: FromResults): void => vscode.postMessage(message);
export const number = (value: number): string => value.toLocaleString(pageData.language);

/** What stands where rows would be, with the next step. */
export function showBlank(blank: HTMLElement, state: State, hasParams: boolean): void {
    const part = (name: string, extra: string, strong: string, muted: string, ...actions: Node[]): void =>
        fill(
            blank,
            icon(name, extra),
            el("p", { class: "strong" }, strong),
            muted === "" ? undefined : el("p", { class: "muted" }, muted),
            actions.length === 0 ? undefined : el("div", { class: "acts" }, ...actions),
        );
    const button = (text: string, click: () => void): HTMLElement =>
        el("button", { type: "button", class: "btn secondary", onclick: click }, text);
    switch (state) {
        case "empty":
            return part("play", "", t("No result yet"), t("Run the open script with Ctrl+Enter, or Cmd+Enter on a Mac."));
        case "starting":
            return part(
                "database",
                "",
                t("Starting the local backend"),
                t("The run begins as soon as it answers."),
                button(t("Show output"), () => post({ type: "remedy", remedy: "showOutput" })),
            );
        case "running":
            return part("loading", "ring icon-info", t("Waiting for the first rows"), "");
        case "cancelled":
            return part(
                "circle-slash",
                "",
                t("Cancelled"),
                t("No rows had come."),
                button(t("Run again"), () => post({ type: "runAgain" })),
            );
        case "failed":
            return part(
                "error",
                "icon-error",
                t("The run failed"),
                t("No rows had come."),
                button(t("Run again"), () => post({ type: "runAgain" })),
            );
        case "finished":
            return part(
                "info",
                "icon-info",
                t("No rows"),
                t("The script ran, and its result is empty. Check the time range and the filters."),
                ...(hasParams ? [button(t("Edit params"), () => post({ type: "editParams" }))] : []),
            );
    }
}

const remedyTexts: Readonly<Record<Remedy, string>> = {
    showOutput: t("Show output"),
    enterToken: t("Enter token"),
    selectConnection: t("Choose connection"),
    openScript: t("Go to line"),
    editParams: t("Edit params"),
    settings: t("Open settings"),
};

/** The panel of a run that failed: what, where, what to do. */
export function showFailure(message: HTMLElement, failure: RunFailure | undefined, rows: number, close: () => void): void {
    message.hidden = failure === undefined;
    // Without rows there is nothing that it could cover.
    message.classList.toggle("whole", rows === 0);
    if (failure === undefined) return;
    const { code, where, hint, remedies } = failure;
    const entry = (name: string, ...content: (Node | string)[]): Node[] => [el("dt", {}, name), el("dd", {}, ...content)];
    const link = el(
        "a",
        { href: "#", class: "mono", id: "error-place", onclick: (event: Event) => (event.preventDefault(), post({ type: "goto" })) },
        where,
    );
    fill(
        message,
        icon("error", "icon-error"),
        el(
            "div",
            {},
            el(
                "div",
                { class: "title" },
                el("span", { class: "strong" }, rows > 0 ? t("The run failed after {0} rows", number(rows)) : t("The run failed")),
                code === "" ? undefined : el("span", { class: "chip tight", id: "error-code" }, code),
                where === "" ? undefined : link,
            ),
            el(
                "dl",
                {},
                ...entry(t("Message"), el("span", { class: "mono", id: "error-message" }, failure.message)),
                ...entry(t("What to do"), el("span", { id: "error-hint" }, hint)),
            ),
        ),
        el(
            "div",
            { class: "actions" },
            ...remedies
                .filter((remedy) => remedy !== "openScript" || where !== "")
                .map((remedy) =>
                    el(
                        "button",
                        {
                            type: "button",
                            class: "btn secondary small",
                            onclick: () => (remedy === "openScript" ? post({ type: "goto" }) : post({ type: "remedy", remedy })),
                        },
                        remedyTexts[remedy],
                    ),
                ),
            el("button", { type: "button", class: "tbtn", "aria-label": t("Close"), title: t("Close"), onclick: close }, icon("close")),
        ),
    );
}

export interface Progress {
    readonly state: State;
    readonly ms: number;
    readonly rows: number;
    readonly tables: number;
    readonly bytes: number;
    /** Rows that came when the view's memory was full: not here, but in an export of everything. */
    readonly dropped: number;
}

/** The status line: one word where a run has not simply finished, counts, time. */
export function showState(stateText: HTMLElement, { state, ms, rows, tables, bytes, dropped }: Progress): void {
    const busy = state === "running" || state === "starting";
    const time = ms < 1000 ? t("{0} ms", Math.round(ms)) : t("{0} s", (ms / 1000).toFixed(1));
    const counts = [rows === 1 ? t("1 row") : t("{0} rows", number(rows)), tables === 1 ? t("1 table") : t("{0} tables", number(tables))];
    const size = bytes > 1_000_000 ? [t("{0} MB", (bytes / 1e6).toFixed(1))] : [];
    const parts = (...words: string[]): string => words.join(" · ");
    // Screen readers hear of the start and the end, not of each tick between.
    stateText.setAttribute("aria-live", busy ? "off" : "polite");
    if (state === "starting") fill(stateText, icon("loading", "ring icon-info"), parts(t("Starting the local backend"), time));
    else if (state === "running")
        fill(
            stateText,
            icon("loading", "ring icon-info"),
            rows === 0 ? parts(t("Waiting for the first rows"), time) : parts(t("Running"), ...counts, ...size, time),
        );
    else if (state === "failed")
        fill(
            stateText,
            icon(rows > 0 ? "warning" : "error", rows > 0 ? "icon-warning" : "icon-error"),
            el("span", { class: `strong ${rows > 0 ? "text-warning" : "text-error"}` }, rows > 0 ? t("incomplete") : t("failed")),
            ` · ${parts(...counts, time)}`,
        );
    else if (state === "cancelled")
        fill(stateText, icon("circle-slash"), el("span", { class: "strong" }, t("cancelled")), ` · ${parts(...counts, time)}`);
    else fill(stateText, parts(...counts, time));
    if (dropped === 0) return;
    const exportAll = el(
        "button",
        { type: "button", class: "btn secondary small", id: "export-all", onclick: () => post({ type: "chooseExport" }) },
        t("Export everything"),
    );
    stateText.append(
        " · ",
        icon("warning", "icon-warning"),
        el(
            "span",
            { class: "text-warning", id: "dropped" },
            t("the first {0} of {1} rows are shown", number(rows), number(rows + dropped)),
        ),
        " ",
        exportAll,
    );
}

/** Counts and sums of the selected cells. */
export function showSelection(selection: HTMLElement, summary: RangeSummary | undefined): void {
    if (summary === undefined || summary.cells < 2) {
        fill(selection);
        return;
    }
    const { cells, count, nulls, sum, mean, min, max } = summary;
    const all: [string, string | undefined][] = [
        [t("cells"), number(cells)],
        [t("count"), number(count)],
        [t("null"), number(nulls)],
        [t("sum"), sum],
        [t("avg"), mean],
        [t("min"), min],
        [t("max"), max],
    ];
    fill(
        selection,
        ...all.flatMap(([name, value]) => (value === undefined ? [] : [el("div", {}, el("dt", {}, name), el("dd", {}, value))])),
    );
}
