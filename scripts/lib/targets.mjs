// What is bundled, from where, to where. Read by the build and by the packager.
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { root } from "./process.mjs";

/**
 * `entries`: output name (below `outdir`, without extension) → source file.
 * `banner`: what a format lacks that bundled packages count on.
 * `pieces`: what the names of the pieces begin with that are loaded when they are needed, beside the entries (ES modules only).
 *
 * @typedef {{
 *     name: string,
 *     outdir: string,
 *     entries: Record<string, string>,
 *     platform: "node" | "browser",
 *     format: "cjs" | "esm" | "iife",
 *     external: string[],
 *     banner?: string,
 *     define?: Record<string, string>,
 *     pieces?: string,
 * }} Target
 */

// CommonJS packages inside an ES module bundle (node-sqlite3-wasm looks for its .wasm beside itself).
const commonJsNames = [
    'import { createRequire as __createRequire } from "node:module";',
    'import { fileURLToPath as __fileURLToPath } from "node:url";',
    "const require = __createRequire(import.meta.url);",
    "const __filename = __fileURLToPath(import.meta.url);",
    'const __dirname = __fileURLToPath(new URL(".", import.meta.url));',
].join("\n");

const importMetaUrl = 'const __importMetaUrl = require("node:url").pathToFileURL(__filename).href;';

/** @returns {Target[]} */
export function targets() {
    return [
        {
            name: "extension",
            outdir: "dist/client",
            // The language client is most of the code, and is loaded only once the window has gone on; the libraries for Parquet
            // and Arrow with the first export to them.
            entries: {
                extension: "client/src/extension.ts",
                "language-client": "client/src/node/language.ts",
                columnar: "client/src/columnar.ts",
            },
            platform: "node",
            format: "cjs",
            // VS Code applies its proxy and certificate settings only to an undici that is required.
            external: ["vscode", "undici"],
            banner: importMetaUrl,
            define: { "import.meta.url": "__importMetaUrl" },
        },
        {
            name: "web extension",
            outdir: "dist/client",
            entries: {
                web: "client/src/web.ts",
                "language-client-web": "client/src/web/language.ts",
                "columnar-web": "client/src/columnar.ts",
            },
            platform: "browser",
            format: "cjs",
            external: ["vscode"],
        },
        {
            name: "language server",
            outdir: "dist/server",
            entries: { main: "server/src/main.ts" },
            platform: "node",
            format: "cjs",
            external: [],
            banner: importMetaUrl,
            define: { "import.meta.url": "__importMetaUrl" },
        },
        {
            name: "web language server",
            outdir: "dist/server",
            entries: { web: "server/src/web.ts" },
            platform: "browser",
            format: "iife",
            external: [],
        },
        {
            name: "webviews",
            outdir: "dist/webviews",
            entries: webviews(),
            platform: "browser",
            format: "iife",
            external: [],
        },
        {
            // By itself: an editor waits for it, and it needs a fifth of the command line's code.
            name: "language server of the command line",
            outdir: "packages/cli/dist",
            entries: { "language-server": "server/src/stdio.ts" },
            platform: "node",
            format: "esm",
            external: [],
            banner: commonJsNames,
        },
        {
            // In pieces: a command loads what it needs itself, and a backend is up before the engine would have been read.
            name: "command line",
            outdir: "packages/cli/dist",
            entries: { main: "packages/cli/src/main.ts" },
            platform: "node",
            format: "esm",
            external: [],
            banner: commonJsNames,
            pieces: "main-",
        },
        {
            name: "workers of the command line",
            outdir: "packages/cli/dist",
            entries: {
                "storage-worker": "packages/backend/src/storage/worker.ts",
                "query-worker": "packages/backend/src/query/worker.ts",
                "engine-worker": "packages/engine/src/worker/main.ts",
            },
            platform: "node",
            format: "esm",
            external: [],
            banner: commonJsNames,
        },
    ];
}

/** Files that bundles read at run time: destination → source, both from the root. */
export const assets = {
    "packages/cli/dist/node-sqlite3-wasm.wasm": "node_modules/node-sqlite3-wasm/dist/node-sqlite3-wasm.wasm",
    // The example scripts that `serve --sample` stores.
    "packages/cli/dist/samples": "samples/workspace",
};

/** One bundle per folder of client/src/webviews that has a main.ts. */
function webviews() {
    const folder = join(root, "client/src/webviews");
    if (!existsSync(folder)) return {};
    const names = readdirSync(folder, { withFileTypes: true })
        .filter((entry) => entry.isDirectory() && existsSync(join(folder, entry.name, "main.ts")))
        .map((entry) => entry.name);
    return Object.fromEntries(names.map((name) => [name, `client/src/webviews/${name}/main.ts`]));
}
