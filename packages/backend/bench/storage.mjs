// Writes and queries of a million lines over HTTP against the built command line's threads (`npm run build` first).
// `node packages/backend/bench/storage.mjs [--lines N]` prints the table alone.
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { Agent, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

export const title = "Local backend over HTTP: a million lines (two fields each) of 100 series";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const cli = join(root, "packages/cli/dist/main.js");
const start = 1_704_067_200;
const perRequest = 10_000;

/** influxd 2.7 on a machine of the same kind, ms. */
const peer = {
    write: 4000,
    everything: 1700,
    series: 13,
    last: 5,
    window: 23,
    groupMax: 14,
    mapMean: 106,
    pivot: 349,
};

const span = "range(start: 2024-01-01T00:00:00Z, stop: 2024-01-03T00:00:00Z)";
const queries = {
    last: ["last() of one series", `from(bucket: "b") |> ${span} |> filter(fn: (r) => r.sensor == "s1" and r._field == "temp") |> last()`, 3],
    series: ["one series of 10,000 rows", `from(bucket: "b") |> ${span} |> filter(fn: (r) => r.sensor == "s1" and r._field == "temp")`, 10],
    window: [
        "aggregateWindow(every: 1h, fn: mean) over 1,000,000 values",
        `from(bucket: "b") |> ${span} |> filter(fn: (r) => r._field == "temp") |> aggregateWindow(every: 1h, fn: mean)`,
        25,
    ],
    groupMax: ["group by room, max() over 1,000,000 values", `from(bucket: "b") |> ${span} |> filter(fn: (r) => r._field == "temp") |> group(columns: ["room"]) |> max()`, 15],
    mapMean: [
        "map arithmetic, then mean() over 1,000,000 values",
        `from(bucket: "b") |> ${span} |> filter(fn: (r) => r._field == "temp") |> map(fn: (r) => ({r with _value: r._value * 1.8 + 32.0})) |> mean()`,
        60,
    ],
    pivot: [
        "pivot of 2 fields, 150,000 rows each, map, max",
        `from(bucket: "b") |> ${span} |> filter(fn: (r) => r.room == "r1") |> pivot(rowKey: ["_time"], columnKey: ["_field"], valueColumn: "_value") |> map(fn: (r) => ({r with _value: r.temp * float(v: r.hum)})) |> max()`,
        150,
    ],
    everything: ["everything as CSV (2,000,000 values)", `from(bucket: "b") |> ${span}`, 1200],
};

function bodies(lines) {
    const out = [];
    let text = "";
    let count = 0;
    for (let i = 0; count < lines; i++) {
        for (let s = 0; s < 100 && count < lines; s++, count++) {
            const temp = (20 + 5 * Math.sin(i / 500 + s)).toFixed(3);
            text += `air,sensor=s${s},room=r${s % 7} temp=${temp},hum=${30 + ((i * s) % 40)}i ${start + i * 10}\n`;
            if ((count + 1) % perRequest === 0) {
                out.push(Buffer.from(text));
                text = "";
            }
        }
    }
    if (text !== "") out.push(Buffer.from(text));
    return out;
}

/** Status, bytes and milliseconds of one exchange over a kept connection. */
function exchange(agent, backend, path, body, headers) {
    const { hostname, port } = new URL(backend.url);
    return new Promise((resolve, reject) => {
        const began = performance.now();
        const sent = request({ agent, hostname, port, path, method: "POST", headers: { authorization: `Token ${backend.token}`, "content-length": body.length, ...headers } }, (response) => {
            let bytes = 0;
            let head = "";
            response.on("data", (chunk) => {
                bytes += chunk.length;
                if (head.length < 300) head += chunk.toString("latin1", 0, 300);
            });
            response.on("end", () => resolve({ status: response.statusCode, bytes, ms: performance.now() - began, head }));
            response.on("error", reject);
        });
        sent.on("error", reject);
        sent.end(body);
    });
}

async function startBackend(data) {
    const began = performance.now();
    const child = spawn(process.execPath, [cli, "serve", "--json", "--port=0", `--data=${data}`], { stdio: ["ignore", "pipe", "inherit"] });
    for await (const line of createInterface({ input: child.stdout })) return { ...JSON.parse(line), child, readyMs: performance.now() - began };
    throw new Error("the backend did not start");
}

async function end(backend) {
    const exited = new Promise((resolve) => backend.child.once("exit", resolve));
    backend.child.kill("SIGTERM");
    await exited;
}

/** The most memory that a process has had, in bytes; undefined where the system doesn't tell. Forgets what was before with `reset`. */
function peakMemory(pid, reset = false) {
    try {
        if (reset) writeFileSync(`/proc/${pid}/clear_refs`, "5");
        return Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]) * 1024;
    } catch {
        return undefined;
    }
}

