/** The scripts API of the local backend and of InfluxDB Cloud. */
import { readBucket, readList, readObject, readOrganization, readParams, readProfile, readScript } from "./answer.ts";
import { clockSkew } from "./detect.ts";
import { NotAppliedError, TimeoutError } from "./errors.ts";
import { type Answer, Http, type HttpOptions } from "./http.ts";
import { resultStream } from "./stream.ts";
import type {
    Bucket,
    CallOptions,
    Capabilities,
    NewScript,
    Organization,
    QueryOptions,
    ResultStream,
    RunOptions,
    RunProfile,
    Script,
    ScriptChange,
    ScriptParamType,
    ScriptsBackend,
    ServerInfo,
} from "./types.ts";

export interface ClientOptions extends HttpOptions {
    /** Name or id of the organisation; needed for `query` and `buckets`. */
    readonly org?: string;
    /** Scripts a page; the API's own default 100, at most 500. */
    readonly pageSize?: number;
    /** Milliseconds until the headers of a run's answer; 0, the default, for no limit. */
    readonly runTimeoutMs?: number;
}

const capabilities: Readonly<Record<"local" | "cloud", Capabilities>> = {
    local: { kind: "local", scripts: true, rename: true, annotatedInvoke: true, query: true, queryParams: true, buckets: true },
    // The Cloud's documentation names description and script only for PATCH, and no dialect for invoke.
    cloud: { kind: "cloud", scripts: true, rename: false, annotatedInvoke: false, query: true, queryParams: true, buckets: true },
};

/** A client of the local backend or of InfluxDB Cloud. */
export function createScriptsClient(kind: "local" | "cloud", options: ClientOptions): ScriptsBackend {
    return new ScriptsClient(capabilities[kind], options);
}

class ScriptsClient implements ScriptsBackend {
    readonly capabilities: Capabilities;
    readonly url: string;
    readonly profile?: NonNullable<ScriptsBackend["profile"]>;
    private readonly http: Http;
    private readonly options: ClientOptions;

    constructor(can: Capabilities, options: ClientOptions) {
        this.capabilities = can;
        this.options = options;
        this.http = new Http(options);
        this.url = this.http.url;
        if (can.kind === "local") this.profile = (id, call) => this.readProfile(id, call);
    }

    async check(options: CallOptions = {}): Promise<ServerInfo> {
        const { response } = await this.http.send({ ...options, method: "GET", path: "/api/v2/scripts?limit=1", idempotent: true });
        await readObject(response);
        const version = response.headers.get("x-influxdb-version");
        return {
            kind: this.capabilities.kind,
            ...(version === null ? {} : { version }),
            ...clockSkew(response),
        };
    }

    async list(options: CallOptions = {}): Promise<Script[]> {
        const limit = this.options.pageSize ?? 100;
        const found = new Map<string, Script>();
        for (let offset = 0; ; offset += limit) {
            const path = `/api/v2/scripts?limit=${limit}&offset=${offset}`;
            const { response } = await this.http.send({ ...options, method: "GET", path, idempotent: true });
            const page = readList(await readObject(response), "scripts", readScript);
            const before = found.size;
            for (const script of page) found.set(script.id, script);
            // A server that ignores the offset gives the same page for ever.
            if (page.length < limit || found.size === before) return [...found.values()];
        }
    }

    async find(name: string, options: CallOptions = {}): Promise<Script | undefined> {
        const path = `/api/v2/scripts?limit=100&name=${encodeURIComponent(name)}`;
        const { response } = await this.http.send({ ...options, method: "GET", path, idempotent: true });
        return readList(await readObject(response), "scripts", readScript).find((script) => script.name === name);
    }

    async get(id: string, options: CallOptions = {}): Promise<Script> {
        const { response } = await this.http.send({ ...options, method: "GET", path: scriptPath(id), idempotent: true });
        return readScript(await readObject(response));
    }

    async create(script: NewScript, options: CallOptions = {}): Promise<Script> {
        const wanted = { name: script.name, description: script.description, language: script.language ?? "flux", script: script.script };
        const post = async (): Promise<Script> => {
            const body = JSON.stringify(wanted);
            const { response } = await this.http.send({ ...options, method: "POST", path: "/api/v2/scripts", body, idempotent: false });
            return readScript(await readObject(response));
        };
        try {
            return await post();
        } catch (error) {
            if (!(error instanceof TimeoutError)) throw error;
            // Nobody knows whether it was made: names are unique, so look before a second try.
            const there = await this.find(script.name, options);
            if (there === undefined) return await post();
            if (there.script !== wanted.script || there.description !== wanted.description) throw error;
            return there;
        }
    }

