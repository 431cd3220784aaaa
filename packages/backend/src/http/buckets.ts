/** `/api/v2/buckets`. */
import { ServiceError } from "../errors.ts";
import type { BucketPatch, StoredBucket } from "../storage/documents.ts";
import { demand, may } from "./access.ts";
import { indented } from "./answer.ts";
import { readBody } from "./body.ts";
import { type App, type AppContext, demandId, demandOrg, type Environment, parameter } from "./environment.ts";
import { jsonFault } from "./gojson.ts";
import { decodeText } from "./scripts.ts";

const path = "/api/v2/buckets";
const hour = 3600;

export function bucketRoutes(app: App, environment: Environment): void {
    const { storage, org } = environment;

    app.get(path, async (context) => {
        const limit = limitOf(context);
        const offset = Number(parameter(context, "offset") ?? 0);
        if (!Number.isInteger(offset) || offset < 0) throw new ServiceError("invalid", "offset must be a whole number of 0 or more");
        const descending = parameter(context, "descending") === "true";
        const after = parameter(context, "after");
        if (after !== undefined) demandId(after, "decoding after: ");
        const id = parameter(context, "id");
        if (id !== undefined) demandId(id);
        if (parameter(context, "org") !== undefined || parameter(context, "orgID") !== undefined) demandOrg(environment, context);
        const name = parameter(context, "name");
        const all = await storage.call("listBuckets", []);
        if (descending) all.reverse();
        let found = all.filter((bucket) => may(context.var.access, "read", "buckets", bucket.id));
        if (name !== undefined) {
            found = found.filter((bucket) => bucket.name === name);
            if (found.length === 0) throw new ServiceError("not found", `bucket "${name}" not found`);
        }
        if (id !== undefined) {
            found = found.filter((bucket) => bucket.id === id.toLowerCase());
            if (found.length === 0) throw new ServiceError("not found", "bucket not found");
        }
        if (after !== undefined) {
            const at = found.findIndex((bucket) => bucket.id === after);
            found = at < 0 ? [] : found.slice(at + 1);
        }
        const page = found.slice(offset, offset + limit);
        return indented(context, {
            links: pageLinks(context, limit, offset, descending, page.length),
            buckets: page.map((bucket) => shown(bucket, org.id)),
        });
    });

    app.post(path, async (context) => {
        demand(context.var.access, "write", "buckets");
        const body = await readJsonObject(context, environment);
        const orgID = body["orgID"];
        if (typeof orgID !== "string" || orgID === "") throw new ServiceError("invalid", "organization id must be provided");
        if (demandId(orgID) !== org.id) throw new ServiceError("not found", "organization not found");
        const name = checkedName(text(body, "name") ?? "");
        const { retentionSeconds, shardSeconds } = retentionOf(body, undefined);
        const made = await storage.call("createBucket", [
            { name, description: text(body, "description") ?? "", retentionSeconds: retentionSeconds ?? 0, shardSeconds },
        ]);
        return indented(context, shown(made, org.id), 201);
    });

    app.get(`${path}/:id`, async (context) => indented(context, shown(await bucketOf(environment, context, "read"), org.id)));

    app.patch(`${path}/:id`, async (context) => {
        const bucket = await bucketOf(environment, context, "write");
        const body = await readJsonObject(context, environment);
        const name = text(body, "name");
        if (name !== undefined && bucket.kind === "system" && name !== bucket.name)
            throw new ServiceError("invalid", "system buckets cannot be renamed");
        const patch: BucketPatch = {
            ...(name === undefined ? {} : { name: checkedName(name) }),
            ...(text(body, "description") === undefined ? {} : { description: text(body, "description") as string }),
            ...retentionOf(body, bucket),
        };
        return indented(context, shown(await storage.call("updateBucket", [bucket.id, patch]), org.id));
    });

    app.delete(`${path}/:id`, async (context) => {
        const bucket = await bucketOf(environment, context, "write");
        if (bucket.kind === "system") throw new ServiceError("invalid", "system buckets cannot be deleted");
        await storage.call("deleteBucket", [bucket.id]);
        return context.body(null, 204);
    });

    app.get(`${path}/:id/labels`, async (context) => {
        await bucketOf(environment, context, "read");
        return indented(context, { links: { self: "/api/v2/labels" }, labels: [] });
    });

    for (const kind of ["members", "owners"] as const) {
        app.get(`${path}/:id/${kind}`, async (context) => {
            const bucket = await bucketOf(environment, context, "read");
            return indented(context, { links: { self: `${path}/${bucket.id}/${kind}` }, users: [] });
        });
    }
}

async function bucketOf(environment: Environment, context: AppContext, action: "read" | "write"): Promise<StoredBucket> {
    const id = demandId(context.req.param("id") ?? "");
    const found = (await environment.storage.call("listBuckets", [])).find((bucket) => bucket.id === id);
    if (found === undefined) throw new ServiceError("not found", "bucket not found");
    demand(context.var.access, action, "buckets", id);
    return found;
}

