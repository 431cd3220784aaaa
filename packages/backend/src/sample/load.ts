/** Sample data: a bucket with a month of readings, and example scripts. */
import { ServiceError } from "../errors.ts";
import type { StorageClient } from "../storage/client.ts";
import { readings } from "./readings.ts";
import { sampleScripts } from "./scripts.ts";

const sampleBucket = "air_sensor";
const month = 30 * 86_400;
const hour = 3600;

/**
 * Makes what is missing: the bucket, the readings up to the present hour, and (once a folder, so that deleted ones stay away)
 * the scripts.
 */
export async function loadSample(storage: StorageClient, now = Date.now()): Promise<void> {
    const found = (await storage.call("listBuckets", [])).find(({ name }) => name === sampleBucket);
    const bucket =
        found ??
        (await storage.call("createBucket", [{ name: sampleBucket, description: "Sample readings of six rooms", retentionSeconds: 0 }]));
    const end = Math.floor(now / 1000 / hour) * hour + 1;
    const newest = await storage.call("newest", [bucket.n]);
    const start = Math.max(end - month, newest === undefined ? 0 : Number(newest / 1_000_000_000n) + 1);
    const body = Buffer.from(readings(start, end));
    if (body.length > 0) await storage.call("write", [{ bucket: bucket.n, body, precision: "s", now: 0n }]);
    if (!(await storage.call("once", ["sample-scripts"]))) return;
    for (const { name, description, script } of sampleScripts()) {
        try {
            await storage.call("createScript", [{ name, description, language: "flux", script }]);
        } catch (error) {
            // One of that name is the user's own.
            if (!(error instanceof ServiceError && error.code === "conflict")) throw error;
        }
    }
}
