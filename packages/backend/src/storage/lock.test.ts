import type * as fs from "node:fs";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire, syncBuiltinESMExports } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { StartError } from "../errors.ts";
import { folderOwner, lockFolder } from "./lock.ts";

const required = createRequire(import.meta.url)("node:fs") as { -readonly [K in keyof typeof fs]: (typeof fs)[K] };
const { linkSync, renameSync } = required;
/** No process has so large a number. */
const dead = JSON.stringify({ pid: 2 ** 30, started: "1" });

let folder: string;
let path: string;

beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "lock-"));
    path = join(folder, "backend.lock");
});

afterEach(() => {
    Object.assign(required, { linkSync, renameSync });
    syncBuiltinESMExports();
    rmSync(folder, { recursive: true });
});

function replace(functions: Partial<typeof fs>): void {
    Object.assign(required, functions);
    syncBuiltinESMExports();
}

describe("the lock of a data folder", () => {
    it("is taken from a process that is no more, and leaves nothing behind", () => {
        writeFileSync(path, dead);
        expect(folderOwner(folder)).toBeUndefined();
        const lock = lockFolder(folder);
        expect(folderOwner(folder)).toBe(process.pid);
        expect(() => lockFolder(folder)).toThrow(StartError);
        lock.release();
        expect(readdirSync(folder)).toEqual([]);
    });

    it("stays with the process that took it first, when two find a stale one", () => {
        writeFileSync(path, dead);
        const other = JSON.stringify({ pid: process.ppid, started: null });
        replace({
            renameSync: (from, to) => {
                replace({ renameSync });
                // The other has just made the stale lock its own.
                writeFileSync(path, other);
                renameSync(from, to);
            },
        });
        expect(() => lockFolder(folder)).toThrow(`in use by process ${process.ppid}`);
        expect(readFileSync(path, "utf8")).toBe(other);
        expect(readdirSync(folder)).toEqual(["backend.lock"]);
    });

    it("needs no links of the file system", () => {
        replace({
            linkSync: () => {
                throw Object.assign(new Error("no links"), { code: "EPERM" });
            },
        });
        const lock = lockFolder(folder);
        expect(folderOwner(folder)).toBe(process.pid);
        expect(() => lockFolder(folder)).toThrow(StartError);
        lock.release();
        writeFileSync(path, dead);
        const other = JSON.stringify({ pid: process.ppid, started: null });
        required.renameSync = (from, to) => {
            writeFileSync(path, other);
            renameSync(from, to);
        };
        syncBuiltinESMExports();
        expect(() => lockFolder(folder)).toThrow(`in use by process ${process.ppid}`);
        expect(readdirSync(folder)).toEqual(["backend.lock"]);
    });
});
