/** What only Unicode mode allows: a character beyond ASCII, and what would match part of one. */
export const NO_UNICODE = "Unicode not allowed here";
export const INVALID_UTF8 = "pattern can match invalid UTF-8";

/** A position in a pattern, counted in code points, and the first fault found. */
export class RegexReader {
    pos = 0;
    /** `(?x)`: blanks and comments mean nothing. */
    ignoreSpace = false;
    /** Not `(?-u)`: characters, not bytes, are matched. */
    isUnicode = true;
    private readonly pattern: string;
    private readonly chars: readonly string[];
    private fault: { start: number; end: number; message: string; other?: readonly [number, number] } | undefined;
    private later: { start: number; end: number; message: string } | undefined;

    constructor(pattern: string) {
        this.pattern = pattern;
        this.chars = Array.from(pattern);
    }

    get eof(): boolean {
        return this.pos >= this.chars.length;
    }

    get failed(): boolean {
        return this.fault !== undefined;
    }

    /** The character at the position; empty at the end. */
    char(): string {
        return this.chars[this.pos] ?? "";
    }

    /** The next character that counts. */
    get peek(): string {
        let at = this.pos + 1;
        while (this.ignoreSpace && at < this.chars.length && isBlank(this.chars[at] as string)) {
            at++;
        }
        return this.chars[at] ?? "";
    }

    bump(): void {
        if (!this.eof) {
            this.pos++;
        }
    }

    takes(text: string): boolean {
        if (this.slice(this.pos, this.pos + text.length) !== text) {
            return false;
        }
        this.pos += text.length;
        return true;
    }

    slice(start: number, end: number): string {
        return this.chars.slice(start, end).join("");
    }

    /** Skips what `(?x)` ignores. */
    skipSpace(): void {
        while (this.ignoreSpace && !this.eof) {
            if (isBlank(this.char())) {
                this.pos++;
            } else if (this.char() === "#") {
                while (!this.eof && this.char() !== "\n") {
                    this.pos++;
                }
            } else {
                return;
            }
        }
    }

    skipBlanks(): void {
        while (!this.eof && isBlank(this.char())) {
            this.pos++;
        }
    }

    /** Remembers the first fault and ends the reading; `other` is a second place to mark. */
    fail(start: number, end: number, message: string, other?: readonly [number, number]): void {
        this.fault ??= { start, end, message, other };
        this.pos = this.chars.length;
    }

    /** Remembers a fault that is told only when the pattern reads well. */
    note(start: number, end: number, message: string): void {
        this.later ??= { start, end, message };
    }

    reportNote(): void {
        if (this.later !== undefined) {
            this.fail(this.later.start, this.later.end, this.later.message);
        }
    }

    /**
     * The engine's report (pattern, marks below it, reason) as it arrives on one line: breaks go, four
     * blanks become one, then the marks go, even those that the pattern itself holds.
     */
    message(): string | undefined {
        const fault = this.fault;
        if (fault === undefined) {
            return undefined;
        }
        const spans = [[fault.start, fault.end] as const];
        if (fault.other !== undefined) {
            spans.unshift(fault.other);
        }
        const multiline = this.pattern.includes("\n");
        const divider = multiline ? `${"~".repeat(79)}\n` : "";
        const notes = multiline ? this.lineNotes(spans) : "";
        const report = `regex parse error:\n${divider}${this.notate(spans, multiline)}${divider}${notes}error: ${fault.message}`;
        return report.replaceAll("\n", "").replaceAll("    ", " ").replaceAll("^", "");
    }

    private notate(spans: readonly (readonly [number, number])[], multiline: boolean): string {
        const lines = this.pattern.split("\n");
        if (multiline && lines.at(-1) === "") {
            lines.pop();
        }
        const width = String(lines.length).length;
        let report = "";
        let offset = 0;
        lines.forEach((line, i) => {
            const size = Array.from(line).length;
            report += multiline ? `${String(i + 1).padStart(width)}: ${line}\n` : `    ${line}\n`;
            const here = spans.filter(([start, end]) => this.lineOf(start) === i && this.lineOf(end) === i);
            if (here.length > 0) {
                report += " ".repeat(multiline ? width + 2 : 4);
                let column = 0;
                for (const [start, end] of here) {
                    const from = start - offset;
                    report += " ".repeat(Math.max(from - column, 0));
                    const marks = Math.max(end - start, 1);
                    report += "^".repeat(marks);
                    column = Math.max(from, column) + marks;
                }
                report += "\n";
            }
            offset += size + 1;
        });
        return report;
    }

    private lineNotes(spans: readonly (readonly [number, number])[]): string {
        const notes = spans
            .filter(([start, end]) => this.lineOf(start) !== this.lineOf(end))
            .map(([start, end]) => {
                const to = Math.max(this.columnOf(end) - 1, 0);
                return `on line ${this.lineOf(start) + 1} (column ${this.columnOf(start)}) through line ${this.lineOf(end) + 1} (column ${to})`;
            });
        return notes.length === 0 ? "" : `${notes.join("\n")}\n`;
    }

    private lineOf(pos: number): number {
        return this.slice(0, pos).split("\n").length - 1;
    }

    private columnOf(pos: number): number {
        return Array.from(this.slice(0, pos).split("\n").at(-1) as string).length + 1;
    }
}

function isBlank(ch: string): boolean {
    return /^[\s\u0085]$/.test(ch) && ch !== "\ufeff";
}
