// Bundles everything that runs outside tests. `--watch` builds again on every change, `--production` minifies.
import { cp, mkdir, readdir, rm } from "node:fs/promises";
import { builtinModules } from "node:module";
import { basename, dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { ensureInstalled } from "./lib/install.mjs";
import { isMain, root } from "./lib/process.mjs";
import { assets, targets } from "./lib/targets.mjs";

/** A browser has no node modules: an import of one fails the build, and says who asked for it. */
const noNodeModules = {
    name: "no-node-modules",
    setup(build) {
        const names = builtinModules.filter((name) => !name.startsWith("_")).join("|");
        build.onResolve({ filter: new RegExp(`^(node:.*|undici|${names})$`) }, (args) => ({
            errors: [{ text: `"${args.path}" exists only in Node, and this bundle runs in a browser (imported by ${args.importer})` }],
        }));
    },
};

/**
 * Our own modules share one `vscode` whose names are inherited. esbuild copies every own name (more than five hundred) for each
 * module that imports it, which took most of the time that the extension needed to load. A `require` still gives the API itself.
 */
const sharedEditorApi = {
    name: "shared-editor-api",
    setup(build) {
        build.onResolve({ filter: /^vscode$/ }, ({ importer, namespace, kind }) => {
            const isOurs = namespace === "file" && kind === "import-statement" && importer.startsWith(join(root, "client/src"));
            return isOurs ? { path: "vscode", namespace: "editor-api" } : undefined;
        });
        build.onLoad({ filter: /.*/, namespace: "editor-api" }, () => ({
            contents: 'module.exports = Object.create(require("vscode"));',
        }));
    },
};

function optionsOf(target, production, out) {
    return {
        absWorkingDir: root,
        entryPoints: target.entries,
        outdir: join(out, target.outdir),
        bundle: true,
        platform: target.platform,
        format: target.format,
        target: target.platform === "node" ? "node20" : "es2022",
        external: target.external,
        ...(target.pieces === undefined ? {} : { splitting: true, chunkNames: `${target.pieces}[hash]` }),
        banner: target.banner === undefined ? {} : { js: target.banner },
        define: { "process.env.NODE_ENV": production ? '"production"' : '"development"', ...target.define },
        // An ESM build of a package, where it has one: the UMD wrapper of jsonc-parser and its like cannot be bundled.
        mainFields: target.platform === "node" ? ["module", "main"] : ["browser", "module", "main"],
        loader: { ".ttf": "dataurl", ".svg": "text" },
        minify: production,
        sourcemap: production ? false : "linked",
        legalComments: "none",
        logLevel: "silent",
        metafile: true,
        plugins: [
            ...(target.platform === "browser" ? [noNodeModules] : []),
            ...(target.external.includes("vscode") ? [sharedEditorApi] : []),
        ],
    };
}

/**
 * Builds all bundles below `out` (this folder). Answers all files that were read (`inputs`, paths from the root). Throws with
 * the faults found, each with its place.
 *
 * @param {{ production?: boolean, watch?: boolean, out?: string }} [options]
 * @returns {Promise<{ inputs: Set<string> }>}
 */
export async function build({ production = false, watch = false, out = root } = {}) {
    await ensureInstalled();
    const esbuild = await import("esbuild");
    const results = await Promise.all(targets().map((target) => bundle(esbuild, target, optionsOf(target, production, out), watch)));
    await copyAssets(out);
    return { inputs: new Set(results.flatMap((result) => Object.keys(result?.metafile?.inputs ?? {}))) };
}

async function bundle(esbuild, job, options, watch) {
    try {
        if (!watch) {
            const result = await esbuild.build(options);
            await dropOldPieces(job, options.outdir, result.metafile);
            return result;
        }
        await (await esbuild.context({ ...options, logLevel: "info" })).watch();
        return undefined;
    } catch (error) {
        const lines = await esbuild.formatMessages(error.errors ?? [], { kind: "error", color: process.stderr.isTTY === true });
        throw new Error(`${job.name}:\n${lines.length > 0 ? lines.join("") : error.message}`);
    }
}

/** Pieces have their content's hash in their name: those of an earlier build stay behind otherwise. */
async function dropOldPieces({ pieces }, outdir, metafile) {
    if (pieces === undefined) return;
    const made = new Set(Object.keys(metafile.outputs).map((path) => basename(path)));
    for (const name of await readdir(outdir)) {
        if (name.startsWith(pieces) && !made.has(name)) await rm(join(outdir, name));
    }
}

async function copyAssets(out) {
    for (const [to, from] of Object.entries(assets)) {
        await mkdir(dirname(join(out, to)), { recursive: true });
        await cp(join(root, from), join(out, to), { recursive: true });
    }
}

if (isMain(import.meta.url)) {
    const { values } = parseArgs({ options: { watch: { type: "boolean" }, production: { type: "boolean" } } });
    const started = performance.now();
    try {
        await build(values);
        process.stderr.write(`built in ${Math.round(performance.now() - started)} ms\n`);
    } catch (error) {
        process.stderr.write(`${error.message}\n`);
        process.exitCode = 1;
    }
}