export async function readJsonObject(context: AppContext, environment: Environment): Promise<Readonly<Record<string, unknown>>> {
    const body = decodeText(await readBody(context.env.incoming, { limit: environment.limits.body, gzip: false }));
    const fault = jsonFault(body);
    if (fault !== undefined) throw new ServiceError("invalid", `failed to unmarshal json: ${fault}`);
    try {
        const value: unknown = JSON.parse(body);
        if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
    } catch {
        // More than one value: InfluxDB would take the first; nobody means that.
    }
    throw new ServiceError("invalid", "failed to unmarshal json: a JSON object is expected");
}

function text(body: Readonly<Record<string, unknown>>, key: string): string | undefined {
    const value = body[key];
    if (value === undefined || value === null) return undefined;
    if (typeof value !== "string") throw new ServiceError("invalid", `${key} must be a string`);
    return value;
}

function checkedName(name: string): string {
    if (name.startsWith("_")) throw new ServiceError("invalid", `bucket name ${name} is invalid. Buckets may not start with underscore`);
    if (name.includes('"'))
        throw new ServiceError("invalid", `bucket name ${name} is invalid. Bucket names may not include quotation marks`);
    return name;
}

interface RetentionChange {
    readonly retentionSeconds?: number;
    readonly shardSeconds?: number;
}

function retentionOf(body: Readonly<Record<string, unknown>>, old: StoredBucket | undefined): RetentionChange {
    const rules = body["retentionRules"];
    if (!Array.isArray(rules) || rules.length === 0) return {};
    if (rules.length > 1) throw new ServiceError("unprocessable entity", "buckets cannot have more than one retention rule at this time");
    const rule = rules[0] as { everySeconds?: unknown; shardGroupDurationSeconds?: unknown } | null;
    const every = rule?.everySeconds;
    const shard = rule?.shardGroupDurationSeconds;
    if (every !== undefined && (typeof every !== "number" || !Number.isInteger(every)))
        throw new ServiceError("invalid", "everySeconds must be a whole number");
    if (shard !== undefined && (typeof shard !== "number" || !Number.isInteger(shard))) {
        throw new ServiceError("invalid", "shardGroupDurationSeconds must be a whole number");
    }
    if (every !== undefined && every < 0) throw new ServiceError("unprocessable entity", "expiration seconds cannot be negative");
    if (shard !== undefined && shard < 0) throw new ServiceError("unprocessable entity", "shard-group duration seconds cannot be negative");
    if (every !== undefined && every > 0 && every < hour) {
        // InfluxDB answers 500 here; nothing is wrong with the server.
        throw new ServiceError("unprocessable entity", "retention policy duration must be at least 1h0m0s");
    }
    const retention = every ?? old?.retentionSeconds ?? 0;
    const shards = shard === undefined || shard === 0 ? old?.shardSeconds : shard;
    if (retention > 0 && shards !== undefined && shards > retention) {
        throw new ServiceError(
            "unprocessable entity",
            old === undefined
                ? "retention policy duration must be greater than the shard duration"
                : "shard-group duration must also be updated to be smaller than new retention duration",
        );
    }
    return {
        ...(every === undefined ? {} : { retentionSeconds: every }),
        ...(shard === undefined || shard === 0 ? {} : { shardSeconds: shard }),
    };
}

function shown(bucket: StoredBucket, orgID: string): object {
    const { id } = bucket;
    return {
        id,
        orgID,
        type: bucket.kind,
        ...(bucket.description === "" ? {} : { description: bucket.description }),
        name: bucket.name,
        retentionRules: [{ type: "expire", everySeconds: bucket.retentionSeconds, shardGroupDurationSeconds: bucket.shardSeconds }],
        createdAt: bucket.createdAt,
        updatedAt: bucket.updatedAt,
        links: {
            labels: `${path}/${id}/labels`,
            members: `${path}/${id}/members`,
            org: `/api/v2/orgs/${orgID}`,
            owners: `${path}/${id}/owners`,
            self: `${path}/${id}`,
            write: `/api/v2/write?org=${orgID}&bucket=${id}`,
        },
        labels: [],
    };
}

function limitOf(context: AppContext): number {
    const limit = parameter(context, "limit");
    if (limit === undefined) return 20;
    const value = Number(limit);
    if (!Number.isInteger(value) || value < 1 || value > 100) throw new ServiceError("invalid", "limit must be between 1 and 100");
    return value;
}

/** `next` is there whenever the page is full; the filter by name is called `bucket`; the parameters are sorted. */
function pageLinks(context: AppContext, limit: number, offset: number, descending: boolean, found: number): object {
    const link = (at: number): string => {
        const query: Record<string, string> = { descending: String(descending), limit: String(limit), offset: String(at) };
        for (const [name, as] of [
            ["after", "after"],
            ["id", "id"],
            ["name", "bucket"],
            ["org", "org"],
            ["orgID", "orgID"],
        ] as const) {
            const value = parameter(context, name);
            if (value !== undefined) query[as] = value;
        }
        const sorted = Object.keys(query).sort();
        return `${path}?${sorted.map((key) => `${key}=${encodeURIComponent(query[key] as string)}`).join("&")}`;
    };
    return {
        ...(offset > 0 ? { prev: link(Math.max(0, offset - limit)) } : {}),
        self: link(offset),
        ...(found === limit ? { next: link(offset + limit) } : {}),
    };
}
