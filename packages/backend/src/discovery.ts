/** Files beside the data by which others find the running service, and the token that outlives it. All are 0600. */
import { randomBytes } from "node:crypto";
import { chmodSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { folderOwner } from "./storage/lock.ts";

/** What a window or command line needs to use a service that runs. */
export interface Discovery {
    readonly url: string;
    readonly token: string;
    readonly org: string;
    readonly pid: number;
}

const serviceFile = "service.json";
const tokenFile = "token";

function writePrivate(path: string, text: string): void {
    const temporary = `${path}.${process.pid}.tmp`;
    writeFileSync(temporary, text, { mode: 0o600 });
    chmodSync(temporary, 0o600);
    renameSync(temporary, path);
}

/** The folder's token; made at the first start. */
export function folderToken(folder: string): string {
    const path = join(folder, tokenFile);
    try {
        const token = readFileSync(path, "utf8").trim();
        if (token !== "") {
            chmodSync(path, 0o600);
            return token;
        }
    } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    }
    const token = randomBytes(32).toString("base64url");
    writePrivate(path, `${token}\n`);
    return token;
}

export function announce(folder: string, service: Discovery): void {
    writePrivate(join(folder, serviceFile), `${JSON.stringify(service)}\n`);
}

export function withdraw(folder: string): void {
    rmSync(join(folder, serviceFile), { force: true });
}

/** The service that runs on a data folder; undefined when none does (also where one left its file behind). */
export function discover(folder: string): Discovery | undefined {
    const owner = folderOwner(folder);
    if (owner === undefined) return undefined;
    try {
        const service = JSON.parse(readFileSync(join(folder, serviceFile), "utf8")) as Discovery;
        return service.pid === owner ? service : undefined;
    } catch {
        // It is starting or stopping.
        return undefined;
    }
}
