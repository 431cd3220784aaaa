import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { inferParams } from "@flux-scripts/flux";
import { defineConformance } from "./support/known-failures.ts";

const folder = fileURLToPath(new URL("params/", import.meta.url));
const cases = readdirSync(folder)
    .filter((name) => name.endsWith(".flux"))
    .map((name) => name.slice(0, -".flux".length));

function sorted(params: Readonly<Record<string, string>>): string {
    return JSON.stringify(Object.entries(params).sort(([a], [b]) => (a < b ? -1 : 1)));
}

defineConformance("params", cases, async (name) => {
    const text = readFileSync(`${folder}${name}.flux`, "utf8");
    const expected = JSON.parse(readFileSync(`${folder}${name}.expected.json`, "utf8")) as {
        readonly params: Readonly<Record<string, string>>;
    };
    const found = sorted(inferParams(text));
    return found === sorted(expected.params) ? undefined : `expected ${sorted(expected.params)} but got ${found}`;
});
