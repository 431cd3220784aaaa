/** Offsets to lines and columns, both from 1, columns in UTF-8 bytes as the reference counts. */
export class Places {
    private readonly starts: number[] = [0];
    private readonly encoder = new TextEncoder();

    constructor(private readonly text: string) {
        for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) {
            this.starts.push(at + 1);
        }
    }

    /** `@3:5-3:9`. */
    range(start: number, end: number): string {
        return `@${this.place(start)}-${this.place(end)}`;
    }

    private place(offset: number): string {
        const line = Math.max(
            this.starts.findLastIndex((start) => start <= offset),
            0,
        );
        const column = this.encoder.encode(this.text.slice(this.starts[line], offset)).length;
        return `${line + 1}:${column + 1}`;
    }
}
