/** What a server is and what a token may do there, found out without changing anything. */
import { readBucket, readList, readObject, readOrganization, readScript } from "./answer.ts";
import { AuthError, ConflictError, ForbiddenError, RequestError, ScriptsApiError } from "./errors.ts";
import { detectBackend } from "./detect.ts";
import { Http, type HttpOptions } from "./http.ts";
import type { BackendKind, CallOptions, Organization } from "./types.ts";

/** What a token may be good for. */
export type Ability = "readScripts" | "changeScripts" | "query" | "readBuckets";

/** `unsupported`: the server has no such thing. `unknown`: its answer does not tell. */
export type Allowed = "yes" | "no" | "unknown" | "unsupported";

export interface Probe {
    readonly kind: BackendKind;
    readonly version?: string;
    /** Server's clock minus ours in milliseconds, by its Date header; to a second only. */
    readonly clockSkewMs?: number;
    /** Milliseconds of the first exchange, with the connection's set-up. */
    readonly roundTripMs: number;
    /** Those that the token may see. */
    readonly organizations: readonly Organization[];
    readonly abilities: Readonly<Record<Ability, Allowed>>;
    /** How many buckets the token may read, 100 at most; undefined where they can't be listed. */
    readonly buckets?: number;
}

/**
 * Asks what can be asked without a change. Rejects with the `ScriptsApiError` of the cause when the server can't be reached, is no
 * InfluxDB, or does not take the token (`AuthError`).
 */
export async function probe(options: HttpOptions & { readonly org?: string }, call: CallOptions = {}): Promise<Probe> {
    const http = new Http({ ...options, maxTries: 1 });
    const started = Date.now();
    const { info, scripts } = await detect(options, call);
    const roundTripMs = Date.now() - started;
    const ask = new Asker(http, call);
    const organizations = await ask.organizations();
    const org = options.org ?? (organizations.length === 1 ? organizations[0]?.name : undefined);
    const query = org === undefined ? "" : `?org=${encodeURIComponent(org)}`;
    const buckets = await ask.buckets(query);
    return {
        ...info,
        roundTripMs,
        organizations,
        abilities: {
            readScripts: scripts,
            changeScripts: info.kind === "oss" ? "unsupported" : await ask.changeScripts(),
            query: await ask.query(query),
            readBuckets: buckets.allowed,
        },
        ...(buckets.count === undefined ? {} : { buckets: buckets.count }),
    };
}

async function detect(
    options: HttpOptions,
    call: CallOptions,
): Promise<{ info: Omit<Probe, "roundTripMs" | "organizations" | "abilities">; scripts: Allowed }> {
    try {
        const info = await detectBackend({ ...options, maxTries: 1 }, call);
        return { info, scripts: info.kind === "oss" ? "unsupported" : "yes" };
    } catch (error) {
        // The scripts API is there and knows the token, which is good for something else.
        if (error instanceof ForbiddenError) return { info: { kind: "cloud" }, scripts: "no" };
        throw error;
    }
}

/** Single questions, each with an answer for every end but a token that is refused or a connection that is gone. */
class Asker {
    private readonly http: Http;
    private readonly call: CallOptions;

    constructor(http: Http, call: CallOptions) {
        this.http = http;
        this.call = call;
    }

    async organizations(): Promise<Organization[]> {
        try {
            const { response } = await this.http.send({ ...this.call, method: "GET", path: "/api/v2/orgs", idempotent: true });
            return readList(await readObject(response), "orgs", readOrganization);
        } catch (error) {
            // A token for one bucket may not list organisations.
            allowedBy(error);
            return [];
        }
    }

    async buckets(query: string): Promise<{ allowed: Allowed; count?: number }> {
        try {
            const path = `/api/v2/buckets${query === "" ? "?" : `${query}&`}limit=100`;
            const { response } = await this.http.send({ ...this.call, method: "GET", path, idempotent: true });
            return { allowed: "yes", count: readList(await readObject(response), "buckets", readBucket).length };
        } catch (error) {
            return { allowed: allowedBy(error) };
        }
    }

    /** A script without a name is never stored: a token that may not store gets 403, any other hears that the name is missing. */
    async changeScripts(): Promise<Allowed> {
        const body = JSON.stringify({ name: "", description: "", script: "", language: "flux" });
        try {
            const { response } = await this.http.send({ ...this.call, method: "POST", path: "/api/v2/scripts", body, idempotent: false });
            const { id } = readScript(await readObject(response));
            const path = `/api/v2/scripts/${encodeURIComponent(id)}`;
            await (await this.http.send({ ...this.call, method: "DELETE", path, idempotent: true })).response.text();
            return "yes";
        } catch (error) {
            return error instanceof RequestError || error instanceof ConflictError ? "yes" : allowedBy(error);
        }
    }

    /** Runs a text that reads nothing. */
    async query(query: string): Promise<Allowed> {
        const body = JSON.stringify({ query: 'import "array"\n\narray.from(rows: [{ok: true}])', type: "flux" });
        const path = `/api/v2/query${query}`;
        try {
            const answer = await this.http.send({ ...this.call, method: "POST", path, body, accept: "application/csv", idempotent: true });
            await answer.response.text();
            return "yes";
        } catch (error) {
            return allowedBy(error);
        }
    }
}

/** What a refused question tells; throws what makes every further one senseless. */
function allowedBy(error: unknown): Allowed {
    if (error instanceof ForbiddenError) return "no";
    if (error instanceof AuthError || !(error instanceof ScriptsApiError)) throw error;
    if (["network", "timeout", "cancelled", "redirect"].includes(error.kind)) throw error;
    return "unknown";
}
