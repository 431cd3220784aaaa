/** What a run's steps gave, in words, and the script cut at a step. Pure. */
import type { CallProfile } from "@flux-scripts/scripts-api";
import type { Translate } from "../errors.ts";
import { isRangeBound } from "../rangeBounds.ts";
import { partOf, type Span } from "./part.ts";

/** A step as it is shown: the profile's call, with figures that were asked for apart where a later step did its work. */
export interface Step extends CallProfile {
    /** A later step does its work in the storage. */
    readonly inStorage: boolean;
    readonly counted: boolean;
}

/** Steps behind a pipe, and sources that have a figure; what nothing asked for is left out. */
export function stepsOf(calls: readonly CallProfile[]): Step[] {
    const stored = new Set(calls.filter(({ name, piped }) => !piped && name === "from").map(({ start }) => start));
    return calls
        .filter(({ piped, state }) => piped && state !== "unused")
        .map((call) => ({ ...call, inStorage: call.state === "merged" && stored.has(call.whole), counted: call.state === "measured" }));
}

/** `12 tables · 25,920 rows · 18.6 ms`. */
export function stepLabel(step: Step, language: string, t: Translate): string {
    const parts = step.counted ? counts(step, language, t) : [];
    if (step.state === "measured") parts.push(duration(step.ms, language, t));
    else parts.push(step.inStorage ? t("in storage") : t("with a later step"));
    return parts.join(" · ");
}

function counts({ tables, rows }: Step, language: string, t: Translate): string[] {
    const number = (value: number): string => value.toLocaleString(language);
    return [tables === 1 ? t("1 table") : t("{0} tables", number(tables)), rows === 1 ? t("1 row") : t("{0} rows", number(rows))];
}

function duration(ms: number, language: string, t: Translate): string {
    const digits = ms < 100 ? 1 : 0;
    return t("{0} ms", ms.toLocaleString(language, { minimumFractionDigits: digits, maximumFractionDigits: digits }));
}

/** Columns of a hover at most: more are hard to read there. */
const hoverColumns = 8;
const cellCharacters = 40;

/** The first rows as a table of Markdown. Texts of rows are data: nothing in them is read as Markdown. */
export function sampleTable({ columns, sample }: Pick<CallProfile, "columns" | "sample">): string {
    if (columns.length === 0 || sample.length === 0) return "";
    // The bounds of the range say least, and are the same in every row.
    const telling = [...columns.entries()].filter(([, { label }]) => !isRangeBound(label));
    const shown = (telling.length === 0 ? [...columns.entries()] : telling)
        .sort(([, a], [, b]) => Number(b.label === "_time") - Number(a.label === "_time"))
        .slice(0, hoverColumns);
    const row = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
    const heads = shown.map(([, { label, type }]) => `${escapeMarkdown(label)}&nbsp;${escapeMarkdown(type)}`);
    const numeric = new Set(["int", "uint", "float"]);
    const rules = shown.map(([, { type }]) => (numeric.has(type) ? "---:" : "---"));
    const rows = sample.map((cells) => row(shown.map(([index, { type }]) => cellText(cells[index] ?? null, type))));
    return [row(heads), row(rules), ...rows].join("\n");
}

/** The columns of the group key, as Markdown: "" where there is none. */
export function groupKey({ columns }: Pick<CallProfile, "columns">): string {
    return columns
        .filter(({ key }) => key)
        .map(({ label }) => escapeMarkdown(label))
        .join(", ");
}

function cellText(cell: string | null, type: string): string {
    if (cell === null) return "*null*";
    if (cell === "") return '""';
    // A time stays on one line: its hyphens are no places to break.
    if (type === "time") return escapeMarkdown(cell.replaceAll("-", "\u2011"));
    return escapeMarkdown(cell.length > cellCharacters ? `${cell.slice(0, cellCharacters - 1)}…` : cell);
}

export function escapeMarkdown(text: string): string {
    return text.replace(/[\r\n\t]+/g, " ").replace(/[\\`*_{}[\]()#+\-.!|<>~$&:@/]/g, (character) => `&#${character.charCodeAt(0)};`);
}

/**
 * The script cut at a step: the pipeline up to it, with the bindings that stand before it (imports, options, variables). Every place
 * keeps its line and column.
 */
export function cutScript(text: string, { whole, end }: Pick<CallProfile, "whole" | "end">, bindings: readonly Span[]): string {
    return partOf(
        text,
        { start: whole, end },
        bindings.filter((binding) => binding.end <= whole),
    );
}

/** Whether a step stands in a function's body, where it can't run by itself. */
export function isWithin({ whole, end }: Pick<CallProfile, "whole" | "end">, functions: readonly Span[]): boolean {
    return functions.some((span) => span.start <= whole && span.end >= end);
}

/** Counts tables and rows of a cut script without reading the rows where the storage can count. */
export function countingScript(cut: string): string {
    return `${cut.trimEnd()}
    |> count(column: "_value")
    |> group()
    |> reduce(fn: (r, accumulator) => ({tables: accumulator.tables + 1, rows: accumulator.rows + r._value}), identity: {tables: 0, rows: 0})
`;
}

/** The first rows of a cut script. */
export function samplingScript(cut: string): string {
    return `${cut.trimEnd()}\n    |> limit(n: 5)\n`;
}

/** The steps that an edit at an offset leaves as they were. */
export function stepsBefore(steps: readonly Step[], offset: number): Step[] {
    return steps.filter(({ end }) => end < offset);
}

/** Offset of the first difference of two texts. */
export function commonPrefix(a: string, b: string): number {
    const length = Math.min(a.length, b.length);
    for (let at = 0; at < length; at++) if (a.charCodeAt(at) !== b.charCodeAt(at)) return at;
    return length;
}
