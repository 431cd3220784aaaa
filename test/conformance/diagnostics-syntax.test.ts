import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { analyze, LineIndex } from "@flux-scripts/flux";
import { defineConformance } from "./support/known-failures.ts";

const folder = fileURLToPath(new URL("diagnostics/", import.meta.url));
const cases = readdirSync(folder)
    .filter((name) => name.endsWith(".expected.json"))
    .map((name) => name.slice(0, -".expected.json".length));

interface Golden {
    readonly kind: string;
    readonly start: { readonly line: number; readonly column: number };
    readonly end: { readonly line: number; readonly column: number };
    readonly message: string;
}

// The first two phases alone, so that a fault in types doesn't hide one of these.
defineConformance("diagnostics-syntax", cases, async (name) => {
    const text = readFileSync(`${folder}${name}.flux`, "utf8");
    const golden = JSON.parse(readFileSync(`${folder}${name}.expected.json`, "utf8")) as readonly Golden[];
    const expected = golden
        .filter(({ kind }) => kind === "syntax" || kind === "convert")
        .map(({ kind, start, end, message }) => `${kind} ${start.line}:${start.column}-${end.line}:${end.column} ${message}`);
    const lines = new LineIndex(text);
    const place = (offset: number): string => {
        const { line, column } = lines.bytePosition(offset);
        return `${line}:${column}`;
    };
    const found = analyze(text, { lint: false })
        .diagnostics.filter(({ kind }) => kind === "syntax" || kind === "convert")
        .map(({ kind, start, end, message }) => `${kind} ${place(start)}-${place(end)} ${message}`);
    return found.join("\n") === expected.join("\n") ? undefined : `expected\n${expected.join("\n")}\nbut got\n${found.join("\n")}`;
});
