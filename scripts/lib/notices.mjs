// Licences of what is bundled: the packages that esbuild read, with their licence texts.
import { existsSync, readdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { root } from "./process.mjs";

/** Folder below the root of the package that a bundled file belongs to; undefined for our own files. */
function packageFolder(input) {
    const match = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input);
    return match?.[1];
}

/**
 * The text of THIRD-PARTY-NOTICES.txt.
 *
 * @param {Iterable<string>} inputs paths that esbuild's metafiles list, and folders that ship as they are
 */
export async function noticesOf(inputs) {
    const folders = new Set();
    for (const input of inputs) {
        const folder = packageFolder(`${input}/`);
        if (folder !== undefined) folders.add(folder);
    }
    const parts = [];
    for (const folder of [...folders].sort()) {
        const path = join(root, folder);
        if (!existsSync(join(path, "package.json"))) continue;
        const { name, version, license } = JSON.parse(await readFile(join(path, "package.json"), "utf8"));
        const file = readdirSync(path).find((entry) => /^(licen[cs]e|copying)/i.test(entry));
        const text = file === undefined ? `Licence: ${license}` : (await readFile(join(path, file), "utf8")).trim();
        parts.push(`${name} ${version} (${license})\n\n${text}\n`);
    }
    return `Flux Scripts contains parts of these packages.\n\n${parts.join(`\n${"-".repeat(80)}\n\n`)}`;
}
