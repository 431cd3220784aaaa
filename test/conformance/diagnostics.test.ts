import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { analyze } from "@flux-scripts/flux";
import { afterAll } from "vitest";
import { defineConformance } from "./support/known-failures.ts";

interface Place {
    readonly line: number;
    readonly column: number;
}
interface Recorded {
    readonly kind: string;
    readonly start: Place;
    readonly end: Place;
    readonly message: string;
}
interface Shown {
    readonly place: string;
    readonly words: string;
}

const folder = fileURLToPath(new URL("diagnostics/", import.meta.url));
const cases = readdirSync(folder)
    .filter((name) => name.endsWith(".flux"))
    .map((name) => name.slice(0, -".flux".length));

/** Line and column from 1, columns in UTF-8 bytes; worked out from the text alone. */
function place(text: string, offset: number): string {
    const before = text.slice(0, offset);
    const lines = before.split("\n");
    return `${lines.length}:${Buffer.byteLength(lines.at(-1) ?? "") + 1}`;
}

const counts = { cases: 0, verdict: 0, position: 0, message: 0, all: 0 };

/** Of damaged scripts the first error and the set of lines matter. */
function same(name: string, found: readonly Shown[], expected: readonly Shown[]): boolean {
    if (JSON.stringify(found) === JSON.stringify(expected)) {
        return true;
    }
    const lines = (errors: readonly Shown[]): string => [...new Set(errors.map((error) => error.place.split(":")[0]))].sort().join();
    return (
        /^(typing|mixed_faults)_/.test(name) && JSON.stringify(found[0]) === JSON.stringify(expected[0]) && lines(found) === lines(expected)
    );
}

defineConformance("diagnostics", cases, async (name) => {
    const text = readFileSync(`${folder}${name}.flux`, "utf8");
    const recorded = JSON.parse(readFileSync(`${folder}${name}.expected.json`, "utf8")) as readonly Recorded[];
    const expected = recorded.map((error) => ({
        place: `${error.start.line}:${error.start.column}-${error.end.line}:${error.end.column}`,
        words: `${error.kind}: ${error.message}`,
    }));
    const found = analyze(text, { lint: false }).diagnostics.map((error) => ({
        place: `${place(text, error.start)}-${place(text, error.end)}`,
        words: `${error.kind}: ${error.message}`,
    }));
    const verdict = (found.length === 0) === (expected.length === 0);
    const position = verdict && found[0]?.place === expected[0]?.place;
    const message = position && found[0]?.words === expected[0]?.words;
    counts.cases++;
    counts.verdict += verdict ? 1 : 0;
    counts.position += position ? 1 : 0;
    counts.message += message ? 1 : 0;
    counts.all += JSON.stringify(found) === JSON.stringify(expected) ? 1 : 0;
    const show = (errors: readonly Shown[]): string => errors.map((error) => `  ${error.place} ${error.words}`).join("\n");
    return same(name, found, expected) ? undefined : `expected\n${show(expected)}\nbut got\n${show(found)}`;
});

afterAll(() => {
    const { cases: all, verdict, position, message } = counts;
    console.log(
        `diagnostics: ${all} cases, verdict ${verdict}, first position ${position}, first message ${message}, everything ${counts.all}`,
    );
});
