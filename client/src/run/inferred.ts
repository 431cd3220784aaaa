/** Checks a JSON value against an inferred type as text: `[string]`, `{a: int, b: [float]}`, `{A with x: time}`. */
import { isJsonArray, isJsonObject, JsonNumber, type JsonValue, jsonTypeName } from "@flux-scripts/flux/params";
import type { Translate } from "../errors.ts";

type Shape =
    | { readonly kind: "basic"; readonly name: string }
    | { readonly kind: "array"; readonly of: Shape }
    | { readonly kind: "record"; readonly properties: readonly (readonly [string, Shape])[] }
    /** A variable or something that JSON can't be: anything passes. */
    | { readonly kind: "open" };

/** What is wrong with a value and where (`[2].room`); undefined where it fits, or where the type says too little. */
export function inferredFault(inferred: string, value: JsonValue, t: Translate): string | undefined {
    return faultOf(new Reader(inferred).shape(), value, "", t);
}

/** Ends with an open shape where a text is no type that it knows. */
class Reader {
    private at = 0;

    constructor(private readonly text: string) {}

    shape(): Shape {
        this.blank();
        if (this.take("[")) {
            const of = this.shape();
            return this.take("]") ? { kind: "array", of } : { kind: "open" };
        }
        if (this.take("{")) return this.record();
        const name = /^[a-z]+/.exec(this.text.slice(this.at))?.[0];
        if (name === undefined) return { kind: "open" };
        this.at += name.length;
        return { kind: "basic", name };
    }

    private record(): Shape {
        const extended = /^\s*[A-Z]\d* with /.exec(this.text.slice(this.at));
        this.at += extended?.[0].length ?? 0;
        const properties: (readonly [string, Shape])[] = [];
        for (;;) {
            this.blank();
            if (this.take("}")) return { kind: "record", properties };
            const label = /^(?:"((?:[^"\\]|\\.)*)"|([^\s:{},"]+))\s*:/.exec(this.text.slice(this.at));
            if (label === null) return { kind: "open" };
            this.at += label[0].length;
            const shape = this.shape();
            properties.push([label[1] ?? label[2] ?? "", shape]);
            this.blank();
            // What follows an open shape can't be told from it.
            if (!this.take(",") && this.text[this.at] !== "}") return { kind: "record", properties };
        }
    }

    private blank(): void {
        while (this.text[this.at] === " " || this.text[this.at] === "\n") this.at++;
    }

    private take(text: string): boolean {
        this.blank();
        if (!this.text.startsWith(text, this.at)) return false;
        this.at += text.length;
        return true;
    }
}

function faultOf(shape: Shape, value: JsonValue, place: string, t: Translate): string | undefined {
    const wrong = (expected: string): string =>
        place === ""
            ? t("Must be {0}, not {1}.", expected, jsonTypeName(value))
            : t("{0} must be {1}, not {2}.", place, expected, jsonTypeName(value));
    switch (shape.kind) {
        case "open":
            return undefined;
        case "array": {
            if (!isJsonArray(value)) return wrong(t("a list"));
            for (const [index, item] of value.entries()) {
                const fault = faultOf(shape.of, item, `${place}[${index}]`, t);
                if (fault !== undefined) return fault;
            }
            return undefined;
        }
        case "record": {
            if (!isJsonObject(value)) return wrong(t("a record"));
            for (const [label, property] of shape.properties) {
                const item = value.get(label);
                const inside = place === "" ? label : `${place}.${label}`;
                if (item === undefined) return t("{0} is missing.", inside);
                const fault = faultOf(property, item, inside, t);
                if (fault !== undefined) return fault;
            }
            return undefined;
        }
        case "basic":
            return fits(shape.name, value) ? undefined : wrong(wordOf(shape.name, value));
    }
}

function fits(name: string, value: JsonValue): boolean {
    switch (name) {
        case "int":
        case "uint":
            return value instanceof JsonNumber && value.isInteger;
        case "float":
            return value instanceof JsonNumber && !value.isInteger;
        case "bool":
            return typeof value === "boolean";
        case "string":
        case "time":
        case "duration":
            return typeof value === "string";
        default:
            return true;
    }
}

/** `5` where a float is expected is the most common slip: the right spelling is part of the answer. */
function wordOf(name: string, value: JsonValue): string {
    return name === "float" && value instanceof JsonNumber ? `float (${value.text}.0)` : name;
}
