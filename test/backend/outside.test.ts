import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestBackend, type TestBackend } from "./support.ts";

let folder: string;
let server: Server;
let address: string;
let asked: string[] = [];
let closed: TestBackend;
let open: TestBackend;
/** May reach all hosts; of its folders one is not there. */
let loose: TestBackend;

beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "outside-"));
    mkdirSync(join(folder, "given"));
    writeFileSync(join(folder, "given", "data.csv"), "a,b\n1,x\n");
    writeFileSync(join(folder, "secret.csv"), "a,b\n2,hidden\n");
    symlinkSync(join(folder, "secret.csv"), join(folder, "given", "link.csv"));
    server = createServer((request, response) => {
        asked.push(request.url ?? "");
        if (request.url === "/away") response.writeHead(302, { location: "http://127.0.0.1:1/elsewhere" }).end();
        else if (request.url === "/who") response.end(request.headers.authorization);
        else if (request.url === "/endless") {
            const piece = Buffer.alloc(1 << 20);
            const more = (): void => {
                while (!response.destroyed && response.write(piece));
            };
            response.on("drain", more);
            more();
        } else response.end("hello");
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    address = `127.0.0.1:${(server.address() as AddressInfo).port}`;
    closed = await startTestBackend();
    open = await startTestBackend({ allowNet: [address], allowRead: [join(folder, "given")] });
    loose = await startTestBackend({ allowNet: ["*"], allowRead: [join(folder, "nosuch"), folder] });
});

afterAll(async () => {
    await Promise.all([closed.stop(), open.stop(), loose.stop()]);
    server.close();
    rmSync(folder, { recursive: true });
});

const read = (path: string): string => `import "csv"\ncsv.from(file: ${JSON.stringify(path)}, mode: "raw")`;
const get = (url: string, more = ""): string => `import "array"
    import "http/requests"
    answer = requests.get(url: ${JSON.stringify(url)}${more})
    array.from(rows: [{status: answer.statusCode, body: string(v: answer.body)}])`;

async function run(backend: TestBackend, query: string): Promise<string> {
    const response = await backend.post("/api/v2/query?org=local", { query });
    return `${response.status} ${await response.text()}`;
}

describe("scripts", () => {
    it("read no file and reach no host, unless the backend was started with it", async () => {
        asked = [];
        expect(await run(closed, read(join(folder, "given", "data.csv")))).toMatch(/^403 .*may not read files/);
        expect(await run(closed, get(`http://${address}/`))).toMatch(/^4\d\d .*(allow|reach|network)/);
        expect(asked).toEqual([]);
        expect(await run(open, read(join(folder, "given", "data.csv")))).toContain(",_result,0,1,x\r\n");
        expect(await run(open, get(`http://${address}/`))).toContain(",_result,0,200,hello\r\n");
    });

    it("read nothing beside the folders that they may, by no way", async () => {
        for (const path of ["secret.csv", "given/../secret.csv", "given/link.csv", "given/nosuch/../../secret.csv"]) {
            const answer = await run(open, read(`${folder}/${path}`));
            expect(answer).toMatch(/^4\d\d /);
            expect(answer).not.toContain("hidden");
        }
        expect(await run(open, read("/etc/passwd"))).toMatch(/^403 /);
    });

    it("reach no other host or port, not by a redirect either", async () => {
        for (const url of ["http://127.0.0.1:1/", `http://localhost:${address.split(":")[1]}/`, "file:///etc/passwd"]) {
            expect(await run(open, get(url))).toMatch(/^4\d\d /);
        }
        asked = [];
        expect(await run(open, get(`http://${address}/away`))).toContain(",_result,0,302,");
        expect(asked).toEqual(["/away"]);
    });

    it("may have a user and a password in an address", async () => {
        const own = `Basic ${Buffer.from("me:p@ss").toString("base64")}`;
        expect(await run(loose, get(`http://me:p%40ss@${address}/who`))).toContain(`,_result,0,200,${own}\r\n`);
        const given = get(`http://me:p%40ss@${address}/who`, ', headers: ["Authorization": "Token t"]');
        expect(await run(loose, given)).toContain(",_result,0,200,Token t\r\n");
    });

    it("are told why a request or a file came to nothing, and nothing of the address but its host", async () => {
        const other = createServer().listen(0, "127.0.0.1");
        await once(other, "listening");
        const { port } = other.address() as AddressInfo;
        other.close();
        const gone = await run(loose, get(`http://127.0.0.1:${port}/bot1:SECRET/send?key=SECRET`));
        expect(gone).toMatch(/^500 .*the request to 127\.0\.0\.1:\d+ failed: ECONNREFUSED/);
        expect(gone).not.toContain("SECRET");
        const unsent = await run(loose, get(`http://${address}/`, ', headers: ["x": "SECRET\\n"+"SECRET"]'));
        expect(unsent).toMatch(/^500 .*the request to 127\.0\.0\.1:\d+ failed/);
        expect(unsent).not.toContain("SECRET");
        expect(await run(loose, get(`http://${address}/endless`))).toMatch(/^400 .*the answer of .* is larger than/);
        expect(await run(loose, read(join(folder, "given")))).toMatch(/^400 .*is no file/);
        expect(await run(loose, read(join(folder, "given", "nosuch.csv")))).toMatch(/^404 .*there is no file/);
    });
});
