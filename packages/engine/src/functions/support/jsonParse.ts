import { FluxError } from "../../values/error.ts";
import { ArrayValue, RecordValue, type Value } from "../../values/value.ts";

/**
 * Reads JSON: null is null, numbers are floats where `numberOf` makes nothing else of their digits. Errors are worded like Go's decoder
 * (`invalid character 'a' looking for …`).
 */
export function parseJson(text: string, numberOf: (digits: string) => number | bigint = Number): Value {
    const parser = new JsonParser(text, numberOf);
    const value = parser.value("beginning of value");
    parser.end();
    return value;
}

const ESCAPES: Readonly<Record<string, string>> = { '"': '"', "\\": "\\", "/": "/", b: "\b", f: "\f", n: "\n", r: "\r", t: "\t" };
const MAX_DEPTH = 10000;

class JsonParser {
    private at = 0;
    private depth = 0;

    constructor(
        private readonly text: string,
        private readonly numberOf: (digits: string) => number | bigint,
    ) {}

    value(looking: string): Value {
        const character = this.peek();
        switch (character) {
            case "{":
                return this.nested(() => this.object());
            case "[":
                return this.nested(() => this.array());
            case '"':
                return this.string();
            case "t":
                return this.word("true", true);
            case "f":
                return this.word("false", false);
            case "n":
                return this.word("null", null);
            default:
                return character === "-" || (character >= "0" && character <= "9") ? this.number() : this.fail(`looking for ${looking}`);
        }
    }

    end(): void {
        this.space();
        if (this.at < this.text.length) {
            this.fail("after top-level value");
        }
    }

    private nested(read: () => Value): Value {
        this.depth += 1;
        if (this.depth > MAX_DEPTH) {
            throw new FluxError("unknown", "exceeded max depth");
        }
        const value = read();
        this.depth -= 1;
        return value;
    }

    private object(): Value {
        const members = new Map<string, Value>();
        this.at += 1;
        if (this.peek() === "}") {
            this.at += 1;
            return new RecordValue(members);
        }
        for (;;) {
            if (this.peek() !== '"') {
                this.fail("looking for beginning of object key string");
            }
            const name = this.string();
            if (this.peek() !== ":") {
                this.fail("after object key");
            }
            this.at += 1;
            members.set(name, this.value("beginning of value"));
            const next = this.peek();
            this.at += 1;
            if (next === "}") {
                return new RecordValue(members);
            }
            if (next !== ",") {
                this.at -= 1;
                this.fail("after object key:value pair");
            }
        }
    }

    private array(): Value {
        const elements: Value[] = [];
        this.at += 1;
        if (this.peek() === "]") {
            this.at += 1;
            return new ArrayValue(elements);
        }
        for (;;) {
            elements.push(this.value("beginning of value"));
            const next = this.peek();
            this.at += 1;
            if (next === "]") {
                return new ArrayValue(elements);
            }
            if (next !== ",") {
                this.at -= 1;
                this.fail("after array element");
            }
        }
    }

    private string(): string {
        let result = "";
        this.at += 1;
        for (;;) {
            const character = this.text[this.at];
            if (character === undefined) {
                this.fail("");
            } else if (character === '"') {
                this.at += 1;
                return result;
            } else if (character === "\\") {
                result += this.escape();
            } else if (character < " ") {
                this.fail("in string literal");
            } else {
                result += character;
                this.at += 1;
            }
        }
    }

    private escape(): string {
        this.at += 1;
        const character = this.text[this.at] ?? "";
        if (character === "u") {
            const digits = this.text.slice(this.at + 1, this.at + 5);
            if (!/^[0-9a-fA-F]{4}$/.test(digits)) {
                this.at += 1;
                this.fail("in \\u hexadecimal character escape");
            }
            this.at += 5;
            return String.fromCharCode(Number.parseInt(digits, 16));
        }
        const plain = ESCAPES[character];
        if (plain === undefined) {
            return this.fail("in string escape code");
        }
        this.at += 1;
        return plain;
    }

    private number(): number | bigint {
        const match = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?/.exec(this.text.slice(this.at));
        if (match === null) {
            this.at += 1;
            return this.fail("in numeric literal");
        }
        this.at += match[0].length;
        return this.numberOf(match[0]);
    }

    private word<T extends Value>(word: string, value: T): T {
        for (let i = 0; i < word.length; i += 1) {
            if (this.text[this.at + i] !== word[i]) {
                this.at += i;
                this.fail(`in literal ${word} (expecting '${word[i]}')`);
            }
        }
        this.at += word.length;
        return value;
    }

    private space(): void {
        while (/^[ \t\r\n]$/.test(this.text[this.at] ?? "")) {
            this.at += 1;
        }
    }

    private peek(): string {
        this.space();
        return this.text[this.at] ?? "";
    }

    private fail(where: string): never {
        const character = this.text[this.at];
        throw new FluxError(
            "unknown",
            character === undefined ? "unexpected end of JSON input" : `invalid character ${quoted(character)} ${where}`,
        );
    }
}

function quoted(character: string): string {
    return character === "'" ? `'\\''` : character === '"' ? `'"'` : `'${character}'`;
}
