import type { PackageDoc } from "../../types.ts";

const bucket = "Name of the bucket.";
const start = "From when on.";
const stop = "Until when; now by default.";
const fields = "Names of the fields; all without.";
const piped = "Tables from the pipe.";
const use = (body: string): string => `import "experimental/query"\n\n${body}\n`;

const query: PackageDoc = {
    summary: "Shorter ways to read a bucket.",
    exports: {
        fromRange: {
            summary: "`from` and `range` in one.",
            arguments: { bucket, start, stop },
            example: use('query.fromRange(bucket: "air_sensor", start: -1h)'),
        },
        filterMeasurement: {
            summary: "Keeps rows of one measurement.",
            arguments: { table: piped, measurement: "The measurement." },
            example: use('query.fromRange(bucket: "air_sensor", start: -1h)\n    |> query.filterMeasurement(measurement: "air")'),
        },
        filterFields: {
            summary: "Keeps rows of some fields.",
            arguments: { table: piped, fields },
            example: use('query.fromRange(bucket: "air_sensor", start: -1h)\n    |> query.filterFields(fields: ["celsius"])'),
        },
        inBucket: {
            summary: "Reads fields of a measurement: `from`, `range` and both filters in one.",
            arguments: { bucket, start, stop, measurement: "The measurement.", fields, predicate: "Gives true for rows to keep." },
            example: use('query.inBucket(bucket: "air_sensor", start: -1h, measurement: "air", fields: ["celsius"])'),
        },
    },
};

export default query;
