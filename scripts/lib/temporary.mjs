/**
 * For vitest's globalSetup: the tests of a run get one folder for temporary files, which goes away with the run, whatever they leave in
 * it. What runs that were killed have left goes away at the next one's start.
 */
import { chmod, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Begins the names of folders that go away at the next run's start, when the process whose number follows is no more. */
export const temporaryPrefix = "flux-scripts-tests-";

function isAlive(pid) {
    try {
        process.kill(pid, 0);
        return true;
    } catch (error) {
        return error.code === "EPERM";
    }
}

async function removeLeft(parent) {
    for (const name of await readdir(parent)) {
        const pid = name.startsWith(temporaryPrefix) ? Number.parseInt(name.slice(temporaryPrefix.length), 10) : Number.NaN;
        if (!Number.isNaN(pid) && !isAlive(pid)) await rm(join(parent, name), { recursive: true, force: true });
    }
}

export default async function setup() {
    const parent = tmpdir();
    await removeLeft(parent);
    const folder = await mkdtemp(join(parent, `${temporaryPrefix}${process.pid}-`));
    // A test runs a backend as another user.
    await chmod(folder, 0o755);
    for (const name of ["TMPDIR", "TMP", "TEMP"]) process.env[name] = folder;
    return () => rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
}
