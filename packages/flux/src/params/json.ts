/**
 * JSON without loss. `JSON.parse` rounds 64-bit integers and forgets whether a number was written
 * `5` or `5.0`; params need both, so numbers keep their spelling here.
 */

/** A JSON number by its spelling: `5` is an int, `5.0` and `5e0` are floats. */
export class JsonNumber {
    readonly text: string;
    constructor(text: string) {
        this.text = text;
    }
    /** No fraction and no exponent in the spelling. */
    get isInteger(): boolean {
        return !/[.eE]/.test(this.text);
    }
}

export type JsonValue = null | boolean | string | JsonNumber | readonly JsonValue[] | JsonObject;

/** Keys in source order; of a key given twice the last value holds. */
export type JsonObject = ReadonlyMap<string, JsonValue>;

export interface JsonFault {
    readonly message: string;
    /** UTF-16 offset in the text. */
    readonly offset: number;
}

export type JsonResult = { readonly ok: true; readonly value: JsonValue } | { readonly ok: false; readonly fault: JsonFault };

/** Nesting beyond this is refused, so that hostile input can't exhaust the stack. */
const MAX_DEPTH = 500;

const ESCAPES: Readonly<Record<string, string>> = { '"': '"', "\\": "\\", "/": "/", b: "\b", f: "\f", n: "\n", r: "\r", t: "\t" };