    async update(id: string, change: ScriptChange, options: CallOptions = {}): Promise<Script> {
        // Setting the same values twice is as once.
        const { response } = await this.http.send({
            ...options,
            method: "PATCH",
            path: scriptPath(id),
            body: JSON.stringify(change),
            idempotent: true,
        });
        const script = readScript(await readObject(response));
        for (const key of ["name", "description", "script"] as const) {
            const wanted = change[key];
            if (wanted !== undefined && script[key] !== wanted) {
                throw new NotAppliedError(`the server did not change the script's ${key}`, { status: response.status });
            }
        }
        return script;
    }

    async delete(id: string, options: CallOptions = {}): Promise<void> {
        const { response } = await this.http.send({ ...options, method: "DELETE", path: scriptPath(id), idempotent: true });
        await response.text();
    }

    async params(id: string, options: CallOptions = {}): Promise<Record<string, ScriptParamType>> {
        const { response } = await this.http.send({ ...options, method: "GET", path: `${scriptPath(id)}/params`, idempotent: true });
        return readParams(await readObject(response));
    }

    async invoke(id: string, options: RunOptions = {}): Promise<ResultStream> {
        const dialect = options.dialect === undefined ? "" : `,"dialect":${JSON.stringify(options.dialect)}`;
        const body = `{"params":${options.params ?? "{}"}${dialect}}`;
        return resultStream(await this.run(`${scriptPath(id)}/invoke`, body, options), options.signal);
    }

    async query(flux: string, options: QueryOptions = {}): Promise<ResultStream> {
        const parts = [`"query":${JSON.stringify(flux)}`, `"type":"flux"`];
        if (options.params !== undefined) parts.push(`"params":${options.params}`);
        if (options.dialect !== undefined) parts.push(`"dialect":${JSON.stringify(options.dialect)}`);
        if (options.now !== undefined) parts.push(`"now":${JSON.stringify(options.now)}`);
        return resultStream(await this.run(`/api/v2/query${this.orgQuery()}`, `{${parts.join(",")}}`, options), options.signal);
    }

    private async readProfile(id: string, options: CallOptions = {}): Promise<RunProfile> {
        const path = `/api/v2/flux-scripts/profiles/${encodeURIComponent(id)}`;
        const { response } = await this.http.send({ ...options, method: "GET", path, idempotent: false });
        return readProfile(await readObject(response));
    }

    async buckets(options: CallOptions = {}): Promise<Bucket[]> {
        const limit = 100;
        const found = new Map<string, Bucket>();
        for (let offset = 0; ; offset += limit) {
            const org = this.orgQuery();
            const path = `/api/v2/buckets${org === "" ? "?" : `${org}&`}limit=${limit}&offset=${offset}`;
            const { response } = await this.http.send({ ...options, method: "GET", path, idempotent: true });
            const page = readList(await readObject(response), "buckets", readBucket);
            const before = found.size;
            for (const bucket of page) found.set(bucket.id, bucket);
            if (page.length < limit || found.size === before) return [...found.values()];
        }
    }

    async organizations(options: CallOptions = {}): Promise<Organization[]> {
        const { response } = await this.http.send({ ...options, method: "GET", path: "/api/v2/orgs", idempotent: true });
        return readList(await readObject(response), "orgs", readOrganization);
    }

    private orgQuery(): string {
        return this.options.org === undefined ? "" : `?org=${encodeURIComponent(this.options.org)}`;
    }

    /** Runs have no time-out unless one is set: a long query is not cut. */
    private run(path: string, body: string, options: QueryOptions): Promise<Answer> {
        const { signal, timeoutMs = this.options.runTimeoutMs ?? 0 } = options;
        return this.http.send({
            method: "POST",
            path,
            body,
            accept: "application/csv",
            idempotent: false,
            timeoutMs,
            // Nobody else knows them, and a server that answers browsers refuses what it doesn't know.
            headers: this.capabilities.kind === "local" ? ownHeaders(options) : {},
            ...(signal === undefined ? {} : { signal }),
        });
    }
}

function scriptPath(id: string): string {
    return `/api/v2/scripts/${encodeURIComponent(id)}`;
}

/** What the local backend takes beside the API. */
function ownHeaders({ profile, readOnly = false, quotedEmpty = false }: QueryOptions): Readonly<Record<string, string>> {
    return {
        ...(profile === undefined ? {} : { "X-Flux-Scripts-Profile": profile }),
        ...(readOnly ? { "X-Flux-Scripts-Read-Only": "true" } : {}),
        ...(quotedEmpty ? { "X-Flux-Scripts-Quoted-Empty": "true" } : {}),
    };
}
