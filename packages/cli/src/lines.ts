/** Offsets as lines and columns from 1, columns in UTF-8 bytes: how the official engine counts. */

export interface LinePlace {
    readonly line: number;
    readonly column: number;
}

export class Lines {
    private readonly text: string;
    private readonly starts: number[] = [0];

    constructor(text: string) {
        this.text = text;
        for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) this.starts.push(at + 1);
    }

    /** The place of a UTF-16 offset. */
    at(offset: number): LinePlace {
        let low = 0;
        let high = this.starts.length - 1;
        while (low < high) {
            const middle = (low + high + 1) >> 1;
            if ((this.starts[middle] ?? 0) <= offset) low = middle;
            else high = middle - 1;
        }
        return { line: low + 1, column: Buffer.byteLength(this.text.slice(this.starts[low] ?? 0, offset)) + 1 };
    }
}
