/** InfluxDB OSS 2.x: no scripts API. Scripts are the workspace's files; a run goes to `/api/v2/query` with `extern`. */
import { readObject } from "./answer.ts";
import { type ClientOptions, createScriptsClient } from "./client.ts";
import { clockSkew } from "./detect.ts";
import { ProtocolError, UnsupportedError } from "./errors.ts";
import { Http } from "./http.ts";
import { resultStream } from "./stream.ts";
import type {
    Bucket,
    CallOptions,
    Capabilities,
    Organization,
    QueryOptions,
    ResultStream,
    Script,
    ScriptsBackend,
    ServerInfo,
} from "./types.ts";

const capabilities: Capabilities = {
    kind: "oss",
    scripts: false,
    rename: false,
    annotatedInvoke: false,
    query: true,
    queryParams: false,
    buckets: true,
};

/** A client of InfluxDB OSS 2.x. `org` must be given: its query API has no default. */
export function createOssClient(options: ClientOptions & { readonly org: string }): ScriptsBackend {
    return new OssClient(options);
}

class OssClient implements ScriptsBackend {
    readonly capabilities = capabilities;
    readonly url: string;
    private readonly http: Http;
    private readonly org: string;
    private readonly runTimeoutMs: number;
    private readonly shared: ScriptsBackend;

    constructor(options: ClientOptions & { readonly org: string }) {
        this.http = new Http(options);
        this.url = this.http.url;
        this.org = options.org;
        this.runTimeoutMs = options.runTimeoutMs ?? 0;
        this.shared = createScriptsClient("local", options);
    }

    async check(options: CallOptions = {}): Promise<ServerInfo> {
        const { response } = await this.http.send({ ...options, method: "GET", path: "/api/v2/buckets?limit=1", idempotent: true });
        await readObject(response);
        const version = response.headers.get("x-influxdb-version");
        return { kind: "oss", ...(version === null ? {} : { version }), ...clockSkew(response) };
    }

    list(): Promise<Script[]> {
        return refuse();
    }

    find(): Promise<Script | undefined> {
        return refuse();
    }

    get(): Promise<Script> {
        return refuse();
    }

    create(): Promise<Script> {
        return refuse();
    }

    update(): Promise<Script> {
        return refuse();
    }

    delete(): Promise<void> {
        return refuse();
    }

    params(): Promise<never> {
        return refuse();
    }

    invoke(): Promise<ResultStream> {
        return refuse();
    }

    async query(flux: string, options: QueryOptions = {}): Promise<ResultStream> {
        const parts = [`"query":${JSON.stringify(flux)}`, `"type":"flux"`];
        if (options.paramsOption !== undefined) parts.push(`"extern":${JSON.stringify(await this.tree(options.paramsOption, options))}`);
        if (options.dialect !== undefined) parts.push(`"dialect":${JSON.stringify(options.dialect)}`);
        if (options.now !== undefined) parts.push(`"now":${JSON.stringify(options.now)}`);
        const { signal, timeoutMs = this.runTimeoutMs } = options;
        const path = `/api/v2/query?org=${encodeURIComponent(this.org)}`;
        const call = {
            method: "POST" as const,
            path,
            body: `{${parts.join(",")}}`,
            accept: "application/csv",
            idempotent: false,
            timeoutMs,
        };
        return resultStream(await this.http.send({ ...call, ...(signal === undefined ? {} : { signal }) }), signal);
    }

    /** The server's own parser makes the tree, so positions in the script stay as they are and no number is touched. */
    private async tree(source: string, { signal }: QueryOptions): Promise<unknown> {
        const body = JSON.stringify({ query: source });
        const { response } = await this.http.send({
            method: "POST",
            path: "/api/v2/query/ast",
            body,
            idempotent: true,
            ...(signal === undefined ? {} : { signal }),
        });
        const { ast } = (await readObject(response)) as { ast?: { files?: unknown[] } };
        const file = ast?.files?.[0];
        if (file === undefined) throw new ProtocolError("the server's answer has no syntax tree", { status: response.status });
        return file;
    }

    buckets(options: CallOptions = {}): Promise<Bucket[]> {
        return this.shared.buckets(options);
    }

    organizations(options: CallOptions = {}): Promise<Organization[]> {
        return this.shared.organizations(options);
    }
}

function refuse(): Promise<never> {
    return Promise.reject(new UnsupportedError("InfluxDB OSS stores no scripts: they are the files of the workspace"));
}
