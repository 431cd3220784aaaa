/**
 * One process a data folder: a file that names it. SQLite's own lock is a folder, which `kill -9` leaves behind; whoever
 * holds this file may remove it.
 */
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { StartError } from "../errors.ts";

interface Owner {
    readonly pid: number;
    /** The process's start as the kernel counts it, so that a reused pid is not taken for it; null where unknown. */
    readonly started: string | null;
}

export interface FolderLock {
    release(): void;
}

const fileName = "backend.lock";

/** Takes the folder, also from a process that is no more. Throws a `StartError` when a living one has it. */
export function lockFolder(folder: string): FolderLock {
    const path = join(folder, fileName);
    const mine = JSON.stringify({ pid: process.pid, started: startOf(process.pid) } satisfies Owner);
    const temporary = `${path}.${process.pid}.${Math.random().toString(36).slice(2)}`;
    writeFileSync(temporary, mine, { mode: 0o600 });
    try {
        for (let attempt = 0; attempt < 5; attempt++) {
            try {
                place(temporary, path, mine);
                return { release: () => rmSync(path, { force: true }) };
            } catch (error) {
                if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
            }
            const owner = readOwner(path);
            if (owner !== undefined && isAlive(owner)) {
                throw new StartError(
                    `the data folder ${folder} is in use by process ${owner.pid}: stop it, or choose another folder with --data`,
                );
            }
            removeStale(path);
        }
        throw new StartError(`the data folder ${folder} is being opened by another process`);
    } finally {
        rmSync(temporary, { force: true });
    }
}

const noLinks: ReadonlySet<string | undefined> = new Set(["EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS"]);

/** Makes the lock's file, or fails with EEXIST: at once, with its content already in it where the file system has links. */
function place(temporary: string, path: string, content: string): void {
    try {
        linkSync(temporary, path);
    } catch (error) {
        if (!noLinks.has((error as NodeJS.ErrnoException).code)) throw error;
        writeFileSync(path, content, { mode: 0o600, flag: "wx" });
    }
}

/** Takes away the lock of a process that is no more. */
function removeStale(path: string): void {
    const stale = `${path}.stale.${process.pid}`;
    try {
        renameSync(path, stale);
        // Another process may have taken the folder since: what was moved is its lock then, and goes back.
        const owner = readOwner(stale);
        if (owner !== undefined && isAlive(owner)) place(stale, path, JSON.stringify(owner));
    } catch (error) {
        const { code } = error as NodeJS.ErrnoException;
        if (code !== "ENOENT" && code !== "EEXIST") throw error;
    } finally {
        rmSync(stale, { force: true });
    }
}

/** The living process that has a folder. */
export function folderOwner(folder: string): number | undefined {
    const owner = readOwner(join(folder, fileName));
    return owner !== undefined && isAlive(owner) ? owner.pid : undefined;
}

function readOwner(path: string): Owner | undefined {
    try {
        const value = JSON.parse(readFileSync(path, "utf8")) as Partial<Owner>;
        return typeof value.pid === "number" ? { pid: value.pid, started: value.started ?? null } : undefined;
    } catch {
        return undefined;
    }
}

function isAlive(owner: Owner): boolean {
    if (owner.pid === process.pid) return owner.started === startOf(process.pid);
    try {
        process.kill(owner.pid, 0);
    } catch (error) {
        // Not ours to signal, but there.
        return (error as NodeJS.ErrnoException).code === "EPERM";
    }
    return owner.started === null || owner.started === startOf(owner.pid);
}

/** Field 22 of /proc/PID/stat, where there is one. */
function startOf(pid: number): string | null {
    try {
        const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
        return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? null;
    } catch {
        return null;
    }
}
