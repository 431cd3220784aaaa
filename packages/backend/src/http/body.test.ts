import { once } from "node:events";
import type { IncomingMessage } from "node:http";
import { PassThrough } from "node:stream";
import { expect, it } from "vitest";
import { readBody } from "./body.ts";

function sent(headers: IncomingMessage["headers"] = {}): PassThrough & IncomingMessage {
    return Object.assign(new PassThrough(), { headers }) as unknown as PassThrough & IncomingMessage;
}

const options = { limit: 100, gzip: false };

it("gives what came, in one piece", async () => {
    const request = sent();
    const body = readBody(request, options);
    request.write("a ");
    request.end("b");
    expect((await body).toString()).toBe("a b");
});

it("fails for a client that goes away while it sends, and for one that went before", async () => {
    const request = sent();
    request.write("a ");
    const body = readBody(request, options);
    request.destroy();
    await expect(body).rejects.toThrow("ended early");
    const gone = sent();
    gone.destroy();
    await once(gone, "close");
    await expect(readBody(gone, options)).rejects.toThrow("ended early");
    await expect(readBody(Object.assign(gone, { headers: { "content-length": "1000" } }), options)).rejects.toThrow();
});
