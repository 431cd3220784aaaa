/** Two texts as a unified diff. */

interface Edit {
    readonly kind: " " | "-" | "+";
    readonly line: string;
}

const context = 3;

/** Unified diff of two texts; empty when they are equal. A missing line end is told as diff does. */
export function unifiedDiff(oldName: string, newName: string, oldText: string, newText: string): string {
    if (oldText === newText) return "";
    const edits = lineEdits(lines(oldText), lines(newText));
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

function hunk(edits: readonly Edit[], start: number, end: number): string[] {
    const before = edits.slice(0, start);
    const part = edits.slice(start, end);
    const count = (list: readonly Edit[], without: string): number => list.filter(({ kind }) => kind !== without).length;
    const oldStart = count(before, "+") + (count(part, "+") === 0 ? 0 : 1);
    const newStart = count(before, "-") + (count(part, "-") === 0 ? 0 : 1);
    const body = part.flatMap(({ kind, line }) =>
        line.endsWith("\n") ? [kind + line.slice(0, -1)] : [kind + line, "\\ No newline at end of file"],
    );
    return [`@@ -${oldStart},${count(part, "+")} +${newStart},${count(part, "-")} @@`, ...body];
}

function lines(text: string): string[] {
    return text === "" ? [] : (text.match(/[^\n]*\n|[^\n]+$/g) ?? []);
}

/** Shortest edit of lines by the longest common subsequence, common ends cut off first. */
function lineEdits(a: readonly string[], b: readonly string[]): Edit[] {
    let head = 0;
    while (head < a.length && head < b.length && a[head] === b[head]) head++;
    let tail = 0;
    while (tail < a.length - head && tail < b.length - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail++;
    const left = a.slice(head, a.length - tail);
    const right = b.slice(head, b.length - tail);
    const width = right.length + 1;
    const common = new Uint32Array((left.length + 1) * width);
    for (let i = left.length - 1; i >= 0; i--) {
        for (let j = right.length - 1; j >= 0; j--) {
            const here = i * width + j;
            common[here] =
                left[i] === right[j] ? (common[here + width + 1] ?? 0) + 1 : Math.max(common[here + width] ?? 0, common[here + 1] ?? 0);
        }
    }
    const edits: Edit[] = a.slice(0, head).map((line): Edit => ({ kind: " ", line }));
    let i = 0;
    let j = 0;
    while (i < left.length || j < right.length) {
        const here = i * width + j;
        if (i < left.length && j < right.length && left[i] === right[j]) {
            edits.push({ kind: " ", line: left[i++] ?? "" });
            j++;
        } else if (j >= right.length || (i < left.length && (common[here + width] ?? 0) >= (common[here + 1] ?? 0)))
            edits.push({ kind: "-", line: left[i++] ?? "" });
        else edits.push({ kind: "+", line: right[j++] ?? "" });
    }
    return [...edits, ...a.slice(a.length - tail).map((line): Edit => ({ kind: " ", line }))];
}
