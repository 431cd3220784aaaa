/** Files written piece by piece beside their place, and put there when they are whole. */
import { createReadStream } from "node:fs";
import { mkdtemp, open, rename, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { gzip } from "node:zlib";
import { randomBytes } from "../random.ts";
import type { FileTarget } from "../run/exportFile.ts";
import type { Spool } from "../platform.ts";

/** Opens a file for writing. An old file of that name stays until the new one is whole. */
export async function openFile(path: string): Promise<FileTarget> {
    const unfinished = join(dirname(path), `.${basename(path)}.${randomBytes(4)}.part`);
    const file = await open(unfinished, "wx");
    const discard = async (): Promise<void> => {
        await file.close().catch(() => undefined);
        await rm(unfinished, { force: true });
    };
    return {
        write: async (bytes) => {
            for (let at = 0; at < bytes.length; ) at += (await file.write(bytes, at)).bytesWritten;
        },
        finish: async () => {
            await file.sync();
            await file.close();
            await rename(unfinished, path);
        },
        discard,
    };
}

/** A temporary file that is written once and read as often as needed. */
export async function openSpool(): Promise<Spool> {
    const folder = await mkdtemp(join(tmpdir(), "flux-scripts-export-"));
    const path = join(folder, "answer.csv");
    const file = await open(path, "wx", 0o600);
    return {
        write: async (bytes) => {
            for (let at = 0; at < bytes.length; ) at += (await file.write(bytes, at)).bytesWritten;
        },
        read: () => createReadStream(path, { highWaterMark: 1 << 18 }),
        close: async () => {
            await file.close();
            await rm(folder, { recursive: true, force: true });
        },
    };
}

/** gzip, quick rather than small: of CSV an eighth is left. */
export function pack(bytes: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
    return new Promise((resolve, reject) =>
        gzip(bytes, { level: 1 }, (error, packed) => {
            if (error === null) resolve(new Uint8Array(packed));
            else reject(error);
        }),
    );
}
