// Types, lint with import directions, format, generated documents, unused code. `npm run check -- --fix` formats and fixes what can be fixed.
import { spawnSync } from "node:child_process";
import { ensureInstalled } from "./lib/install.mjs";
import { node } from "./lib/process.mjs";

const fix = process.argv.includes("--fix");

/** Name → the script to run on Node. Each reports on its own; all of them run, whatever the others found. */
const checks = {
    types: ["node_modules/typescript/bin/tsc", "-b"],
    lint: ["node_modules/eslint/bin/eslint.js", ".", "--max-warnings=0", ...(fix ? ["--fix"] : [])],
    format: ["node_modules/@biomejs/biome/bin/biome", "format", ...(fix ? ["--write"] : [])],
    "reference of the standard library": ["packages/stdlib-docs/scripts/reference.mjs", "--check"],
    "state of the standard library": ["packages/engine/scripts/stdlib.mjs", "--check"],
    "unused code": ["node_modules/knip/bin/knip.js", "--no-progress"],
};

await ensureInstalled();
const failed = [];
for (const [name, args] of Object.entries(checks)) {
    process.stdout.write(`${name} …\n`);
    if ((await node(args)) !== 0) failed.push(name);
}
process.stdout.write("known faults of dependencies …\n");
const audit = spawnSync("npm", ["audit", "--omit=dev"], { encoding: "utf8", timeout: 60_000, shell: process.platform === "win32" });
if (audit.status === 0) process.stdout.write("none\n");
else if (/vulnerabilit/.test(audit.stdout ?? "")) {
    process.stdout.write(audit.stdout);
    failed.push("known faults of dependencies");
} else process.stdout.write("not checked: the registry does not answer npm audit here\n");
process.stdout.write(failed.length === 0 ? "all checks passed\n" : `failed: ${failed.join(", ")}\n`);
process.exitCode = failed.length === 0 ? 0 : 1;
