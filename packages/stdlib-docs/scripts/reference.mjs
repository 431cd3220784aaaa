/**
 * Writes the reference of the standard library, a page a package, out of its documentation and its recorded types:
 *
 *     node packages/stdlib-docs/scripts/reference.mjs            writes docs/stdlib/
 *     node packages/stdlib-docs/scripts/reference.mjs --check    exits 1 when a page is not what it would write
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const folder = join(root, "docs/stdlib");
const { packages, prelude } = JSON.parse(readFileSync(join(root, "packages/flux/src/stdlib/stdlib-types.json"), "utf8"));

const pages = new Map();
const list = [];
const { documentedPackages, packageDoc } = await documentation();
for (const path of documentedPackages) {
    const doc = await packageDoc(path);
    const name = `${path.replaceAll("/", "-")}.md`;
    pages.set(name, page(path, doc));
    list.push(`| [\`${path}\`](${name}) | ${doc.summary} |`);
}
pages.set(
    "README.md",
    [
        "# The standard library",
        "",
        "What each package does, in our own words. Hover, completion and signature help show the same texts. Which exports the local engine runs is told in [STDLIB.md](../STDLIB.md).",
        "",
        "| package | |",
        "|---|---|",
        ...list,
        "",
    ].join("\n"),
);

const stale = [...pages].filter(([name, text]) => !existsSync(join(folder, name)) || readFileSync(join(folder, name), "utf8") !== text).map(([name]) => name);
const left = existsSync(folder) ? readdirSync(folder).filter((name) => !pages.has(name)) : [];
if (process.argv.includes("--check")) {
    for (const name of [...stale, ...left]) process.stderr.write(`docs/stdlib/${name} is not what packages/stdlib-docs/scripts/reference.mjs writes: run it\n`);
    process.exitCode = stale.length + left.length === 0 ? 0 : 1;
} else {
    mkdirSync(folder, { recursive: true });
    for (const name of left) rmSync(join(folder, name));
    for (const name of stale) writeFileSync(join(folder, name), pages.get(name));
    process.stdout.write(`${pages.size} pages, ${stale.length} written\n`);
}

/** The documentation as a program sees it: bundled, from TypeScript. */
async function documentation() {
    const outfile = join(root, "node_modules/.cache/stdlib-docs/index.mjs");
    await build({ entryPoints: [join(root, "packages/stdlib-docs/src/index.ts")], bundle: true, platform: "node", format: "esm", outfile, logLevel: "error" });
    return import(pathToFileURL(outfile).href);
}

function page(path, { summary, exports }) {
    const lines = [`# ${path}`, "", summary, ""];
    if (path !== "universe") lines.push("```flux", `import "${path}"`, "```", "");
    for (const name of Object.keys(exports).sort((a, b) => a.localeCompare(b, "en"))) lines.push(...section(path, name, exports[name]));
    return `${lines.join("\n").trimEnd()}\n`;
}

function section(path, name, doc) {
    const recorded = packages[path]?.exports[name] ?? preludeType(name);
    const lines = [`## ${name}`, "", doc.summary, ""];
    if (recorded !== undefined) lines.push("```flux", `${name} : ${recorded.type}`, "```", "");
    const notes = [
        recorded?.introduced === undefined || recorded.introduced === "LATEST" ? undefined : `Since Flux ${recorded.introduced}.`,
        recorded?.deprecated === undefined ? undefined : `Deprecated since Flux ${recorded.deprecated}.`,
    ].filter((note) => note !== undefined);
    if (notes.length > 0) lines.push(notes.join(" "), "");
    const parameters = Object.entries(doc.arguments ?? {});
    if (parameters.length > 0) {
        lines.push("| argument | default | |", "|---|---|---|");
        for (const [parameter, text] of parameters) {
            const values = doc.values?.[parameter]?.map((value) => code(`"${value}"`)).join(", ");
            lines.push(`| \`${parameter}\` | ${code(recorded?.defaults?.[parameter])} | ${cell(text)}${values === undefined ? "" : ` One of ${values}.`} |`);
        }
        lines.push("");
    }
    if (doc.example !== undefined) lines.push("```flux", doc.example.trimEnd(), "```", "");
    return lines;
}

/** Names of the prelude that another package defines have their type there. */
function preludeType(name) {
    const from = prelude.find((entry) => entry.name === name);
    return from === undefined ? undefined : packages[from.package]?.exports[name];
}

function code(text) {
    return text === undefined ? "" : `\`${cell(text)}\``;
}

function cell(text) {
    return text.replaceAll("|", "\\|").replaceAll("\n", " ");
}
