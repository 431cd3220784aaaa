import { afterEach, expect, it } from "vitest";
import { makeBucket, startTestBackend, type TestBackend } from "./support.ts";

const soak = process.env["SOAK"] === "1";
let backend: TestBackend;

afterEach(() => backend.stop());

async function script(flux: string): Promise<string> {
    const made = await backend.post("/api/v2/scripts", { name: `s${Math.random()}`, description: "", language: "flux", script: flux });
    return ((await made.json()) as { id: string }).id;
}

const endless =
    'import "generate"\ngenerate.from(count: 2000000000, fn: (n) => n * n, start: 2024-01-01T00:00:00Z, stop: 2024-01-02T00:00:00Z) |> sum()';

it("answers many at once beside slow ones with 200 or 429, never with an error of its own", { timeout: 180_000 }, async () => {
    const [slowCount, fastCount] = [20, 1000];
    backend = await startTestBackend();
    const slow = await script(endless);
    const fast = await script('import "array"\narray.from(rows: [{v: params.x}])');
    const controller = new AbortController();
    let slowOnesEnded = 0;
    const running = Array.from({ length: slowCount }, () =>
        backend.request(`/api/v2/scripts/${slow}/invoke`, { method: "POST", signal: controller.signal }).finally(() => slowOnesEnded++),
    );
    await new Promise((resolve) => setTimeout(resolve, 300));
    const statuses = await Promise.all(
        Array.from({ length: fastCount }, async (_, x) => {
            const response = await backend.post(`/api/v2/scripts/${fast}/invoke`, { params: { x } });
            const text = await response.text();
            if (response.status === 200) expect(text).toBe(`,result,table,v\r\n,_result,0,${x}\r\n\r\n`);
            return response.status;
        }),
    );
    expect(statuses.filter((status) => status !== 200 && status !== 429)).toEqual([]);
    expect(statuses.filter((status) => status === 200).length).toBeGreaterThan(fastCount / 2);
    // None of the quick ones has waited for a slow one.
    expect(slowOnesEnded).toBe(0);
    controller.abort();
    await Promise.allSettled(running);
});

it("serves writes, queries, scripts and deletes at the same time for long, in the same memory", { timeout: 900_000 }, async () => {
    const seconds = soak ? Number(process.env["SOAK_SECONDS"] ?? 600) : 4;
    backend = await startTestBackend();
    await makeBucket(backend, "b");
    const mean = await script(
        'from(bucket: "b") |> range(start: 2024-03-01T00:00:00Z, stop: 2024-03-02T00:00:00Z) |> filter(fn: (r) => r.s == params.s) |> mean()',
    );
    const end = Date.now() + seconds * 1000;
    const refused: string[] = [];
    let done = 0;
    const repeat = async (work: () => Promise<Response>): Promise<void> => {
        while (Date.now() < end) {
            const response = await work();
            const text = await response.text();
            if (response.status >= 300 && response.status !== 429) refused.push(`${response.status} ${text}`);
            done++;
        }
    };
    let serial = 0;
    const lines = (): string => {
        const first = serial++ % 800;
        // The same times come again and again, so that what is stored stays of one size.
        return Array.from(
            { length: 1000 },
            (_, i) => `m,s=s${i % 10} v=${Math.random()},n=${i}i ${1_709_280_000 + first * 100 + (i % 100)}`,
        ).join("\n");
    };
    const rss: number[] = [];
    const sampler = setInterval(() => rss.push(process.memoryUsage().rss), 1000);
    await Promise.all([
        repeat(() => backend.write("b", lines())),
        repeat(() => backend.write("b", lines())),
        repeat(() => backend.post(`/api/v2/scripts/${mean}/invoke`, { params: { s: `s${serial % 10}` } })),
        repeat(() =>
            backend.post("/api/v2/query?org=local", {
                query: 'from(bucket: "b") |> range(start: 2024-03-01T00:00:00Z, stop: 2024-03-02T00:00:00Z) |> last()',
            }),
        ),
        repeat(async () => {
            const id = await script("x = 1");
            return backend.request(`/api/v2/scripts/${id}`, { method: "DELETE" });
        }),
        repeat(async () => {
            await new Promise((resolve) => setTimeout(resolve, 500));
            const body = { start: "2024-03-01T08:00:00Z", stop: "2024-03-01T08:10:00Z", predicate: `s="s${serial % 10}"` };
            return backend.post("/api/v2/delete?org=local&bucket=b", body);
        }),
    ]);
    clearInterval(sampler);
    expect(refused).toEqual([]);
    expect(done).toBeGreaterThan(seconds * 5);
    if (soak) {
        const level = (from: number, to: number): number =>
            Math.max(...rss.slice(Math.floor(rss.length * from), Math.floor(rss.length * to)));
        expect(level(0.8, 1) / level(0.2, 0.4)).toBeLessThan(1.3);
    }
});
