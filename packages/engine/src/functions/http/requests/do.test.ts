import { cellAt } from "@flux-scripts/tables";
import { describe, expect, it } from "vitest";
import type { HttpDependency, RunEvent } from "../../../api.ts";
import { run } from "../../../run.ts";

async function outcome(source: string, http?: HttpDependency): Promise<string> {
    const events: RunEvent[] = [];
    for await (const event of run({ source, now: 0n, ...(http === undefined ? {} : { dependencies: { http } }) })) events.push(event);
    const [first] = events;
    if (first?.kind === "error") return `${first.error.code}: ${first.error.message}`;
    return first?.kind === "table" ? first.table.columns.map((column) => `${column.label}=${cellAt(column, 0)}`).join(" ") : "nothing";
}

function answering(seen: unknown[]): HttpDependency {
    return {
        request: async (request) => {
            seen.push(request);
            return { status: 200 + seen.length, headers: { "content-type": "text/plain" }, body: new TextEncoder().encode("hello") };
        },
    };
}

describe("requests", () => {
    it("asks once a call, in order, and gives the answer", async () => {
        const seen: unknown[] = [];
        const source = `import "array"
            import "http/requests"
            a = requests.get(url: "http://x.test/p", params: ["q": ["1", "a b"]], headers: ["k": "v"])
            b = requests.post(url: "http://x.test/p", body: bytes(v: "data"))
            array.from(rows: [{a: a.statusCode, b: b.statusCode, text: string(v: b.body)}])`;
        expect(await outcome(source, answering(seen))).toBe("a=201 b=202 text=hello");
        expect(seen).toEqual([
            { method: "GET", url: "http://x.test/p?q=1&q=a%20b", headers: { k: "v" } },
            { method: "POST", url: "http://x.test/p", headers: {}, body: new TextEncoder().encode("data") },
        ]);
    });

    it("are refused where no network was given, and inside row functions", async () => {
        const call = `requests.get(url: "http://x.test/").statusCode`;
        const prelude = `import "array"\nimport "http/requests"\n`;
        expect(await outcome(`${prelude}array.from(rows: [{a: ${call}}])`)).toMatch(/^permission denied: .*http:\/\/x\.test\//);
        expect(await outcome(`${prelude}array.from(rows: [{a: 1}]) |> map(fn: (r) => ({v: ${call}}))`, answering([]))).toMatch(
            /row function/,
        );
    });

    it("name an address that is none", async () => {
        expect(await outcome(`import "http"\nimport "array"\narray.from(rows: [{a: http.post(url: "nowhere")}])`, answering([]))).toMatch(
            /invalid URL "nowhere"/,
        );
    });
});
