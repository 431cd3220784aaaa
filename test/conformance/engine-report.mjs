/**
 * Prints how many golden cases of the engine hold, per area, and why the others don't:
 *
 *     node test/conformance/engine-report.mjs [-v] [NAME…]
 *
 * NAME filters by a part of the case's name (`shape/`, `map_`). With -v, or a filter, every failure is printed with its reason.
 */
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";

const root = fileURLToPath(new URL("../..", import.meta.url));
const folder = join(root, "test/conformance/engine");
const outdir = join(root, "node_modules/.cache/engine-report");
mkdirSync(outdir, { recursive: true });
const outfile = join(outdir, `cases-${process.pid}.mjs`);
await build({
    entryPoints: [join(root, "test/conformance/support/engine-cases.ts")],
    bundle: true,
    platform: "node",
    format: "esm",
    outfile,
    logLevel: "error",
});
const { engineCases, runEngineCase } = await import(pathToFileURL(outfile).href);
rmSync(outfile);

const args = process.argv.slice(2);
const filters = args.filter((arg) => !arg.startsWith("-"));
const verbose = args.includes("-v") || filters.length > 0;
const areas = new Map();
let held = 0;
let total = 0;
for (const name of engineCases(folder)) {
    if (filters.length > 0 && !filters.some((filter) => name.includes(filter))) continue;
    const area = name.startsWith("packages/") ? name.split("/").slice(0, 2).join("/") : name.split("/")[0];
    const counts = areas.get(area) ?? { held: 0, total: 0 };
    areas.set(area, counts);
    let reason;
    try {
        reason = await runEngineCase(folder, name);
    } catch (error) {
        reason = `threw ${error.stack}`;
    }
    counts.total += 1;
    total += 1;
    if (reason === undefined) {
        counts.held += 1;
        held += 1;
    } else if (verbose) {
        process.stdout.write(`${name}: ${reason}\n`);
    }
}
for (const [area, counts] of areas) process.stdout.write(`${area.padEnd(34)} ${String(counts.held).padStart(5)} / ${counts.total}\n`);
process.stdout.write(`${"all".padEnd(34)} ${String(held).padStart(5)} / ${total}\n`);
