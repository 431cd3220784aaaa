/** One HTTP exchange against a real server: what is repeated, what is not, and how each end is told. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { gzipSync } from "node:zlib";
import { afterEach, describe, expect, it } from "vitest";
import { createOssClient, createScriptsClient, type FetchLike, ScriptsApiError, type ScriptsBackend } from "@flux-scripts/scripts-api";

const token = "s3cret-token";
type Handler = (request: IncomingMessage, response: ServerResponse, body: string) => void;

let server: Server | undefined;
let sockets = new Set<Socket>();
let requests: { method: string; url: string; headers: IncomingMessage["headers"]; body: string }[] = [];

afterEach(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => (server === undefined ? resolve(undefined) : server.close(resolve)));
    server = undefined;
    sockets = new Set();
    requests = [];
});

async function listen(handle: Handler): Promise<string> {
    server = createServer((request, response) => {
        let body = "";
        request.on("data", (chunk) => (body += String(chunk)));
        request.on("end", () => {
            requests.push({ method: request.method ?? "", url: request.url ?? "", headers: request.headers, body });
            handle(request, response, body);
        });
    });
    server.on("connection", (socket: Socket) => sockets.add(socket));
    await new Promise<void>((resolve) => server?.listen(0, "127.0.0.1", resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const plainFetch: FetchLike = (url, init) => fetch(url, init);
const waits: number[] = [];

function client(url: string, more: Partial<Parameters<typeof createScriptsClient>[1]> = {}): ScriptsBackend {
    waits.length = 0;
    const sleep = (ms: number): Promise<void> => {
        waits.push(ms);
        return Promise.resolve();
    };
    return createScriptsClient("cloud", { fetch: plainFetch, url, token, org: "o", sleep, ...more });
}

function json(response: ServerResponse, status: number, value: unknown, headers: Record<string, string> = {}): void {
    response.writeHead(status, { "content-type": "application/json", ...headers });
    response.end(JSON.stringify(value));
}

async function failure(work: Promise<unknown>): Promise<ScriptsApiError> {
    const error = await work.then(
        () => undefined,
        (reason: unknown) => reason,
    );
    if (!(error instanceof ScriptsApiError)) throw new Error(`no error of the API: ${String(error)}`);
    return error;
}

async function textOf(stream: AsyncIterable<string>): Promise<string> {
    let text = "";
    for await (const piece of stream) text += piece;
    return text;
}

describe("connections", () => {
    it("are kept alive: calls one after the other share them", async () => {
        const url = await listen((_, response) => json(response, 200, { scripts: [] }));
        const backend = client(url);
        for (let round = 0; round < 20; round++) await backend.list();
        expect(requests).toHaveLength(20);
        // The next call may begin while the body of the last one is being read to its end.
        expect(sockets.size).toBeLessThanOrEqual(2);
    });

    it("leave no listener on the signal of those who call, however a call ends", async () => {
        const url = await listen((request, response) => {
            if (request.method === "DELETE") response.writeHead(204).end();
            else if (request.url?.startsWith("/api/v2/scripts/x") === true) json(response, 404, { code: "not found", message: "none" });
            else if (request.url?.includes("/query") === true) response.end(",result,table,v\r\n,,0,1\r\n");
            else json(response, 200, { scripts: [] });
        });
        const listeners = new Set<() => void>();
        const signal = {
            aborted: false,
            addEventListener: (_: "abort", listener: () => void) => void listeners.add(listener),
            removeEventListener: (_: "abort", listener: () => void) => void listeners.delete(listener),
        };
        const backend = client(url);
        await backend.list({ signal });
        await backend.delete("y", { signal });
        await failure(backend.get("x", { signal }));
        await textOf(await backend.query("x", { signal }));
        for await (const piece of await backend.query("x", { signal })) if (piece !== "") break;
        await failure(client("http://127.0.0.1:9/").list({ signal }));
        await failure(client("nowhere").list({ signal }));
        expect(listeners.size).toBe(0);
    });

    it("take gzip", async () => {
        const rows = ",result,table,v\r\n".repeat(1000);
        const url = await listen((_, response) => {
            response.writeHead(200, { "content-type": "text/csv", "content-encoding": "gzip" });
            response.end(gzipSync(rows));
        });
        const elsewhere: FetchLike = (address, init) => plainFetch(address.replace("http://cloud.test", url), init);
        expect(await textOf(await client("http://cloud.test", { fetch: elsewhere }).query("x"))).toBe(rows);
        // On this machine packing costs more than it saves; what comes packed all the same is read.
        expect(await textOf(await client(url).query("x"))).toBe(rows);
        expect(requests.map(({ headers }) => headers["accept-encoding"])).toEqual([expect.stringContaining("gzip"), "identity"]);
    });

    it("end with the loop over a run, and with its cancellation", async () => {
        let closed = 0;
        const url = await listen((request, response) => {
            response.writeHead(200, { "content-type": "text/csv" });
            const timer = setInterval(() => response.write("row\r\n"), 5);
            request.socket.once("close", () => {
                clearInterval(timer);
                closed++;
            });
        });
        for await (const _ of await client(url).query("x")) break;
        await expect.poll(() => closed).toBe(1);
        const stream = await client(url).query("x");
        const reading = (async () => {
            for await (const _ of stream) stream.cancel();
        })();
        expect((await failure(reading)).kind).toBe("cancelled");
        await expect.poll(() => closed).toBe(2);
        const controller = new AbortController();
        const waiting = failure(textOf(await client(url).query("x", { signal: controller.signal })));
        controller.abort();
        expect((await waiting).kind).toBe("cancelled");
        await expect.poll(() => closed).toBe(3);
    });
});

describe("time-outs", () => {
    it("are a setting, for the headers of an answer", async () => {
        const url = await listen(() => undefined);
        const error = await failure(client(url, { timeoutMs: 100, maxTries: 1 }).list());
        expect(error.kind).toBe("timeout");
        expect(error.message).toContain("within 0.1 s");
    });

    it("cut no run, however long it takes", async () => {
        const url = await listen((_, response) => {
            setTimeout(() => {
                response.writeHead(200, { "content-type": "text/csv" });
                response.write("a");
                setTimeout(() => response.end("b"), 400);
            }, 400);
        });
        expect(await textOf(await client(url, { timeoutMs: 100 }).query("x"))).toBe("ab");
        expect(await textOf(await client(url, { timeoutMs: 100 }).invoke("0123456789abcdef"))).toBe("ab");
    });

    it("end a run that asks for one, or where the setting says so", async () => {
        const url = await listen(() => undefined);
        expect((await failure(client(url, { runTimeoutMs: 100 }).query("x"))).kind).toBe("timeout");
        requests = [];
        expect((await failure(client(url).query("x", { timeoutMs: 100 }))).kind).toBe("timeout");
        expect(requests).toHaveLength(1);
    });
});

describe("retries", () => {
    const failFirst =
        (times: number, fail: Handler, then: Handler): Handler =>
        (request, response, body) =>
            (requests.length <= times ? fail : then)(request, response, body);
    const empty: Handler = (_, response) => json(response, 200, { scripts: [] });

    it("follow a cut connection where twice is as once, and never a run or a new script", async () => {
        const url = await listen(failFirst(1, (request) => request.socket.destroy(), empty));
        await client(url).list();
        expect(requests).toHaveLength(2);
        for (const run of [
            (backend: ScriptsBackend) => backend.query("x"),
            (backend: ScriptsBackend) => backend.invoke("0123456789abcdef"),
            (backend: ScriptsBackend) => backend.create({ name: "n", description: "", script: "x" }),
        ]) {
            requests = [];
            expect((await failure(run(client(url)))).kind).toBe("network");
            expect(requests).toHaveLength(1);
        }
    });

    it("back off, a little longer each time, and give up", async () => {
        const url = await listen((_, response) => json(response, 503, { code: "unavailable", message: "warming up" }));
        const error = await failure(client(url).list());
        expect(error).toMatchObject({ kind: "unavailable", status: 503, message: "warming up" });
        expect(requests).toHaveLength(4);
        expect(waits).toEqual([200, 400, 800]);
    });

    it.each([429, 503])("wait as long as Retry-After of a %i says, in seconds or until a date", async (status) => {
        let after = "3";
        const url = await listen(
            failFirst(1, (_, response) => json(response, status, { message: "later" }, { "retry-after": after }), empty),
        );
        await client(url).list();
        expect(waits).toEqual([3000]);
        requests = [];
        after = new Date(Date.now() + 10_000).toUTCString();
        await client(url).list();
        expect(waits[0]).toBeGreaterThan(5000);
        expect(waits[0]).toBeLessThanOrEqual(10_000);
    });

    it("don't wait in silence for minutes", async () => {
        const url = await listen((_, response) => json(response, 429, { message: "later" }, { "retry-after": "600" }));
        const error = await failure(client(url).list());
        expect(error.hint).toContain("600 s");
        expect(waits).toEqual([]);
    });

    it("don't repeat a 500, 502 or 504 of a run", async () => {
        for (const status of [500, 502, 504]) {
            requests = [];
            await server?.close();
            const url = await listen((_, response) => json(response, status, { message: "no" }));
            await failure(client(url).query("x"));
            expect(requests).toHaveLength(1);
        }
    });
});

describe("errors", () => {
    const kinds: readonly (readonly [number, unknown, string])[] = [
        [400, { code: "invalid", message: "bad name" }, "request"],
        [400, { code: "invalid", message: "compilation failed: error @1:1-1:2: undefined identifier x" }, "script"],
        [401, { code: "unauthorized", message: "unauthorized access" }, "auth"],
        [403, { code: "forbidden", message: "insufficient permissions" }, "forbidden"],
        [404, { code: "not found", message: "script not found" }, "notFound"],
        [409, { code: "conflict", message: "name taken" }, "conflict"],
        [422, { code: "conflict", message: "name taken" }, "conflict"],
        [422, { code: "unprocessable entity", message: "no" }, "request"],
        [500, { code: "internal error", message: "oops" }, "server"],
        [504, { code: "unavailable", message: "gateway" }, "unavailable"],
    ];

    it.each(kinds)("%i %j is of a class of its own", async (status, body, kind) => {
        const url = await listen((_, response) => json(response, status, body));
        const error = await failure(client(url, { maxTries: 1 }).get("0123456789abcdef"));
        expect(error).toMatchObject({ kind, status, message: (body as { message: string }).message });
        expect(error.hint).not.toBe("");
    });

    it("are read in both shapes of the Cloud, and a proxy's page is no message", async () => {
        for (const [body, message] of [
            ['{"code":"invalid","message":"first"}', "first"],
            ['{"error":"second"}', "second"],
            ['{"message":"third"}', "third"],
            ["plain words", "plain words"],
            ["<html><body>Bad gateway</body></html>", "the server answered 400"],
            ["", "the server answered 400"],
        ] as const) {
            requests = [];
            await server?.close();
            const url = await listen((_, response) => {
                response.writeHead(400);
                response.end(body);
            });
            expect((await failure(client(url).list())).message).toBe(message);
        }
    });

    it("are of the API, too, where an answer that is no run's ends within or never ends", async () => {
        let stop = true;
        const url = await listen((_, response) => {
            response.writeHead(200, { "content-type": "application/json", "content-length": "1000" });
            response.write('{"scripts":');
            if (stop) setTimeout(() => response.destroy(), 20);
        });
        expect(await failure(client(url).list())).toMatchObject({ kind: "network" });
        stop = false;
        expect(await failure(client(url, { timeoutMs: 100 }).list())).toMatchObject({ kind: "timeout" });
        const controller = new AbortController();
        setTimeout(() => controller.abort(), 100);
        expect(await failure(client(url).list({ signal: controller.signal }))).toMatchObject({ kind: "cancelled" });
    });

    it("say that an address is none, of the server or of a redirect", async () => {
        expect((await failure(client("nowhere at all").list())).message).toBe('"nowhere at all" is no address of a server');
        const url = await listen((_, response) => response.writeHead(302, { location: "http://[" }).end());
        expect(await failure(client(url).list())).toMatchObject({ kind: "redirect" });
    });

    it("say why a server is not reached", async () => {
        const url = await listen(() => undefined);
        await new Promise((resolve) => server?.close(resolve));
        server = undefined;
        expect((await failure(client(url, { maxTries: 1 }).list())).message).toContain("nothing listens there");
        expect((await failure(client("http://127.0.0.1:1", { maxTries: 1 }).list())).message).toContain("no connection to this port");
        expect((await failure(client("http://no-such-host.invalid", { maxTries: 1 }).list())).kind).toBe("network");
    });

    it("never hold the token, also where the server repeats it", async () => {
        const url = await listen((request, response) => json(response, 400, { message: `bad header ${request.headers.authorization}` }));
        const error = await failure(client(url).list());
        expect(error.message).toContain("bad header Bearer [token]");
        expect(`${error.message} ${error.stack ?? ""} ${JSON.stringify(error)}`).not.toContain(token);
        const unreachable = await failure(client("http://127.0.0.1:1", { maxTries: 1 }).list());
        expect(`${unreachable.message} ${unreachable.stack ?? ""} ${String(unreachable.cause)}`).not.toContain(token);
    });
});

describe("redirects", () => {
    it("within the origin keep method, body and token", async () => {
        const url = await listen((request, response) => {
            if (request.url === "/moved") {
                response.writeHead(200, { "content-type": "text/csv" });
                response.end("rows");
            } else {
                response.writeHead(307, { location: "/moved" });
                response.end();
            }
        });
        expect(await textOf(await client(url).query("text"))).toBe("rows");
        expect(requests.map(({ method, headers }) => [method, headers.authorization])).toEqual(Array(2).fill(["POST", `Bearer ${token}`]));
        expect(requests[1]?.body).toContain("text");
    });

    it("to another origin are told, and nothing is sent there", async () => {
        let reached = 0;
        const other = createServer((_, response) => {
            reached++;
            response.end("{}");
        });
        await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
        const port = (other.address() as AddressInfo).port;
        const url = await listen((_, response) => {
            response.writeHead(302, { location: `http://127.0.0.1:${port}/api/v2/scripts` });
            response.end();
        });
        const error = await failure(client(url).list());
        expect(error.kind).toBe("redirect");
        expect(error.message).toContain(`127.0.0.1:${port}`);
        expect(reached).toBe(0);
        await new Promise((resolve) => other.close(resolve));
    });
});

describe("lists", () => {
    it("are read page after page, hundreds of scripts in full", async () => {
        const all = Array.from({ length: 537 }, (_, index) => ({
            id: String(index).padStart(16, "0"),
            name: `s${index}`,
            language: index % 9 === 0 ? "sql" : "flux",
        }));
        const url = await listen((request, response) => {
            const query = new URL(request.url ?? "", "http://x").searchParams;
            const from = Number(query.get("offset") ?? 0);
            json(response, 200, { scripts: all.slice(from, from + Number(query.get("limit"))) });
        });
        const found = await client(url).list();
        expect(found.map(({ name }) => name)).toEqual(all.map(({ name }) => name));
        expect(found.filter(({ language }) => language === "sql")).toHaveLength(60);
        expect(requests).toHaveLength(6);
    });

    it("of OSS's buckets are read in full, too", async () => {
        const url = await listen((request, response) => {
            const from = Number(new URL(request.url ?? "", "http://x").searchParams.get("offset") ?? 0);
            const count = Math.min(100, 250 - from);
            json(response, 200, {
                buckets: Array.from({ length: count }, (_, index) => ({ id: `b${from + index}`, name: `n${from + index}` })),
            });
        });
        expect(await createOssClient({ fetch: plainFetch, url, token, org: "o" }).buckets()).toHaveLength(250);
    });
});
