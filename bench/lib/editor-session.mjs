// The end-to-end tests' own VS Code, for benchmarks: bundled from TypeScript, as Node 20 reads none.
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { root } from "../../scripts/lib/process.mjs";

/**
 * `openSession` of test/e2e/support/session.ts and what starts a backend for it.
 *
 * @returns {Promise<{ openSession: Function, startSampleBackend: Function }>}
 */
export async function editorSessions() {
    const folder = join(root, "test/e2e/support");
    // Three folders below the root, as the file that it is made from: that tells where the root is.
    const outfile = join(root, "node_modules/.cache/bench/session.mjs");
    await build({
        stdin: {
            contents: 'export { openSession } from "./session.ts"; export { startSampleBackend } from "./backend.ts";',
            resolveDir: folder,
            loader: "ts",
        },
        bundle: true,
        platform: "node",
        format: "esm",
        target: "node20",
        packages: "external",
        outfile,
        logLevel: "warning",
        plugins: [
            {
                name: "scripts stay where they are",
                setup(esbuild) {
                    esbuild.onResolve({ filter: /scripts\/lib\/.*\.mjs$/ }, ({ path }) => ({
                        path: pathToFileURL(join(folder, path)).href,
                        external: true,
                    }));
                },
            },
        ],
    });
    return import(`${pathToFileURL(outfile).href}?${Date.now()}`);
}
