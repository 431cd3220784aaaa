#!/usr/bin/env node
// npm makes the link to this file before anything is built, so it has to stand in the repository.
import { existsSync } from "node:fs";

const [command, ...rest] = process.argv.slice(2);
// An editor waits for the language server, which therefore starts without the rest of the command line.
const bundle = command === "lsp" && rest.every((option) => option === "--stdio") ? "language-server" : "main";
const main = new URL(`../dist/${bundle}.js`, import.meta.url);
if (existsSync(main)) {
    await import(main.href);
} else {
    process.stderr.write("flux-scripts is not built yet. Run `npm run build` in the repository's root, then try again.\n");
    process.exitCode = 2;
}
