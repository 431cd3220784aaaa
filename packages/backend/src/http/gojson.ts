/** The fault of a text that is no JSON, worded as InfluxDB words it. Only the first value counts, what follows it does not. */

const ended = "unexpected EOF";

class Scanner {
    private at = 0;
    private readonly text: string;
    constructor(text: string) {
        this.text = text;
    }

    private space(): void {
        while (/[ \t\r\n]/.test(this.text[this.at] ?? "")) this.at++;
    }

    private unexpected(context: string): string {
        const point = this.text.codePointAt(this.at);
        if (point === undefined) return ended;
        return `invalid character ${quoted(String.fromCodePoint(point))} ${context}`;
    }

    document(): string | undefined {
        this.space();
        if (this.at >= this.text.length) return "EOF";
        return this.value(0);
    }

    private value(depth: number): string | undefined {
        this.space();
        if (depth > 500) return "exceeded max depth";
        const char = this.text[this.at];
        if (char === "{") return this.object(depth);
        if (char === "[") return this.array(depth);
        if (char === '"') return this.string();
        if (char === "t") return this.literal("true");
        if (char === "f") return this.literal("false");
        if (char === "n") return this.literal("null");
        if (char === "-" || (char !== undefined && char >= "0" && char <= "9")) return this.number();
        return this.unexpected("looking for beginning of value");
    }

    private literal(word: string): string | undefined {
        for (const letter of word) {
            if (this.text[this.at] !== letter) return this.unexpected(`in literal ${word} (expecting '${letter}')`);
            this.at++;
        }
        return undefined;
    }

    private number(): string | undefined {
        if (this.text[this.at] === "-") this.at++;
        if (!this.digit()) return this.unexpected("in numeric literal");
        if (this.text[this.at] === "0") this.at++;
        else this.digits();
        if (this.text[this.at] === ".") {
            this.at++;
            if (!this.digit()) return this.unexpected("after decimal point in numeric literal");
            this.digits();
        }
        if (this.text[this.at] === "e" || this.text[this.at] === "E") {
            this.at++;
            if (this.text[this.at] === "+" || this.text[this.at] === "-") this.at++;
            if (!this.digit()) return this.unexpected("in exponent of numeric literal");
            this.digits();
        }
        return undefined;
    }

    private digit(): boolean {
        return /[0-9]/.test(this.text[this.at] ?? "");
    }

    private digits(): void {
        while (this.digit()) this.at++;
    }

    private string(): string | undefined {
        this.at++;
        for (;;) {
            const char = this.text[this.at];
            if (char === undefined) return ended;
            if (char === '"') {
                this.at++;
                return undefined;
            }
            if (char < " ") return this.unexpected("in string literal");
            this.at++;
            if (char !== "\\") continue;
            const letter = this.text[this.at];
            if (letter === "u") {
                this.at++;
                for (let i = 0; i < 4; i++, this.at++) {
                    if (!/[0-9a-fA-F]/.test(this.text[this.at] ?? "")) return this.unexpected("in \\u hexadecimal character escape");
                }
            } else if (letter !== undefined && '"\\/bfnrt'.includes(letter)) {
                this.at++;
            } else {
                return this.unexpected("in string escape code");
            }
        }
    }

    private array(depth: number): string | undefined {
        this.at++;
        this.space();
        if (this.text[this.at] === "]") {
            this.at++;
            return undefined;
        }
        for (;;) {
            const fault = this.value(depth + 1);
            if (fault !== undefined) return fault;
            this.space();
            const char = this.text[this.at];
            if (char !== "," && char !== "]") return this.unexpected("after array element");
            this.at++;
            if (char === "]") return undefined;
        }
    }

    private object(depth: number): string | undefined {
        this.at++;
        this.space();
        if (this.text[this.at] === "}") {
            this.at++;
            return undefined;
        }
        for (;;) {
            this.space();
            if (this.text[this.at] !== '"') return this.unexpected("looking for beginning of object key string");
            const key = this.string();
            if (key !== undefined) return key;
            this.space();
            if (this.text[this.at] !== ":") return this.unexpected("after object key");
            this.at++;
            const fault = this.value(depth + 1);
            if (fault !== undefined) return fault;
            this.space();
            const char = this.text[this.at];
            if (char !== "," && char !== "}") return this.unexpected("after object key:value pair");
            this.at++;
            if (char === "}") return undefined;
        }
    }
}

function quoted(char: string): string {
    if (char === "'") return "'\\''";
    if (char === '"') return "'\"'";
    if (char === "\n") return "'\\n'";
    if (char === "\r") return "'\\r'";
    if (char === "\t") return "'\\t'";
    if (char === "\\") return "'\\\\'";
    const code = char.codePointAt(0) ?? 0;
    return code < 32 || code === 127 ? `'\\x${code.toString(16).padStart(2, "0")}'` : `'${char}'`;
}

/** `EOF`, `unexpected EOF`, `invalid character 'x' looking for beginning of value` …; undefined for JSON. */
export function jsonFault(text: string): string | undefined {
    return new Scanner(text).document();
}
