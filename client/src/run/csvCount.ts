/** Counts the rows of a CSV answer while its bytes pass, without decoding them, and sees an error table at its end. */

const quote = 34;
const hash = 35;
const lineFeed = 10;
const carriageReturn = 13;

/** Bytes that are kept of a record which is read as text. */
const textLimit = 1 << 16;

export class CsvCounter {
    rows = 0;
    private inQuotes = false;
    private length = 0;
    private first = 0;
    /** A header comes next: at the start, after an empty line, after annotations. */
    private header = true;
    private inErrors = false;
    private text: number[] = [];
    private message: string | undefined;

    /** Pieces may be cut anywhere. */
    add(bytes: Uint8Array): void {
        let nextQuote = bytes.indexOf(quote);
        for (let at = 0; at < bytes.length; at++) {
            if (!this.header && !this.inErrors && !this.inQuotes) {
                // A record without quotes is one search for its end: rows are most of an answer.
                if (nextQuote >= 0 && nextQuote < at) nextQuote = bytes.indexOf(quote, at);
                const end = bytes.indexOf(lineFeed, at);
                if (end >= 0 && (nextQuote < 0 || nextQuote > end)) {
                    const length = end - at - (end > at && bytes[end - 1] === carriageReturn ? 1 : 0);
                    if (this.length === 0 && length > 0) this.first = bytes[at] as number;
                    this.length += length;
                    this.endRecord();
                    at = end;
                    continue;
                }
            }
            const byte = bytes[at] as number;
            if (byte === lineFeed && !this.inQuotes) {
                this.endRecord();
                continue;
            }
            if (byte === carriageReturn && !this.inQuotes) continue;
            if (byte === quote) this.inQuotes = !this.inQuotes;
            if (this.length === 0) this.first = byte;
            this.length++;
            if ((this.header || this.inErrors) && this.text.length < textLimit) this.text.push(byte);
        }
    }

    /** The message of an `error,reference` table; undefined where the answer is whole. To be asked at the end. */
    get error(): string | undefined {
        if (this.length > 0) this.endRecord();
        return this.message;
    }

    private endRecord(): void {
        const { first, length, text } = this;
        [this.length, this.text] = [0, []];
        if (length === 0) [this.header, this.inErrors] = [true, false];
        else if (first === hash) this.header = true;
        else if (this.header) {
            this.header = false;
            this.inErrors = /^[^,]*,?error,reference$/.test(decode(text)) || decode(text) === "error,reference";
        } else if (this.inErrors) this.message ??= firstCell(decode(text));
        else this.rows++;
    }
}

function decode(bytes: readonly number[]): string {
    return new TextDecoder().decode(Uint8Array.from(bytes));
}

/** The first cell that is not empty, without its quotes. */
function firstCell(record: string): string {
    const text = record.replace(/^,+/, "");
    const quoted = /^"((?:[^"]|"")*)"/.exec(text)?.[1];
    return quoted === undefined ? (text.split(",")[0] ?? "") : quoted.replaceAll('""', '"');
}
