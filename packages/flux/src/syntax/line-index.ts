/**
 * Offsets to lines and columns and back. Lines end with LF only (CR before it belongs to the line, CR
 * alone is white space), as the reference counts. Columns come in the two units that are asked for:
 * UTF-16 units from 0 for editors, and UTF-8 bytes from 1 for messages and the command line.
 */
export interface EditorPosition {
    /** From 0. */
    readonly line: number;
    /** UTF-16 units from 0. */
    readonly character: number;
}

export interface BytePosition {
    /** From 1. */
    readonly line: number;
    /** UTF-8 bytes from 1; a byte order mark counts like any other character. */
    readonly column: number;
}

export class LineIndex {
    readonly text: string;
    private readonly starts: number[] = [0];
    /** Whether a byte is a UTF-16 unit everywhere. */
    private readonly plain: boolean;
    /** The last place asked for, in bytes from its line's start: the next one is mostly near behind it. */
    private near = { line: 0, offset: 0, bytes: 0 };

    constructor(text: string) {
        this.text = text;
        this.plain = /^[\0-\x7f]*$/.test(text);
        for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) {
            this.starts.push(at + 1);
        }
    }

    get lineCount(): number {
        return this.starts.length;
    }

    /** Line (from 0) that holds the offset; an offset behind the end counts as the end. */
    lineAt(offset: number): number {
        let low = 0;
        let high = this.starts.length;
        while (high - low > 1) {
            const middle = (low + high) >> 1;
            if ((this.starts[middle] as number) <= offset) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Offset of the first character of a line (from 0); the text's length for lines behind the last. */
    lineStart(line: number): number {
        return this.starts[line] ?? this.text.length;
    }

    /** Offset behind the last character of a line (from 0), its line break excluded. */
    lineEnd(line: number): number {
        const next = this.starts[line + 1];
        if (next === undefined) {
            return this.text.length;
        }
        return this.text.charCodeAt(next - 2) === 0x0d && next - 2 >= this.lineStart(line) ? next - 2 : next - 1;
    }

    position(offset: number): EditorPosition {
        const at = clamp(offset, this.text.length);
        const line = this.lineAt(at);
        return { line, character: at - (this.starts[line] as number) };
    }

    bytePosition(offset: number): BytePosition {
        const at = clamp(offset, this.text.length);
        const line = this.lineAt(at);
        return { line: line + 1, column: this.bytesBefore(line, at) + 1 };
    }

    /** `3:5-3:9`: a stretch of the text as messages tell it, in {@link bytePosition}s. */
    range(start: number, end: number): string {
        const from = this.bytePosition(start);
        const to = this.bytePosition(end);
        return `${from.line}:${from.column}-${to.line}:${to.column}`;
    }

    private bytesBefore(line: number, offset: number): number {
        const start = this.starts[line] as number;
        if (this.plain) {
            return offset - start;
        }
        const { near } = this;
        const known = near.line === line && near.offset <= offset;
        const from = known ? near.offset : start;
        const bytes = (known ? near.bytes : 0) + utf8Length(this.text, from, offset);
        // Half a character is no place to count on from.
        if ((this.text.charCodeAt(offset - 1) & 0xfc00) !== 0xd800) {
            this.near = { line, offset, bytes };
        }
        return bytes;
    }

    /** Offset of an editor's position; a character behind the line's end gives the line's end. */
    offset(position: EditorPosition): number {
        if (position.line < 0) {
            return 0;
        }
        return Math.min(
            this.lineStart(position.line) + Math.max(position.character, 0),
            Math.max(this.lineEnd(position.line), this.lineStart(position.line)),
        );
    }

    /** Offset of a byte position; a column inside a character gives that character's start. */
    byteOffset(position: BytePosition): number {
        const line = position.line - 1;
        if (line < 0) {
            return 0;
        }
        let offset = this.lineStart(line);
        const end = this.lineEnd(line);
        let left = position.column - 1;
        while (left > 0 && offset < end) {
            const size = (this.text.codePointAt(offset) as number) > 0xffff ? 2 : 1;
            left -= utf8Length(this.text, offset, offset + size);
            if (left >= 0) {
                offset += size;
            }
        }
        return offset;
    }
}

function clamp(offset: number, length: number): number {
    return offset < 0 ? 0 : offset > length ? length : offset;
}

/** Bytes of `text[start, end)` in UTF-8; half a surrogate pair counts as the replacement character. */
function utf8Length(text: string, start: number, end: number): number {
    let bytes = 0;
    for (let i = start; i < end; i++) {
        const ch = text.charCodeAt(i);
        if (ch < 0x80) {
            bytes += 1;
        } else if (ch < 0x800) {
            bytes += 2;
        } else if (ch >= 0xd800 && ch < 0xdc00 && i + 1 < end && (text.charCodeAt(i + 1) & 0xfc00) === 0xdc00) {
            bytes += 4;
            i++;
        } else {
            bytes += 3;
        }
    }
    return bytes;
}
