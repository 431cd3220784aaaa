// Loads a room of this repository as a user's process has it: bundled, from TypeScript.
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { root } from "../../scripts/lib/process.mjs";

/**
 * Imports the room `name` (`@flux-scripts/flux`).
 *
 * @param {string} name
 */
export async function loadRoom(name) {
    const outfile = join(root, "node_modules/.cache/bench", `${name.replace(/\W/g, "-")}.mjs`);
    await build({
        stdin: { contents: `export * from "${name}";`, resolveDir: root },
        bundle: true,
        platform: "node",
        format: "esm",
        target: "node20",
        outfile,
        logLevel: "warning",
    });
    return import(`${pathToFileURL(outfile).href}?${Date.now()}`);
}
