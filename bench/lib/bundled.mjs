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
    return import(`${await writeBundle(name.replace(/\W/g, "-"), `export * from "${name}";`)}?${Date.now()}`);
}

/**
 * Bundles a module's text, its imports read from the repository's root.
 *
 * @param {string} name of the file made
 * @param {string} contents
 * @param {import("esbuild").Plugin[]} [plugins]
 * @returns {Promise<string>} the bundle's URL
 */
export async function writeBundle(name, contents, plugins = []) {
    const outfile = join(root, "node_modules/.cache/bench", `${name}.mjs`);
    await build({ ...options(contents), outfile, plugins });
    return pathToFileURL(outfile).href;
}

/**
 * Bytes of a room, minified.
 *
 * @param {string} name
 */
export async function bundledSize(name) {
    const { outputFiles } = await build({ ...options(`export * from "${name}";`), minify: true, write: false });
    return outputFiles.reduce((sum, { contents }) => sum + contents.length, 0);
}

/** @param {string} contents */
function options(contents) {
    return {
        stdin: { contents, resolveDir: root },
        bundle: true,
        platform: "node",
        format: "esm",
        target: "node20",
        logLevel: "warning",
    };
}

/**
 * A `vscode` for parts of the extension that are measured outside it.
 *
 * @param {object} names what it has, as JSON
 * @returns {import("esbuild").Plugin}
 */
export function editorStub(names) {
    const contents = Object.entries(names).map(([name, value]) => `export const ${name} = ${JSON.stringify(value)};`);
    return {
        name: "editor",
        setup(esbuild) {
            esbuild.onResolve({ filter: /^vscode$/ }, () => ({ path: "vscode", namespace: "editor" }));
            esbuild.onLoad({ filter: /.*/, namespace: "editor" }, () => ({ contents: contents.join("\n") }));
        },
    };
}
