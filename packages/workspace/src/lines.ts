/** What differs between two texts, line by line. */

export interface LineEdit {
    readonly kind: " " | "-" | "+";
    /** With its line break; the last one may have none. */
    readonly line: string;
}

/** Cells of the table of common lines; beyond that the differing middle counts as replaced as a whole. */
const maxCells = 16_000_000;

/** The lines of a text, each with its line break. */
export function linesOf(text: string): string[] {
    return text === "" ? [] : (text.match(/[^\n]*\n|[^\n]+$/g) ?? []);
}

/** Shortest edit from one text to another, by the longest common subsequence of their lines. */
export function lineEdits(before: string, after: string): LineEdit[] {
    const a = linesOf(before);
    const b = linesOf(after);
    let head = 0;
    while (head < a.length && head < b.length && a[head] === b[head]) head++;
    let tail = 0;
    while (tail < a.length - head && tail < b.length - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail++;
    const same = (line: string): LineEdit => ({ kind: " ", line });
    return [
        ...a.slice(0, head).map(same),
        ...middle(a.slice(head, a.length - tail), b.slice(head, b.length - tail)),
        ...a.slice(a.length - tail).map(same),
    ];
}

function middle(left: readonly string[], right: readonly string[]): LineEdit[] {
    const width = right.length + 1;
    if ((left.length + 1) * width > maxCells)
        return [...left.map((line): LineEdit => ({ kind: "-", line })), ...right.map((line): LineEdit => ({ kind: "+", line }))];
    const common = new Uint32Array((left.length + 1) * width);
    for (let i = left.length - 1; i >= 0; i--) {
        for (let j = right.length - 1; j >= 0; j--) {
            const here = i * width + j;
            common[here] =
                left[i] === right[j] ? (common[here + width + 1] ?? 0) + 1 : Math.max(common[here + width] ?? 0, common[here + 1] ?? 0);
        }
    }
    const edits: LineEdit[] = [];
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
    return edits;
}