const NUMBER = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
const SPACE = /[ \t\r\n]*/y;
const PLAIN = /[^"\\\u0000-\u001f]*/y;

class Fault {
    readonly message: string;
    readonly offset: number;
    constructor(message: string, offset: number) {
        this.message = message;
        this.offset = offset;
    }
}

class Reader {
    private readonly text: string;
    private at = 0;
    constructor(text: string) {
        this.text = text;
    }

    document(): JsonValue | Fault {
        const value = this.value(0);
        if (value instanceof Fault) {
            return value;
        }
        this.space();
        return this.at < this.text.length ? this.unexpected() : value;
    }

    private space(): void {
        SPACE.lastIndex = this.at;
        SPACE.test(this.text);
        this.at = SPACE.lastIndex;
    }

    private unexpected(): Fault {
        const point = this.text.codePointAt(this.at);
        const found = point === undefined ? "end of JSON" : JSON.stringify(String.fromCodePoint(point));
        return new Fault(`unexpected ${found}`, this.at);
    }

    private value(depth: number): JsonValue | Fault {
        this.space();
        if (depth > MAX_DEPTH) {
            return new Fault("JSON is nested too deep", this.at);
        }
        switch (this.text[this.at]) {
            case '"':
                return this.string();
            case "[":
                return this.array(depth);
            case "{":
                return this.object(depth);
            case "t":
                return this.word("true", true);
            case "f":
                return this.word("false", false);
            case "n":
                return this.word("null", null);
            default:
                return this.number();
        }
    }

    private word(word: string, value: JsonValue): JsonValue | Fault {
        if (!this.text.startsWith(word, this.at)) {
            return this.unexpected();
        }
        this.at += word.length;
        return value;
    }

    private number(): JsonValue | Fault {
        NUMBER.lastIndex = this.at;
        const match = NUMBER.exec(this.text);
        if (match === null) {
            return this.unexpected();
        }
        this.at = NUMBER.lastIndex;
        return new JsonNumber(match[0]);
    }

    private string(): string | Fault {
        const start = this.at;
        this.at++;
        let out = "";
        for (;;) {
            PLAIN.lastIndex = this.at;
            const plain = PLAIN.exec(this.text);
            if (plain !== null) {
                out += plain[0];
                this.at = PLAIN.lastIndex;
            }
            const next = this.text[this.at];
            if (next === '"') {
                this.at++;
                return out;
            }
            if (next === undefined) {
                return new Fault("string is not closed", start);
            }
            if (next !== "\\") {
                return new Fault("control character in a string", this.at);
            }
            const letter = this.text[this.at + 1] ?? "";
            if (letter === "u") {
                const hex = this.text.slice(this.at + 2, this.at + 6);
                if (!/^[0-9a-fA-F]{4}$/.test(hex)) {
                    return new Fault("bad \\u escape", this.at);
                }
                out += String.fromCharCode(Number.parseInt(hex, 16));
                this.at += 6;
                continue;
            }
            const resolved = ESCAPES[letter];
            if (resolved === undefined) {
                return new Fault("bad escape in a string", this.at);
            }
            out += resolved;
            this.at += 2;
        }
    }

    private array(depth: number): JsonValue | Fault {
        const out: JsonValue[] = [];
        this.at++;
        this.space();
        if (this.text[this.at] === "]") {
            this.at++;
            return out;
        }
        for (;;) {
            const value = this.value(depth + 1);
            if (value instanceof Fault) {
                return value;
            }
            out.push(value);
            this.space();
            const next = this.text[this.at];
            if (next !== "," && next !== "]") {
                return this.unexpected();
            }
            this.at++;
            if (next === "]") {
                return out;
            }
        }
    }

    private object(depth: number): JsonValue | Fault {
        const out = new Map<string, JsonValue>();
        this.at++;
        this.space();
        if (this.text[this.at] === "}") {
            this.at++;
            return out;
        }
        for (;;) {
            this.space();
            if (this.text[this.at] !== '"') {
                return this.unexpected();
            }
            const key = this.string();
            if (key instanceof Fault) {
                return key;
            }
            this.space();
            if (this.text[this.at] !== ":") {
                return this.unexpected();
            }
            this.at++;
            const value = this.value(depth + 1);
            if (value instanceof Fault) {
                return value;
            }
            out.set(key, value);
            this.space();
            const next = this.text[this.at];
            if (next !== "," && next !== "}") {
                return this.unexpected();
            }
            this.at++;
            if (next === "}") {
                return out;
            }
        }
    }
}

/** Reads one JSON document; numbers keep their spelling. Never throws. */
export function readJson(text: string): JsonResult {
    const value = new Reader(text).document();
    return value instanceof Fault ? { ok: false, fault: { message: value.message, offset: value.offset } } : { ok: true, value };
}

export function isJsonObject(value: JsonValue | undefined): value is JsonObject {
    return value instanceof Map;
}

export function isJsonArray(value: JsonValue | undefined): value is readonly JsonValue[] {
    return Array.isArray(value);
}

/** Writes a value; numbers by their spelling. `indent` blanks per level, 0 for one line. */
export function writeJson(value: JsonValue, indent = 0, level = 0): string {
    if (value instanceof JsonNumber) {
        return value.text;
    }
    if (value === null || typeof value === "boolean" || typeof value === "string") {
        return JSON.stringify(value);
    }
    const items = isJsonArray(value)
        ? value.map((item) => writeJson(item, indent, level + 1))
        : [...value].map(([key, item]) => `${JSON.stringify(key)}:${indent > 0 ? " " : ""}${writeJson(item, indent, level + 1)}`);
    const [open, close] = isJsonArray(value) ? ["[", "]"] : ["{", "}"];
    if (items.length === 0) {
        return open + close;
    }
    if (indent === 0) {
        return open + items.join(",") + close;
    }
    const pad = " ".repeat(indent * (level + 1));
    return `${open}\n${pad}${items.join(`,\n${pad}`)}\n${" ".repeat(indent * level)}${close}`;
}

/** A JSON number for an integer; exact. */
export function jsonInteger(value: bigint | number): JsonNumber {
    return new JsonNumber(BigInt(value).toString());
}

/** A JSON number that reads back as a float: always with a point or an exponent. Finite values only. */
export function jsonFloat(value: number): JsonNumber {
    const text = Object.is(value, -0) ? "-0.0" : String(value);
    return new JsonNumber(/[.e]/.test(text) ? text : `${text}.0`);
}
