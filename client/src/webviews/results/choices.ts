/** What a person chose for columns, by their names: kept over runs, results and reloads of the window. */
import { vscode } from "../shared/page.ts";

export interface ColumnChoices {
    /** Pixels. */
    readonly widths: Readonly<Record<string, number>>;
    readonly hidden: readonly string[];
    /** Shown first, and always in view. */
    readonly pinned: readonly string[];
    /** The columns up to this one stay in view. */
    readonly frozen?: string;
}

/** All that the page keeps when the window reloads. */
export interface PageState {
    readonly columns: ColumnChoices;
    readonly zone: string;
    readonly look: "table" | "chart" | "raw";
    readonly chart: Readonly<Record<string, unknown>>;
    /** Which kept rows the page showed: a panel of its own is filled again with them. */
    readonly kept?: string;
}

const first: PageState = { columns: { widths: {}, hidden: [], pinned: [] }, zone: "", look: "table", chart: {} };

function read(): PageState {
    const state = vscode.getState();
    return typeof state === "object" && state !== null ? { ...first, ...(state as Partial<PageState>) } : first;
}

let current = read();

export function pageState(): PageState {
    return current;
}

export function keepState(change: Partial<PageState>): void {
    current = { ...current, ...change };
    vscode.setState(current);
}

export function changeColumns(change: (columns: ColumnChoices) => Partial<ColumnChoices>): void {
    keepState({ columns: { ...current.columns, ...change(current.columns) } });
}

export const hideColumn = (label: string): void =>
    changeColumns(({ hidden, pinned }) => ({
        hidden: [...hidden.filter((other) => other !== label), label],
        pinned: pinned.filter((other) => other !== label),
    }));

export const showColumns = (labels: readonly string[]): void =>
    changeColumns(({ hidden }) => ({ hidden: hidden.filter((label) => !labels.includes(label)) }));

export const pinColumn = (label: string, pin: boolean): void =>
    changeColumns(({ pinned }) => ({ pinned: [...pinned.filter((other) => other !== label), ...(pin ? [label] : [])] }));

/** Freezes the columns up to one; undefined frees them. */
export function freezeUpTo(label: string | undefined): void {
    const { frozen: _before, ...columns } = current.columns;
    keepState({ columns: label === undefined ? columns : { ...columns, frozen: label } });
}

/** How many of the columns stay in view when the rest scrolls. */
export function frozenCount(labels: readonly string[], { pinned, frozen }: ColumnChoices): number {
    const pinnedHere = labels.filter((label) => pinned.includes(label)).length;
    return Math.max(pinnedHere, frozen === undefined ? 0 : labels.indexOf(frozen) + 1);
}
