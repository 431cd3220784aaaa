/** What the routes share. */
import type { HttpBindings } from "@hono/node-server";
import type { Context, Hono } from "hono";
import { ServiceError } from "../errors.ts";
import type { QueryPool } from "../query/pool.ts";
import type { StorageClient } from "../storage/client.ts";
import type { Organization, StoredBucket } from "../storage/documents.ts";
import type { Access, Tokens } from "./access.ts";
import type { Profiles } from "./profiles.ts";

interface Limits {
    /** Bytes of a script or query body. */
    readonly body: number;
    /** Bytes of a write, also after unpacking. */
    readonly write: number;
}

export interface Environment {
    readonly storage: StorageClient;
    readonly queries: QueryPool;
    readonly tokens: Tokens;
    readonly profiles: Profiles;
    readonly org: Organization;
    readonly version: string;
    readonly startedAt: Date;
    readonly limits: Limits;
    /** Origins beside those of loopback; `*` for any. */
    readonly cors: readonly string[];
    /** Host names that requests may be sent to; undefined for any. */
    readonly hosts: readonly string[] | undefined;
}

export interface AppTypes {
    Bindings: HttpBindings;
    Variables: { access: Access };
}

export type App = Hono<AppTypes>;
export type AppContext = Context<AppTypes>;

/** A query parameter, undefined when it is absent or empty. */
export function parameter(context: AppContext, name: string): string | undefined {
    const value = context.req.query(name);
    return value === undefined || value === "" ? undefined : value;
}

/** Names a header of the request that the answer depends on, beside those that are named already. */
export function vary({ env }: AppContext, name: string): void {
    const named = env.outgoing.getHeader("vary");
    const names = new Set(typeof named === "string" ? named.split(", ") : []);
    env.outgoing.setHeader("vary", [...names.add(name)].join(", "));
}

/** Checks that an id is 16 hex digits other than zeros. */
export function demandId(id: string, prefix = ""): string {
    if (id.length !== 16) throw new ServiceError("invalid", `${prefix}id must have a length of 16 bytes`);
    if (!/^[0-9a-f]{16}$/i.test(id) || /^0+$/.test(id)) throw new ServiceError("invalid", `${prefix}invalid ID`);
    return id.toLowerCase();
}

/** The organisation by `org` (name or id) or `orgID`; throws 404 for another and 400 for none. */
export function demandOrg(environment: Environment, context: AppContext): Organization {
    const { org } = environment;
    const byId = parameter(context, "orgID");
    if (byId !== undefined) {
        if (demandId(byId) !== org.id) throw new ServiceError("not found", "organization not found");
        return org;
    }
    const name = parameter(context, "org");
    if (name === undefined) throw new ServiceError("invalid", "Please provide either orgID or org");
    if (name !== org.name && name !== org.id) throw new ServiceError("not found", `organization name "${name}" not found`);
    return org;
}

/** The bucket by `bucket` (name or id) or `bucketID`. */
export async function demandBucket(environment: Environment, context: AppContext): Promise<StoredBucket> {
    const byId = parameter(context, "bucketID");
    const name = parameter(context, "bucket");
    if (byId === undefined && name === undefined) throw new ServiceError("not found", "bucket not found");
    const buckets = await environment.storage.call("listBuckets", []);
    const found =
        byId === undefined
            ? (buckets.find((bucket) => bucket.name === name) ?? buckets.find((bucket) => bucket.id === name))
            : buckets.find((bucket) => bucket.id === byId);
    if (found === undefined) throw new ServiceError("not found", name === undefined ? "bucket not found" : `bucket "${name}" not found`);
    return found;
}
