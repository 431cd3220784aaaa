import { cellAt } from "@flux-scripts/tables";
import { describe, expect, it } from "vitest";
import type { HttpDependency, RunEvent } from "../../../api.ts";
import { run } from "../../../run.ts";
import { FluxError } from "../../../values/error.ts";

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

    it("are refused where no network was given", async () => {
        const call = `requests.get(url: "http://x.test/").statusCode`;
        const prelude = `import "array"\nimport "http/requests"\n`;
        expect(await outcome(`${prelude}array.from(rows: [{a: ${call}}])`)).toMatch(/^permission denied: .* x\.test \(/);
    });

    it("are refused without a word of their path, which may hold a token", async () => {
        const send = (url: string): string => `import "http"\nimport "array"\narray.from(rows: [{a: http.post(url: "${url}")}])`;
        expect(await outcome(send("https://api.x.test/bot123:SECRET/send?key=SECRET"))).not.toContain("SECRET");
        expect(await outcome(send("//api.x.test/bot123:SECRET/send"), answering([]))).not.toContain("SECRET");
    });

    it("wait as long as the configuration says, and without an end where it says 0s", async () => {
        const waits = async (config: string | undefined, option = ""): Promise<unknown> => {
            const seen: { timeoutMs?: number }[] = [];
            const argument = config === undefined ? "" : `, config: ${config}`;
            const source = `import "array"\nimport "http/requests"\n${option}
                base = requests.defaultConfig
                array.from(rows: [{a: requests.get(url: "http://x.test/"${argument}).statusCode, t: display(v: base)}])`;
            const text = await outcome(source, answering(seen));
            return seen.length === 0 ? text : seen[0]?.timeoutMs;
        };
        expect(await waits("requests.defaultConfig")).toBeUndefined();
        expect(await waits("{base with insecureSkipVerify: true}")).toBeUndefined();
        expect(await waits("{base with timeout: 1m2s}")).toBe(62_000);
        expect(await waits("{base with timeout: 10us}")).toBe(1);
        expect(await waits("{base with timeout: 100y}")).toBe(2 ** 31 - 1);
        expect(await waits(undefined, "option requests.defaultConfig = {timeout: 3s, insecureSkipVerify: false}")).toBe(3000);
        expect(await waits("{base with timeout: -1s}")).toMatch(/timeout must not be negative/);
    });

    it("are made once a row inside row functions, in order, whatever step asks", async () => {
        const seen: { url: string }[] = [];
        const source = `import "array"
            import "http/requests"
            ask = (path) => requests.get(url: "http://x.test/" + path).statusCode
            array.from(rows: [{p: "a"}, {p: "b"}, {p: "c"}])
                |> group(columns: ["p"])
                |> filter(fn: (r) => ask(path: r.p) != 204)
                |> map(fn: (r) => ({r with first: ask(path: r.p + "1"), second: ask(path: r.p + "2")}))
                |> group()
                |> reduce(fn: (r, accumulator) => ({all: accumulator.all + r.p + ":" + string(v: r.first) + "," + string(v: r.second) + " "}), identity: {all: ""})`;
        expect(await outcome(source, answering(seen))).toBe("all=a:202,203 c:206,207 ");
        expect(seen.map(({ url }) => url.slice("http://x.test/".length))).toEqual(["a", "a1", "a2", "b", "c", "c1", "c2"]);
    });

    it("are waited for where the script reads a stream in its midst", async () => {
        const source = `import "array"
            import "http/requests"
            found = array.from(rows: [{p: "a"}])
                |> map(fn: (r) => ({v: requests.get(url: "http://x.test/" + r.p).statusCode}))
                |> findColumn(fn: (key) => true, column: "v")
            array.from(rows: [{v: found[0]}])`;
        expect(await outcome(source, answering([]))).toBe("v=201");
    });

    it("end with the run, though no answer comes", async () => {
        const silent: HttpDependency = { request: () => new Promise(() => {}) };
        for (const call of [
            `array.from(rows: [{v: requests.get(url: "http://x.test/").statusCode}])`,
            `array.from(rows: [{a: 1}]) |> map(fn: (r) => ({v: requests.get(url: "http://x.test/").statusCode}))`,
        ]) {
            const cancelFlag = new Int32Array(1);
            setTimeout(() => {
                cancelFlag[0] = 1;
            }, 30);
            const events: RunEvent[] = [];
            const source = `import "array"\nimport "http/requests"\n${call}`;
            for await (const event of run({ source, now: 0n, dependencies: { http: silent }, cancelFlag })) events.push(event);
            expect(events.map((event) => (event.kind === "error" ? event.error.code : event.kind))).toEqual(["canceled"]);
            const timed: RunEvent[] = [];
            for await (const event of run({ source, now: 0n, dependencies: { http: silent }, limits: { timeMs: 30 } })) timed.push(event);
            expect(timed.map((event) => (event.kind === "error" ? event.error.code : event.kind))).toEqual(["deadline exceeded"]);
        }
    });

    it("fail with the step's name and place where the request does", async () => {
        const failing: HttpDependency = { request: async () => Promise.reject(new FluxError("unavailable", "no route")) };
        const source = `import "array"\nimport "http/requests"\narray.from(rows: [{a: 1}]) |> map(fn: (r) => ({v: requests.get(url: "http://x.test/").statusCode}))`;
        expect(await outcome(source, failing)).toMatch(/^unavailable: runtime error @3:\d+-3:\d+: map: .*no route/);
    });

    it("name an address that is none", async () => {
        expect(await outcome(`import "http"\nimport "array"\narray.from(rows: [{a: http.post(url: "nowhere")}])`, answering([]))).toMatch(
            /invalid URL: it needs a scheme/,
        );
    });
});
