/** `/api/v2/write` and the 1.x `/write`: line protocol. */
import type { Precision } from "../lineprotocol/batch.ts";
import { ServiceError } from "../errors.ts";
import { nanoseconds } from "../storage/clock.ts";
import { demand } from "./access.ts";
import { readBody } from "./body.ts";
import { type App, type AppContext, demandBucket, demandOrg, type Environment, parameter } from "./environment.ts";

const precisions: ReadonlyMap<string, Precision> = new Map((["ns", "us", "ms", "s"] as const).map((unit) => [unit, unit]));
/** The 1.x endpoint's own spellings beside them. */
const oldPrecisions: ReadonlyMap<string, Precision> = new Map([...precisions, ["n", "ns"], ["u", "us"]]);

export function writeRoutes(app: App, environment: Environment): void {
    app.post("/api/v2/write", async (context) => {
        demandOrg(environment, context);
        const precision = precisions.get(parameter(context, "precision") ?? "ns");
        if (precision === undefined) throw new ServiceError("invalid", "invalid precision; valid precision units are ns, us, ms, and s");
        const bucket = await demandBucket(environment, context);
        return write(context, environment, bucket, precision);
    });

    app.post("/write", async (context) => {
        const precision = oldPrecisions.get(parameter(context, "precision") ?? "ns");
        if (precision === undefined) throw new ServiceError("invalid", "invalid precision; use ns, us, ms or s");
        const db = parameter(context, "db");
        const policy = parameter(context, "rp");
        const buckets = await environment.storage.call("listBuckets", []);
        const bucket =
            buckets.find(({ name }) => name === (policy === undefined ? db : `${db}/${policy}`)) ?? buckets.find(({ name }) => name === db);
        if (bucket === undefined) throw new ServiceError("not found", `database "${db ?? ""}" not found: make a bucket of that name`);
        return write(context, environment, bucket, precision);
    });
}

async function write(
    context: AppContext,
    environment: Environment,
    bucket: { readonly n: number; readonly id: string },
    precision: Precision,
): Promise<Response> {
    demand(context.var.access, "write", "buckets", bucket.id);
    const body = await readBody(context.env.incoming, { limit: environment.limits.write, gzip: true });
    // Small bodies share a pool of memory, which can't be handed over.
    const own = body.byteOffset === 0 && body.byteLength === body.buffer.byteLength ? body : Buffer.from(Uint8Array.from(body).buffer);
    const request = { bucket: bucket.n, body: own, precision, now: nanoseconds() };
    const result = await environment.storage.call("write", [request], [own.buffer as ArrayBuffer]);
    if (result.kind === "no bucket") throw new ServiceError("not found", "bucket not found");
    if (result.kind === "malformed") throw new ServiceError("invalid", result.message);
    if (result.dropMessage !== undefined) {
        const message = `failure writing points to database: partial write: ${result.dropMessage} dropped=${result.dropped}`;
        throw new ServiceError("unprocessable entity", message);
    }
    return context.body(null, 204);
}