/** Within how many ms 99 of 100 requests are answered that come evenly, whether or not those before have been answered. */
async function tail(backend, perSecond, seconds, path, bodyOf) {
    const agent = new Agent({ keepAlive: true, maxSockets: 64 });
    const json = { "content-type": "application/json" };
    for (let i = 0; i < 50; i++) await exchange(agent, backend, path, bodyOf(i), json);
    const began = performance.now();
    const answers = [];
    for (let i = 0; i < perSecond * seconds; i++) {
        const wait = began + (i * 1000) / perSecond - performance.now();
        if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
        answers.push(exchange(agent, backend, path, bodyOf(i), json));
    }
    const times = (await Promise.all(answers)).map(({ status, ms }) => (status === 200 ? ms : Number.POSITIVE_INFINITY)).sort((a, b) => a - b);
    agent.destroy();
    return times[Math.floor(times.length * 0.99)];
}

/** The tail of small invokes, and that of requests that need no script: what the machine itself adds. */
async function tails(backend) {
    const made = await fetch(`${backend.url}/api/v2/scripts`, {
        method: "POST",
        headers: { authorization: `Token ${backend.token}`, "content-type": "application/json" },
        body: JSON.stringify({ name: "small", description: "", language: "flux", script: `import "array"\narray.from(rows: [{v: params.x}])` }),
    });
    const path = `/api/v2/scripts/${(await made.json()).id}/invoke`;
    const idle = await tail(backend, 200, 5, "/health", () => Buffer.from("{}"));
    return { idle, invoke: await tail(backend, 200, 5, path, (i) => Buffer.from(`{"params":{"x":${i}}}`)) };
}

/** Rows `[work, ours, influxd, goal]` as a table. */
export async function run({ lines = 1_000_000 } = {}) {
    const data = mkdtempSync(join(tmpdir(), "bench-"));
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const rows = [];
    let backend = await startBackend(data);
    try {
        const json = { "content-type": "application/json" };
        const orgs = await (await fetch(`${backend.url}/api/v2/orgs`, { headers: { authorization: `Token ${backend.token}` } })).json();
        await exchange(agent, backend, "/api/v2/buckets", Buffer.from(JSON.stringify({ orgID: orgs.orgs[0].id, name: "b" })), json);
        const all = bodies(lines);
        let began = performance.now();
        for (const body of all) {
            const { status, head } = await exchange(agent, backend, `/api/v2/write?org=${backend.org}&bucket=b&precision=s`, body, {});
            if (status !== 204) throw new Error(`write: ${status} ${head}`);
        }
        rows.push([`write ${lines.toLocaleString("en")} lines, acknowledged after fsync`, performance.now() - began, peer.write, 4000]);
        for (const [key, [name, flux, goal]] of Object.entries(queries)) {
            const body = Buffer.from(JSON.stringify({ query: flux }));
            let best = Number.POSITIVE_INFINITY;
            let note = "";
            const before = peakMemory(backend.child.pid, true);
            for (let i = 0; i < (key === "everything" ? 3 : 8); i++) {
                const { status, ms, head } = await exchange(agent, backend, `/api/v2/query?org=${backend.org}`, body, json);
                if (status !== 200) note = ` (${status}: ${head.slice(0, 80)})`;
                best = Math.min(best, ms);
            }
            const peak = peakMemory(backend.child.pid);
            if (key === "everything" && before !== undefined && peak !== undefined) {
                note += `; memory rises by ${Math.max(0, (peak - before) / 1e6).toFixed(0)} MB to ${(peak / 1e6).toFixed(0)} MB`;
            }
            rows.push([name + note, best, peer[key], goal]);
        }
        const { idle, invoke } = await tails(backend);
        rows.push([`small invokes at 200 a second: 99 of 100 within (/health: ${idle.toFixed(1)} ms)`, invoke, undefined, 10]);
        began = performance.now();
        await end(backend);
        const size = statSync(join(data, "data.sqlite")).size;
        backend = await startBackend(data);
        rows.push(["start to ready, with these data", backend.readyMs, undefined, 300]);
        return [
            "| work | ours | influxd 2.7 | goal |",
            "|---|---:|---:|---:|",
            ...rows.map(([name, ms, theirs, goal]) => `| ${name} | ${ms.toFixed(ms < 100 ? 1 : 0)} ms | ${theirs === undefined ? "" : `${theirs} ms`} | ${goal} ms |`),
            `| bytes on disk a line | ${(size / lines).toFixed(1)} | | 24 |`,
        ].join("\n");
    } finally {
        await end(backend);
        agent.destroy();
        rmSync(data, { recursive: true, force: true });
    }
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
    const at = process.argv.indexOf("--lines");
    process.stdout.write(`${await run(at < 0 ? {} : { lines: Number(process.argv[at + 1]) })}\n`);
}
