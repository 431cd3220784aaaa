/** A backend of this checkout for tests: its threads bundled afresh, its data in a folder of its own. */
import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build, type BuildOptions } from "esbuild";
import { type BackendOptions, type RunningBackend, startBackend } from "../../packages/backend/src/index.ts";

const source = fileURLToPath(new URL("../../packages/backend/src/", import.meta.url));
const commonJs = [
    'import { createRequire as __createRequire } from "node:module";',
    'import { fileURLToPath as __fileURLToPath } from "node:url";',
    "const require = __createRequire(import.meta.url);",
    "const __filename = __fileURLToPath(import.meta.url);",
    'const __dirname = __fileURLToPath(new URL(".", import.meta.url));',
].join("\n");

/** A backend as a process of its own, for tests that kill it: `node process.mjs DATA STORAGE QUERY`. */
const processSource = `
    import { startBackend } from "./index.ts";
    const [dataDir, storage, query] = process.argv.slice(2);
    const backend = await startBackend({ dataDir, port: 0, workers: { storage: new URL(storage), query: new URL(query) } });
    process.on("SIGTERM", () => void backend.stop().then(() => process.exit(0)));
    process.stdout.write(JSON.stringify({ url: backend.url, token: backend.token }) + "\\n");
`;

export interface Workers {
    readonly storage: URL;
    readonly query: URL;
    readonly folder: string;
}

let bundled: Promise<Workers> | undefined;

/** Bundles of the threads, once per test process. */
export function workers(): Promise<Workers> {
    return (bundled ??= bundle());
}

async function bundle(): Promise<Workers> {
    const folder = mkdtempSync(join(tmpdir(), "backend-workers-"));
    process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
    const common: BuildOptions = {
        bundle: true,
        platform: "node",
        format: "esm",
        target: "node20",
        banner: { js: commonJs },
        logLevel: "error",
    };
    await Promise.all([
        build({
            ...common,
            entryPoints: { storage: join(source, "storage/worker.ts"), query: join(source, "query/worker.ts") },
            outdir: folder,
            outExtension: { ".js": ".mjs" },
        }),
        build({ ...common, stdin: { contents: processSource, resolveDir: source, loader: "ts" }, outfile: join(folder, "process.mjs") }),
    ]);
    const sqlite = dirname(createRequire(import.meta.url).resolve("node-sqlite3-wasm"));
    copyFileSync(join(sqlite, "node-sqlite3-wasm.wasm"), join(folder, "node-sqlite3-wasm.wasm"));
    return { storage: pathToFileURL(join(folder, "storage.mjs")), query: pathToFileURL(join(folder, "query.mjs")), folder };
}

export interface TestBackend extends RunningBackend {
    readonly dataDir: string;
    /** A request with the token; `path` from the slash on. */
    request(path: string, init?: RequestInit & { token?: string | null }): Promise<Response>;
    /** POST of JSON. */
    post(path: string, body: unknown, token?: string): Promise<Response>;
    /** Runs Flux; the text of the answer. */
    query(flux: string, more?: Record<string, unknown>): Promise<string>;
    write(bucket: string, lines: string, precision?: string): Promise<Response>;
}

/** Starts a backend on a free port; `stop` removes its folder unless one was given. */
export async function startTestBackend(options: Partial<BackendOptions> = {}): Promise<TestBackend> {
    const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), "backend-"));
    const running = await startBackend({ port: 0, workers: await workers(), ...options, dataDir });
    const request: TestBackend["request"] = (path, { token = running.token, headers, ...init } = {}) =>
        fetch(running.url + path, {
            ...init,
            headers: { ...(token === null ? {} : { authorization: `Token ${token}` }), ...(headers as Record<string, string> | undefined) },
        });
    const post: TestBackend["post"] = (path, body, token = running.token) =>
        request(path, { method: "POST", token, headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
    return {
        ...running,
        dataDir,
        request,
        post,
        query: async (flux, more = {}) => (await post(`/api/v2/query?org=${running.org}`, { query: flux, ...more })).text(),
        write: (bucket, lines, precision = "s") =>
            request(`/api/v2/write?org=${running.org}&bucket=${encodeURIComponent(bucket)}&precision=${precision}`, {
                method: "POST",
                body: lines,
            }),
        stop: async () => {
            await running.stop();
            if (options.dataDir === undefined) rmSync(dataDir, { recursive: true, force: true });
        },
    };
}

/** The bucket's id; made when it isn't there. */
export async function makeBucket(backend: TestBackend, name: string): Promise<string> {
    const org = (await (await backend.request("/api/v2/orgs")).json()) as { orgs: { id: string }[] };
    const made = await backend.post("/api/v2/buckets", { orgID: org.orgs[0]?.id, name });
    return ((await made.json()) as { id: string }).id;
}
