// Every test: unit, conformance, backend, command line, grammar, end to end in a real VS Code.
// `npm test -- unit grammar e2e` runs only the named parts. The last line has the counts of all of them.
import { existsSync } from "node:fs";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { build } from "./build.mjs";
import { addCounts, noCounts } from "./lib/counts.mjs";
import { node, root } from "./lib/process.mjs";
import { temporaryPrefix } from "./lib/temporary.mjs";

const parts = { unit: () => vitest("vitest.config.mts"), grammar, e2e: () => vitest("test/e2e/vitest.config.mts") };

/** How many tests of one outcome are named at the end. */
const named = 60;

function list(outcome, lines) {
    for (const line of lines.slice(0, named)) process.stdout.write(`${outcome}: ${line}\n`);
    if (lines.length > named) process.stdout.write(`${outcome}: ${lines.length - named} more\n`);
}

async function vitest(config) {
    const folder = await mkdtemp(join(tmpdir(), `${temporaryPrefix}${process.pid}-`));
    const counts = join(folder, "counts.json");
    try {
        const status = await node(
            [
                "node_modules/vitest/vitest.mjs",
                "run",
                `--config=${config}`,
                "--reporter=default",
                `--reporter=${join(root, "scripts/lib/counts.mjs")}`,
            ],
            { env: { COUNTS_FILE: counts } },
        );
        const result = existsSync(counts) ? JSON.parse(await readFile(counts, "utf8")) : noCounts();
        if (status !== 0 && result.failed === 0) result.failed = 1;
        return result;
    } finally {
        await rm(folder, { recursive: true, force: true });
    }
}

/** Each file below syntaxes/ that starts with the mark of a grammar test is one test. */
async function grammar() {
    const counts = noCounts();
    for (const entry of await readdir(join(root, "syntaxes"), { recursive: true, withFileTypes: true })) {
        const path = join(entry.parentPath, entry.name);
        if (!entry.isFile() || !path.endsWith(".flux")) continue;
        if (!(await readFile(path, "utf8")).startsWith("// SYNTAX TEST ")) continue;
        const status = await node(["node_modules/vscode-tmgrammar-test/dist/unit.js", path], { quiet: true });
        if (status === 0) counts.passed++;
        else {
            counts.failed++;
            counts.failures.push(relative(root, path));
        }
    }
    process.stdout.write(`grammar: ${counts.passed} passed, ${counts.failed} failed\n`);
    return counts;
}

async function main() {
    const wanted = process.argv.slice(2);
    const unknown = wanted.filter((name) => !(name in parts));
    if (unknown.length > 0) {
        process.stderr.write(`no such part: ${unknown.join(", ")} (there are ${Object.keys(parts).join(", ")})\n`);
        return 2;
    }
    const total = noCounts();
    const attempt = async (work) => {
        try {
            return await work();
        } catch (error) {
            // A build or a part that breaks off counts as a failed test: its tests did not run.
            process.stderr.write(`${error.stack ?? error}\n`);
            return { ...noCounts(), failed: 1, failures: [String(error.message ?? error).split("\n")[0]] };
        }
    };
    addCounts(total, await attempt(() => build().then(noCounts)));
    for (const [name, part] of Object.entries(parts)) {
        if (total.failed > 0 && total.passed === 0) break;
        if (wanted.length === 0 || wanted.includes(name)) addCounts(total, await attempt(part));
    }
    list("skipped", total.reasons);
    list("failed", total.failures);
    process.stdout.write(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped\n`);
    return total.failed > 0 || total.passed === 0 ? 1 : 0;
}

process.exitCode = await main();
