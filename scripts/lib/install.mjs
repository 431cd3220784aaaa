// Packages are installed when they are needed: without node_modules, or when it is not what the lock file says.
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { npm, root } from "./process.mjs";

const stamp = join(root, "node_modules/.cache/flux-scripts-lock.sha256");

/** Installs the packages that the lock file names, unless they are there already. Throws when npm fails. */
export async function ensureInstalled() {
    const wanted = createHash("sha256")
        .update(await readFile(join(root, "package-lock.json")))
        .digest("hex");
    if (existsSync(stamp) && (await readFile(stamp, "utf8")) === wanted) return;
    const present = existsSync(join(root, "node_modules/.package-lock.json"));
    if (!present || !(await installedMatches())) {
        process.stderr.write("installing packages …\n");
        // What is there already is kept, so that an editor or a run that uses it goes on.
        const status = await npm([present ? "install" : "ci", "--no-audit", "--no-fund", "--loglevel=error"], { quiet: true });
        if (status !== 0) throw new Error(`npm ended with ${status}; is the package registry reachable?`);
    }
    await mkdir(join(root, "node_modules/.cache"), { recursive: true });
    await writeFile(stamp, wanted);
}

/** Every package of the lock file is there in its version. */
async function installedMatches() {
    const lock = JSON.parse(await readFile(join(root, "package-lock.json"), "utf8"));
    const installed = JSON.parse(await readFile(join(root, "node_modules/.package-lock.json"), "utf8"));
    return Object.entries(lock.packages).every(([path, entry]) => {
        if (!path.startsWith("node_modules/") || entry.optional || entry.peer) return true;
        return installed.packages[path]?.version === entry.version;
    });
}
