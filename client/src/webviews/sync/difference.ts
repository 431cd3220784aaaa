/** Two texts side by side: there left, here right, changed lines next to each other. */
import type { LineEdit } from "@flux-scripts/workspace";
import { el } from "../shared/page.ts";

interface Line {
    readonly kind: "same" | "del" | "ins" | "fill";
    readonly no: number | undefined;
    readonly text: string;
    /** The part between the common ends of a changed line and its partner, UTF-16 offsets. */
    readonly mark?: readonly [number, number];
}

/** The rows of both columns; a line without a partner stands beside an empty one. */
export function sideBySide(edits: readonly LineEdit[]): { readonly left: Line[]; readonly right: Line[] } {
    const left: Line[] = [];
    const right: Line[] = [];
    let [leftNo, rightNo] = [1, 1];
    for (let at = 0; at < edits.length; ) {
        const edit = edits[at];
        if (edit?.kind === " ") {
            left.push({ kind: "same", no: leftNo++, text: edit.line });
            right.push({ kind: "same", no: rightNo++, text: edit.line });
            at++;
            continue;
        }
        const gone: string[] = [];
        const come: string[] = [];
        for (; at < edits.length && edits[at]?.kind !== " "; at++) (edits[at]?.kind === "-" ? gone : come).push(edits[at]?.line ?? "");
        for (let row = 0; row < Math.max(gone.length, come.length); row++) {
            const [was, is] = [gone[row], come[row]];
            const marks = was === undefined || is === undefined ? undefined : changedParts(was, is);
            left.push(
                was === undefined ? empty : { kind: "del", no: leftNo++, text: was, ...(marks === undefined ? {} : { mark: marks[0] }) },
            );
            right.push(
                is === undefined ? empty : { kind: "ins", no: rightNo++, text: is, ...(marks === undefined ? {} : { mark: marks[1] }) },
            );
        }
    }
    return { left, right };
}

const empty: Line = { kind: "fill", no: undefined, text: "" };

function changedParts(a: string, b: string): [[number, number], [number, number]] | undefined {
    let head = 0;
    while (head < a.length && head < b.length && a[head] === b[head]) head++;
    let tail = 0;
    while (tail < a.length - head && tail < b.length - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail++;
    // Lines that share nothing are better left without marks.
    if (head + tail < 3) return undefined;
    return [
        [head, a.length - tail],
        [head, b.length - tail],
    ];
}

export function column(lines: readonly Line[]): HTMLElement {
    return el("div", {}, ...lines.map(lineElement));
}

function lineElement({ kind, no, text, mark }: Line): HTMLElement {
    const shown = text.replace(/\r?\n$/, "");
    const [start, end] = mark ?? [0, 0];
    const sign = { same: "", del: "−", ins: "+", fill: "" }[kind];
    return el(
        "div",
        { class: `dl ${kind}` },
        el("span", { class: "no" }, no === undefined ? "" : String(no)),
        el("span", { class: "sg" }, sign),
        el("span", {}, ...(end > start ? [shown.slice(0, start), el("b", {}, shown.slice(start, end)), shown.slice(end)] : [shown])),
    );
}
