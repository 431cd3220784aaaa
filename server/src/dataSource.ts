/** Where the rows at a place come from, as far as the text around tells: the bucket, and the measurement that is asked for. */
import type { OpenDocument } from "./documents.ts";
import { chunkAt } from "./tree.ts";

/** A text of the script, or the param whose value it is. */
export type NameSource = { readonly text: string } | { readonly param: string };

export interface DataSource {
    /** The call around the place names its own bucket (`schema.tagValues(bucket: "b", tag: …)`). */
    readonly isOfCall: boolean;
    readonly bucket: NameSource;
    readonly measurement?: NameSource;
}

const value = String.raw`(?:"([^"\\\n]+)"|params\.([\p{L}_][\p{L}\p{Nd}_]*))`;
const from = new RegExp(String.raw`\bfrom\(\s*bucket\s*:\s*${value}`, "gu");
const measured = new RegExp(String.raw`\._measurement\s*==\s*${value}`, "u");
const bucketArgument = new RegExp(String.raw`\bbucket\s*:\s*${value}`, "u");
const measurementArgument = new RegExp(String.raw`\bmeasurement\s*:\s*${value}`, "u");

/** Of the call around a place where that has a bucket of its own, else what the statement reads last before it. */
export function sourceOf(document: OpenDocument, offset: number): DataSource | undefined {
    const { file } = document.analysis;
    const at = chunkAt(file, offset);
    const start = file.offsets[at] ?? 0;
    const statement = document.text.slice(start, start + (file.chunks[at]?.length ?? 0));
    const args = argumentsAround(statement, offset - start);
    const own = nameSource(bucketArgument.exec(args));
    const bucket = own ?? nameSource([...document.text.slice(start, offset).matchAll(from)].at(-1));
    if (bucket === undefined) return undefined;
    const measurement = nameSource(own === undefined ? measured.exec(statement) : measurementArgument.exec(args));
    return { isOfCall: own !== undefined, bucket, ...(measurement === undefined ? {} : { measurement }) };
}

/** The text of the arguments between the parentheses around a place; what nests deeper to the left is left out. */
export function argumentsAround(text: string, at: number): string {
    let depth = 0;
    let open = at - 1;
    for (; open >= 0; open--) {
        const character = text[open];
        if (character === '"') open = text.lastIndexOf('"', open - 1);
        else if (character === ")") depth++;
        else if (character === "(" && depth-- === 0) break;
    }
    if (open < 0) return "";
    const rest = /^[^()\n]*(?:\n[^()\n]*){0,8}/.exec(text.slice(at))?.[0] ?? "";
    return text.slice(open + 1, at) + rest;
}

function nameSource(match: RegExpExecArray | RegExpMatchArray | null | undefined): NameSource | undefined {
    const [, text, param] = match ?? [];
    return text !== undefined ? { text } : param !== undefined ? { param } : undefined;
}
