/** Where the lines of a text begin, kept up with its edits. Lines end with `\n`, `\r\n` or `\r`. */
import type { Position } from "vscode-languageserver";

export class Lines {
    private starts: number[];
    private text: string;

    constructor(text: string) {
        this.text = text;
        this.starts = [0, ...startsWithin(text, 0, text.length)];
    }

    get count(): number {
        return this.starts.length;
    }

    /** Follows an edit of `start..end`, whose text has `length` characters; `text` is the whole text after it. */
    edit(start: number, end: number, length: number, text: string): void {
        const shift = length - (end - start);
        // A `\r` right before or a `\n` right behind may become, or cease to be, half of a line's end.
        const first = this.lineOf(Math.max(0, start - 1));
        const last = this.lineOf(Math.min(this.text.length, end + 1));
        const from = this.starts[first] ?? 0;
        const next = this.starts[last + 1];
        const to = next === undefined ? text.length : next + shift;
        const inside = startsWithin(text, from, to);
        // The start of the line behind is found as the last one again.
        if (next !== undefined && inside.at(-1) === to) inside.pop();
        const behind = this.starts.slice(last + 1);
        for (let at = 0; at < behind.length; at++) behind[at] = (behind[at] ?? 0) + shift;
        this.starts = [...this.starts.slice(0, first + 1), ...inside, ...behind];
        this.text = text;
    }

    /** Offset of a position; one beyond a line or the text is drawn back to its end. */
    offsetAt({ line, character }: Position): number {
        if (line < 0) return 0;
        const start = this.starts[line];
        if (start === undefined) return this.text.length;
        const next = this.starts[line + 1] ?? this.text.length;
        return this.beforeEnd(Math.min(start + Math.max(0, character), next), start);
    }

    positionAt(offset: number): Position {
        const inside = Math.max(0, Math.min(offset, this.text.length));
        const line = this.lineOf(inside);
        const start = this.starts[line] ?? 0;
        return { line, character: this.beforeEnd(inside, start) - start };
    }

    /** No position lies behind the end of its line. */
    private beforeEnd(offset: number, start: number): number {
        let at = offset;
        while (at > start && isBreak(this.text.charCodeAt(at - 1))) at--;
        return at;
    }

    private lineOf(offset: number): number {
        let low = 0;
        let high = this.starts.length - 1;
        while (low < high) {
            const middle = (low + high + 1) >> 1;
            if ((this.starts[middle] ?? 0) <= offset) low = middle;
            else high = middle - 1;
        }
        return low;
    }
}

function isBreak(code: number): boolean {
    return code === 10 || code === 13;
}

/** Starts of lines whose line's end before lies in `from..to`. */
function startsWithin(text: string, from: number, to: number): number[] {
    const found: number[] = [];
    for (let at = from; at < to; at++) {
        const code = text.charCodeAt(at);
        if (code === 13 && text.charCodeAt(at + 1) === 10) {
            at++;
            found.push(at + 1);
        } else if (isBreak(code)) found.push(at + 1);
    }
    return found;
}

/** The lines of a text without their ends. */
export function linesOf(text: string): string[] {
    return text.split(/\r\n|\n|\r/);
}

/** What is written into a text with `\n`: where every line of the text ends with `\r\n`, so do the new ones. */
export function withLineBreaksOf(text: string, written: string): string {
    return text.includes("\r\n") && !/(?:^|[^\r])\n/.test(text) ? written.replace(/\r?\n/g, "\r\n") : written;
}
