/** `/api/v2/delete`: points by time and predicate. */
import { isJsonObject, type JsonValue, readJson, readTime } from "@flux-scripts/flux/params";
import { ServiceError } from "../errors.ts";
import { readPredicate } from "../storage/predicate.ts";
import { demand } from "./access.ts";
import { readBody } from "./body.ts";
import { type App, demandBucket, demandOrg, type Environment } from "./environment.ts";
import { jsonFault } from "./gojson.ts";
import { decodeText } from "./scripts.ts";

const prefix = "error decoding json body: ";

export function deleteRoutes(app: App, environment: Environment): void {
    app.post("/api/v2/delete", async (context) => {
        const text = decodeText(await readBody(context.env.incoming, { limit: environment.limits.body, gzip: false }));
        const fault = jsonFault(text);
        if (fault !== undefined) throw new ServiceError("invalid", prefix + fault);
        const parsed = readJson(text);
        const body = parsed.ok && isJsonObject(parsed.value) ? parsed.value : new Map<string, JsonValue>();
        const start = timeOf(body.get("start"), "start");
        const stop = timeOf(body.get("stop"), "stop");
        const predicate = predicateOf(body.get("predicate"));
        demandOrg(environment, context);
        const bucket = await demandBucket(environment, context);
        demand(context.var.access, "write", "buckets", bucket.id);
        await environment.storage.call("delete", [{ bucket: bucket.n, start, stop, predicate }]);
        return context.body(null, 204);
    });
}

function timeOf(value: JsonValue | undefined, field: string): bigint {
    const time = typeof value === "string" && value.includes("T") ? readTime(value) : undefined;
    if (time === undefined) {
        const message = `invalid RFC3339Nano for field ${field}, please format your time with RFC3339Nano format, example: 2009-01-02T23:00:00Z`;
        throw new ServiceError("invalid", prefix + message);
    }
    return time;
}

function predicateOf(value: JsonValue | undefined): ReturnType<typeof readPredicate> {
    if (value === undefined || value === null) return [];
    if (typeof value !== "string") throw new ServiceError("invalid", `${prefix}the predicate must be a string`);
    try {
        return readPredicate(value);
    } catch (error) {
        if (error instanceof ServiceError && error.code === "invalid") throw new ServiceError("invalid", prefix + error.message);
        throw error;
    }
}
