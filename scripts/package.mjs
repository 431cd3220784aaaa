// Makes the .vsix and the command line's tarball, `npm run package`. `--out DIR` puts them elsewhere than in dist/.
import { existsSync } from "node:fs";
import { cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { basename, join, relative, resolve } from "node:path";
import { parseArgs } from "node:util";
import { build } from "./build.mjs";
import { noticesOf } from "./lib/notices.mjs";
import { isMain, node, npm, root } from "./lib/process.mjs";

/** What the extension ships beside its bundles, where it is there. */
const extensionFiles = [
    "README.md",
    "CHANGELOG.md",
    "LICENSE",
    "package.nls.json",
    "l10n",
    "media",
    "images",
    "walkthrough",
    "snippets",
    "syntaxes",
    "docs/hints.md",
];

/** What a person who installs it has no use for. */
const leftOut = (path) => /(^|[\\/])(tests?|__fixtures__)([\\/]|$)|\.test\.\w+$|\.map$/.test(path);

const notices = "THIRD-PARTY-NOTICES.txt";

const stages = join(root, "node_modules/.cache/package");

async function readManifest(path) {
    return JSON.parse(await readFile(join(root, path), "utf8"));
}

async function writeManifest(folder, manifest) {
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, "package.json"), `${JSON.stringify(manifest, null, 2)}\n`);
}

/** Copies `path` of the repository to the same place in `stage`, without tests; nothing when it is not there. */
async function stageFile(stage, path) {
    if (!existsSync(join(root, path))) return;
    await cp(join(root, path), join(stage, path), { recursive: true, filter: (source) => !leftOut(relative(root, source)) });
}

/** The pictures that a page shows, as paths in the repository: the other pages are not shipped, so theirs aren't either. */
async function picturesOf(page) {
    const text = await readFile(join(root, page), "utf8");
    return [...text.matchAll(/!\[[^\]]*\]\((?!https?:)([^)\s]+)\)/g)].map(([, path]) => path);
}

/**
 * Builds everything anew, minified, and packs it.
 *
 * @param {{ out?: string }} [options]
 * @returns {Promise<{ vsix: string, tarball: string }>} absolute paths
 */
export async function makePackages({ out = join(root, "dist") } = {}) {
    const stage = join(stages, String(process.pid));
    try {
        await rm(stage, { recursive: true, force: true });
        await mkdir(out, { recursive: true });
        const extension = join(stage, "extension");
        const { inputs } = await build({ production: true, out: extension });
        await writeFile(join(extension, notices), await noticesOf([...inputs, "node_modules/undici"]));
        const tarball = await packCommandLine(extension, join(stage, "cli"), out);
        const vsix = await packExtension(extension, out);
        return { vsix, tarball };
    } finally {
        await rm(stage, { recursive: true, force: true });
    }
}

async function packExtension(stage, out) {
    const manifest = await readManifest("package.json");
    const { workspaces: _w, scripts: _s, devDependencies: _d, private: _p, ...shipped } = manifest;
    await writeManifest(stage, { ...shipped, engines: { vscode: manifest.engines.vscode } });
    for (const path of [...extensionFiles, ...(await picturesOf("README.md"))]) await stageFile(stage, path);
    await stageFile(stage, "packages/cli/bin");
    await writeManifest(join(stage, "packages/cli"), publishedCommandLine(await readManifest("packages/cli/package.json")));
    // Required at run time and not bundled; see scripts/lib/targets.mjs.
    await cp(join(root, "node_modules/undici"), join(stage, "dist/client/node_modules/undici"), { recursive: true });
    checkReferences(shipped, stage);

    const vsix = join(out, `${manifest.name}-${manifest.version}.vsix`);
    const vsce = join(root, "node_modules/@vscode/vsce/vsce");
    const args = [
        "package",
        "--no-dependencies",
        "--allow-missing-repository",
        "--skip-license",
        "--no-rewrite-relative-links",
        "--out",
        vsix,
    ];
    if ((await node([vsce, ...args], { cwd: stage, quiet: true })) !== 0) throw new Error("vsce could not make the .vsix");
    return vsix;
}

/** Every file that the manifest names is there: VS Code only notices when a person gets to it. */
function checkReferences(manifest, stage) {
    const missing = [];
    const visit = (value) => {
        if (typeof value === "string" && value.startsWith("./") && !value.includes("*") && !existsSync(join(stage, value)))
            missing.push(value);
        else if (typeof value === "object" && value !== null) Object.values(value).forEach(visit);
    };
    visit(manifest);
    if (missing.length > 0) throw new Error(`package.json names files that are not packed: ${missing.join(", ")}`);
}

/** The manifest without what is bundled: it installs with no other package. */
function publishedCommandLine({ dependencies: _dependencies, exports: _exports, ...manifest }) {
    return { ...manifest, files: [...manifest.files, notices] };
}

async function packCommandLine(built, stage, out) {
    const manifest = publishedCommandLine(await readManifest("packages/cli/package.json"));
    await writeManifest(stage, manifest);
    await cp(join(built, "packages/cli/dist"), join(stage, "dist"), { recursive: true });
    await cp(join(root, "packages/cli/bin"), join(stage, "bin"), { recursive: true });
    await cp(join(root, "LICENSE"), join(stage, "LICENSE"));
    await cp(join(built, notices), join(stage, notices));
    if (existsSync(join(root, "packages/cli/README.md"))) await cp(join(root, "packages/cli/README.md"), join(stage, "README.md"));
    if ((await npm(["pack", `--pack-destination=${out}`, "--loglevel=error"], { cwd: stage, quiet: true })) !== 0) {
        throw new Error("npm could not pack the command line");
    }
    return join(out, `${manifest.name.replace("@", "").replace("/", "-")}-${manifest.version}.tgz`);
}

if (isMain(import.meta.url)) {
    const { values } = parseArgs({ options: { out: { type: "string" } } });
    try {
        const made = await makePackages(values.out === undefined ? {} : { out: resolve(values.out) });
        for (const path of Object.values(made)) process.stdout.write(`${relative(process.cwd(), path) || basename(path)}\n`);
    } catch (error) {
        process.stderr.write(`${error.message}\n`);
        process.exitCode = 1;
    }
}
