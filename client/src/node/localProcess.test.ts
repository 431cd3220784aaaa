import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { LocalAccess } from "../platform.ts";
import { readDiscovery } from "./discovery.ts";
import { isAlive, LocalProcess, LocalStartError } from "./localProcess.ts";

// Stands for the service: keeps the discovery file and answers with its token, as the real one does.
const service = `
import { createServer } from "node:http";
import { rmSync, writeFileSync } from "node:fs";
import { Worker } from "node:worker_threads";
// The real one works in threads, which take no options of an evaluated script.
new Worker("0", { eval: true });
const option = (name) => process.argv.find((arg) => arg.startsWith("--" + name + "="))?.split("=").slice(1).join("=");
const folder = option("data");
const server = createServer((request, response) => {
    response.statusCode = request.headers.authorization === "Bearer secret" ? 200 : 401;
    response.end("{}");
});
server.on("error", (error) => { process.stderr.write(error.message + "\\n"); process.exit(1); });
server.listen(Number(option("port")), "127.0.0.1", () => {
    const access = { url: "http://127.0.0.1:" + server.address().port, token: "secret", org: "local", pid: process.pid };
    writeFileSync(folder + "/service.json", JSON.stringify(access), { mode: 0o600 });
    process.stdout.write(JSON.stringify(access) + "\\n");
});
process.on("SIGTERM", () => { rmSync(folder + "/service.json"); process.exit(0); });
`;

let folder = "";
let log: string[] = [];

beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "local-process-"));
    writeFileSync(join(folder, "service.mjs"), service);
    log = [];
});

afterEach(async () => {
    await make().stop();
    rmSync(folder, { recursive: true, force: true });
});

async function answers({ url, token }: LocalAccess): Promise<boolean> {
    try {
        return (await fetch(url, { headers: { authorization: `Bearer ${token}` } })).ok;
    } catch {
        return false;
    }
}

function make(more: { cli?: string; port?: number } = {}): LocalProcess {
    const options = {
        program: process.execPath,
        cli: join(folder, "service.mjs"),
        dataFolder: folder,
        port: 0,
        log: (line: string) => log.push(line),
        answers,
    };
    return new LocalProcess({ ...options, ...more });
}

async function until(holds: () => boolean): Promise<void> {
    for (const limit = Date.now() + 20_000; !holds(); await new Promise((resolve) => setTimeout(resolve, 50))) {
        if (Date.now() > limit) throw new Error("waited too long");
    }
}

describe("the local backend's process", () => {
    it("is started once and found by the next window", async () => {
        const first = await make().ensure();
        const second = await make().ensure();
        expect(second).toMatchObject({ url: first.url, token: "secret" });
    });

    it("ends when the last window that uses it is gone, not before", async () => {
        const [a, b] = [make(), make()];
        await a.ensure();
        await b.ensure();
        const pid = readDiscovery(folder)?.pid ?? 0;
        a.release();
        await new Promise((resolve) => setTimeout(resolve, 2500));
        expect(isAlive(pid)).toBe(true);
        b.release();
        await until(() => !isAlive(pid));
        expect(readDiscovery(folder)).toBeUndefined();
    });

    it("ends also when the window that started it dies without a word", async () => {
        // A lease of a process that is no more stands for such a window.
        const gone = spawn(process.execPath, ["-e", ""]);
        await new Promise((resolve) => gone.once("exit", resolve));
        const window = make();
        await window.ensure();
        const pid = readDiscovery(folder)?.pid ?? 0;
        writeFileSync(join(folder, "users", `${gone.pid}-dead`), "");
        window.release();
        await until(() => !isAlive(pid));
    });

    it("is stopped on demand, and started anew afterwards", async () => {
        const window = make();
        await window.ensure();
        const pid = readDiscovery(folder)?.pid ?? 0;
        await window.stop();
        expect(isAlive(pid)).toBe(false);
        await window.ensure();
        expect(readDiscovery(folder)?.pid).not.toBe(pid);
    });

    it("is seen to be gone when something else killed it", async () => {
        const window = make();
        await window.ensure();
        const pid = readDiscovery(folder)?.pid ?? 0;
        expect(window.isRunning()).toBe(true);
        process.kill(pid, "SIGKILL");
        await until(() => !window.isRunning());
        expect((await window.ensure()).url).not.toBe("");
        expect(window.isRunning()).toBe(true);
    });

    it("never writes the token to the log, and keeps its files to the user", async () => {
        await make().ensure();
        expect(log.join("\n")).not.toContain("secret");
        const [lease = ""] = readdirSync(join(folder, "users"));
        expect(statSync(join(folder, "users", lease)).mode & 0o077).toBe(0);
    });

    it("says which port is in use", async () => {
        await make().ensure();
        const port = Number(new URL(readDiscovery(folder)?.url ?? "").port);
        const other = mkdtempSync(join(tmpdir(), "local-process-"));
        const options = {
            program: process.execPath,
            cli: join(folder, "service.mjs"),
            dataFolder: other,
            port,
            log: (line: string) => log.push(line),
            answers,
        };
        await expect(new LocalProcess(options).ensure()).rejects.toMatchObject({ reason: "portInUse" });
        rmSync(other, { recursive: true, force: true });
    });

    it("says that it is not there, or ended", async () => {
        await expect(make({ cli: join(folder, "nothing.mjs") }).ensure()).rejects.toMatchObject({ reason: "missing" });
        writeFileSync(join(folder, "broken.mjs"), 'throw new Error("no such luck")');
        const error = await make({ cli: join(folder, "broken.mjs") })
            .ensure()
            .catch((reason: unknown) => reason);
        expect(error).toBeInstanceOf(LocalStartError);
        expect(error).toMatchObject({ reason: "ended", output: expect.stringContaining("no such luck") as string });
    });
});

describe("the discovery file", () => {
    it("is not followed to another machine, and not when it is damaged", () => {
        const write = (text: string): void => writeFileSync(join(folder, "service.json"), text);
        write(JSON.stringify({ url: "http://example.com", token: "t", pid: 1 }));
        expect(readDiscovery(folder)).toBeUndefined();
        write("{");
        expect(readDiscovery(folder)).toBeUndefined();
        write(JSON.stringify({ url: "http://127.0.0.1:1", token: "t", pid: 1 }));
        expect(readDiscovery(folder)).toMatchObject({ url: "http://127.0.0.1:1", org: "local" });
        rmSync(join(folder, "service.json"));
    });
});
