#!/usr/bin/env node
// npm makes the link to this file before anything is built, so it has to stand in the repository.
import { existsSync } from "node:fs";

const main = new URL("../dist/main.js", import.meta.url);
if (existsSync(main)) {
    await import(main.href);
} else {
    process.stderr.write("flux-scripts is not built yet. Run `npm run build` in the repository's root, then try again.\n");
    process.exitCode = 2;
}
