/** Menus of a column and of the selected cells. */
import { type MenuEntry, openMenu } from "../shared/menu.ts";
import { t } from "../shared/page.ts";
import { freezeUpTo, hideColumn, pageState, pinColumn, showColumns } from "./choices.ts";
import { columnId } from "./columns.ts";
import { openFilter } from "./filter.ts";
import type { ResultGrid } from "./grid.ts";
import type { ColumnFilter, CopyFormat, SortKey } from "./operations.ts";
import type { CellText } from "./protocol.ts";
import type { ResultsWorker } from "./worker.ts";

export interface GridActions {
    readonly grid: () => ResultGrid;
    readonly worker: ResultsWorker;
    sort(keys: readonly SortKey[]): void;
    filter(filters: readonly ColumnFilter[]): void;
    /** Columns were hidden, shown, pinned or frozen. */
    rearranged(): void;
    open(): void;
}

export function columnMenu(actions: GridActions, label: string, at: HTMLElement): void {
    const { view, head } = actions.grid();
    if (view === undefined) return;
    const { columns } = pageState();
    const keys = view.sort === undefined ? [] : [view.sort, ...(view.thenBy ?? [])];
    const mine = keys.find((key) => key.label === label);
    const changed = (change: () => void) => () => {
        change();
        actions.rearranged();
    };
    const pinned = columns.pinned.includes(label);
    const hidden = head.hidden ?? [];
    const entries: MenuEntry[] = [
        {
            text: t("Sort ascending"),
            checked: mine?.descending === false,
            run: () => actions.sort([{ label, descending: false }]),
        },
        { text: t("Sort descending"), checked: mine?.descending === true, run: () => actions.sort([{ label, descending: true }]) },
        {
            text: t("Add to the order"),
            icon: "list-ordered",
            keys: "Shift+Enter",
            disabled: keys.length === 0 || mine !== undefined,
            run: () => actions.grid().sortBy(columnId(label), true),
        },
        { text: t("No order"), icon: "blank", disabled: keys.length === 0, run: () => actions.sort([]) },
        "line",
        { text: t("Filter…"), icon: "filter", run: () => openFilter(actions, label, at) },
        {
            text: t("Clear filter"),
            icon: "clear-all",
            disabled: view.filters?.some((filter) => filter.label === label) !== true,
            run: () => actions.filter((view.filters ?? []).filter((filter) => filter.label !== label)),
        },
        "line",
        { text: t("Pin at the left"), checked: pinned, run: changed(() => pinColumn(label, !pinned)) },
        {
            text: t("Freeze up to here"),
            checked: columns.frozen === label,
            run: changed(() => freezeUpTo(columns.frozen === label ? undefined : label)),
        },
        { text: t("Fit the width to its cells"), icon: "arrow-both", keys: "Alt+←→", run: () => actions.grid().fit(columnId(label)) },
        { text: t("Hide"), icon: "eye-closed", disabled: head.columns.length < 2, run: changed(() => hideColumn(label)) },
        ...(hidden.length === 0 ? [] : (["line", { heading: t("Show again") }] as MenuEntry[])),
        ...hidden.slice(0, 12).map((name): MenuEntry => ({ text: name, icon: "eye", run: changed(() => showColumns([name])) })),
        ...(hidden.length < 2
            ? []
            : [{ text: t("All {0} hidden columns", hidden.length), icon: "eye", run: changed(() => showColumns(hidden)) }]),
    ];
    openMenu(t("Column {0}", label), entries, at);
}

const formats: readonly (readonly [CopyFormat, string])[] = [
    ["csv", "CSV"],
    ["tsv", "TSV"],
    ["markdown", "Markdown"],
    ["json", "JSON"],
    ["flux", "Flux array.from"],
];

/** Copies of the selected cells in every format. */
export function copyEntries(actions: GridActions): MenuEntry[] {
    const grid = actions.grid();
    const copy =
        (format: CopyFormat, header: boolean, rows = false) =>
        () =>
            void grid.copy({ format, header, rows });
    return [
        { text: t("Copy cells"), icon: "copy", keys: "Ctrl+Shift+C", run: copy("tsv", false) },
        { text: t("Copy with header"), icon: "copy", keys: "Ctrl+C", run: copy("tsv", true) },
        { text: t("Copy rows"), icon: "copy", run: copy("tsv", true, true) },
        { heading: t("Copy as") },
        ...formats.map(([format, name]): MenuEntry => ({ text: name, run: copy(format, true) })),
    ];
}

export function cellMenu(actions: GridActions, label: string, value: CellText, at: HTMLElement | { x: number; y: number }): void {
    const { view } = actions.grid();
    if (view === undefined) return;
    const others = (view.filters ?? []).filter((filter) => filter.label !== label);
    const shown = value === null ? "null" : value === "" ? '""' : value.length > 24 ? `${value.slice(0, 24)}…` : value;
    openMenu(
        t("Selected cells"),
        [
            { text: t("Open cell"), icon: "open-preview", keys: "Enter", run: () => actions.open() },
            "line",
            ...copyEntries(actions),
            "line",
            { text: t("Only {0} = {1}", label, shown), icon: "filter", run: () => actions.filter([...others, { label, values: [value] }]) },
            {
                text: t("Without {0} = {1}", label, shown),
                icon: "filter",
                run: () =>
                    actions.filter([...others, { label, expression: value === null ? "not null" : `!= ${value === "" ? '""' : value}` }]),
            },
        ],
        at,
    );
}
