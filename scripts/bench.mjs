// Benchmarks against peers and against the plain loop. `npm run bench -- keystroke engine` runs only those named;
// `--update` writes the figures into docs/PERFORMANCE.md.
import { readFile, writeFile } from "node:fs/promises";
import { cpus, loadavg } from "node:os";
import { join } from "node:path";
import { build } from "./build.mjs";
import { ensureInstalled } from "./lib/install.mjs";
import { root } from "./lib/process.mjs";

const names = ["keystroke", "language", "lsp", "engine", "storage", "results", "editor"];

const page = join(root, "docs/PERFORMANCE.md");

/** Puts `text` between the page's marks of `name`. */
async function updatePage(name, text) {
    const content = await readFile(page, "utf8");
    const [start, end] = [`<!-- ${name}: start -->`, `<!-- ${name}: end -->`];
    const from = content.indexOf(start);
    const to = content.indexOf(end);
    if (from < 0 || to < 0) throw new Error(`docs/PERFORMANCE.md has no place for ${name} (${start} … ${end})`);
    await writeFile(page, `${content.slice(0, from + start.length)}\n\n${text}\n\n${content.slice(to)}`);
}

const args = process.argv.slice(2);
const update = args.includes("--update");
const wanted = args.filter((arg) => !arg.startsWith("--"));
const unknown = wanted.filter((name) => !names.includes(name));
if (unknown.length > 0) {
    process.stderr.write(`no such benchmark: ${unknown.join(", ")} (there are ${names.join(", ")})\n`);
    process.exit(2);
}

await ensureInstalled();
await build();
process.stdout.write(`Node ${process.versions.node}, ${cpus().length} cores, ${cpus()[0]?.model.trim() ?? "unknown processor"}\n`);
if (loadavg()[0] > cpus().length) {
    process.stdout.write(
        `the machine is busy (load ${loadavg()[0].toFixed(1)}): read the ratios, not the times, and measure again when it is not\n`,
    );
}
for (const name of names) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    const benchmark = await import(`../bench/${name}.mjs`);
    process.stdout.write(`\n${benchmark.title}\n\n`);
    const text = await benchmark.run();
    process.stdout.write(`${text}\n`);
    if (update) await updatePage(name, text);
}
// The peer's server never ends by itself.
process.exit(0);
