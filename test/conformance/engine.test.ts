/**
 * The engine's golden cases, a list of known failures per area. `node test/conformance/engine-report.mjs [NAME]` is the quick way to
 * see what holds while working.
 */
import { fileURLToPath } from "node:url";
import { engineCases, runEngineCase } from "./support/engine-cases.ts";
import { defineConformance } from "./support/known-failures.ts";

const folder = fileURLToPath(new URL("engine/", import.meta.url));

const areas = new Map<string, string[]>();
for (const name of engineCases(folder)) {
    const area = name.slice(0, name.indexOf("/"));
    areas.set(area, [...(areas.get(area) ?? []), name]);
}

for (const [area, names] of areas) {
    defineConformance(`engine-${area}`, names, (name) => runEngineCase(folder, name));
}
