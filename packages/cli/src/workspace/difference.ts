/** Two texts as a unified diff. */
import { type LineEdit, lineEdits } from "@flux-scripts/workspace";

const context = 3;

/** Unified diff of two texts; empty when they are equal. A missing line end is told as diff does. */
export function unifiedDiff(oldName: string, newName: string, oldText: string, newText: string): string {
    if (oldText === newText) return "";
    const edits = lineEdits(oldText, newText);
    const out = [`--- ${oldName}`, `+++ ${newName}`];
    for (let at = 0; at < edits.length; ) {
        if (edits[at]?.kind === " ") {
            at++;
            continue;
        }
        const start = Math.max(0, at - context);
        let end = at;
        // A hunk goes on while the next change is near enough to share context.
        for (let probe = at; probe < edits.length && probe <= end + 2 * context; probe++) if (edits[probe]?.kind !== " ") end = probe;
        end = Math.min(edits.length, end + 1 + context);
        out.push(...hunk(edits, start, end));
        at = end;
    }
    return `${out.join("\n")}\n`;
}

function hunk(edits: readonly LineEdit[], start: number, end: number): string[] {
    const before = edits.slice(0, start);
    const part = edits.slice(start, end);
    const count = (list: readonly LineEdit[], without: string): number => list.filter(({ kind }) => kind !== without).length;
    const oldStart = count(before, "+") + (count(part, "+") === 0 ? 0 : 1);
    const newStart = count(before, "-") + (count(part, "-") === 0 ? 0 : 1);
    const body = part.flatMap(({ kind, line }) =>
        line.endsWith("\n") ? [kind + line.slice(0, -1)] : [kind + line, "\\ No newline at end of file"],
    );
    return [`@@ -${oldStart},${count(part, "+")} +${newStart},${count(part, "-")} @@`, ...body];
}
