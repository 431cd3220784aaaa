import { expect, it } from "vitest";
import { createScriptsClient } from "./client.ts";
import { ProtocolError, UnsupportedError } from "./errors.ts";
import type { FetchInit, FetchResponse } from "./http.ts";
import { createOssClient } from "./oss.ts";

function answer(text: string, type: string | null = null): FetchResponse {
    return {
        status: 200,
        headers: { get: (name) => (name.toLowerCase() === "content-type" ? type : null) },
        text: () => Promise.resolve(text),
        body: new ReadableStream({
            start(controller) {
                controller.enqueue(new TextEncoder().encode(text));
                controller.close();
            },
        }),
    };
}

it("hands params over as the tree that the server made of an option statement", async () => {
    const sent: { url: string; init: FetchInit }[] = [];
    const file = { type: "File", imports: null, body: [{ type: "OptionStatement" }] };
    const client = createOssClient({
        url: "http://oss.example/",
        token: "t",
        org: "my org",
        fetch: (url, init) => {
            sent.push({ url, init });
            return Promise.resolve(
                answer(url.endsWith("/ast") ? JSON.stringify({ ast: { files: [file] } }) : ",result,table,v\r\n,_result,0,1\r\n\r\n"),
            );
        },
    });
    let text = "";
    for await (const piece of await client.query("from(bucket: params.b)", {
        paramsOption: 'option params = {b: "x"}',
        now: "2024-03-01T12:00:00Z",
    }))
        text += piece;
    expect(text).toContain("_result,0,1");
    expect(sent.map(({ url }) => url)).toEqual(["http://oss.example/api/v2/query/ast", "http://oss.example/api/v2/query?org=my%20org"]);
    expect(JSON.parse(sent[1]?.init.body ?? "")).toEqual({
        query: "from(bucket: params.b)",
        type: "flux",
        extern: file,
        now: "2024-03-01T12:00:00Z",
    });
});

it("asks no server but the local backend for what only that one knows", async () => {
    const own = async (make: typeof createOssClient): Promise<string[]> => {
        let sent: FetchInit | undefined;
        const fetch = (_: string, init: FetchInit): Promise<FetchResponse> => {
            sent = init;
            return Promise.resolve(answer(""));
        };
        const client = make({ url: "http://h.example", token: "t", org: "o", fetch });
        await client.query("x = 1", { readOnly: true, quotedEmpty: true, profile: "0".repeat(32) });
        return Object.keys(sent?.headers ?? {}).filter((name) => name.startsWith("X-"));
    };
    expect(await own(createOssClient)).toEqual([]);
    expect(await own((options) => createScriptsClient("cloud", options))).toEqual([]);
    expect(await own((options) => createScriptsClient("local", options))).toEqual([
        "X-Flux-Scripts-Profile",
        "X-Flux-Scripts-Read-Only",
        "X-Flux-Scripts-Quoted-Empty",
    ]);
});

it("says that OSS stores no scripts instead of asking", async () => {
    const client = createOssClient({ url: "http://oss.example", token: "t", org: "o", fetch: () => Promise.reject(new Error("asked")) });
    expect(client.capabilities.scripts).toBe(false);
    for (const call of [
        () => client.list(),
        () => client.invoke("0123456789abcdef"),
        () => client.create({ name: "n", description: "", script: "x" }),
    ]) {
        await expect(call()).rejects.toBeInstanceOf(UnsupportedError);
    }
});

it("takes a log-in page for what it is, not for an empty result", async () => {
    const page = answer("<html><body>Log in</body></html>", "text/html; charset=utf-8");
    const client = createOssClient({ url: "http://oss.example", token: "t", org: "o", fetch: () => Promise.resolve(page) });
    await expect(client.query("x = 1")).rejects.toBeInstanceOf(ProtocolError);
});
