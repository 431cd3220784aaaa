import type { PackageDoc } from "../types.ts";

const bucket = "Name of the bucket.";
const start = "From when on; the last 30 days by default.";
const stop = "Until when; now by default.";
const predicate = "Gives true for series to look at.";
const measurement = "The measurement.";
const use = (call: string): string => `import "influxdata/influxdb/v1"\n\nv1.${call}\n`;

const v1: PackageDoc = {
    summary: "For those who come from InfluxDB 1.x. What a bucket holds is also told by `influxdata/influxdb/schema`.",
    exports: {
        json: {
            summary: "Tables of an answer that InfluxDB 1.x gave to an InfluxQL query.",
            arguments: { json: "The answer's text.", file: "Path of a file that holds it." },
            example: use(
                'json(\n    json: "{\\"results\\": [{\\"statement_id\\": 0, \\"series\\": [{\\"name\\": \\"air\\", \\"columns\\": [\\"time\\", \\"celsius\\"], \\"values\\": [[\\"2024-03-01T00:00:00Z\\", 21.5]]}]}]}",\n)',
            ),
        },
        databases: {
            summary: "The databases of 1.x that stand for buckets, with their retention policies.",
            arguments: {
                host: "Address of another InfluxDB; this one by default.",
                org: "Organisation's name.",
                orgID: "Organisation's id.",
                token: "Token for the other InfluxDB.",
            },
        },
        measurements: {
            summary: "The measurements of a bucket.",
            arguments: { bucket, start, stop },
            example: use('measurements(bucket: "air_sensor")'),
        },
        fieldKeys: {
            summary: "The fields of a bucket.",
            arguments: { bucket, predicate, start, stop },
            example: use('fieldKeys(bucket: "air_sensor")'),
        },
        measurementFieldKeys: {
            summary: "The fields of a measurement.",
            arguments: { bucket, measurement, start, stop },
            example: use('measurementFieldKeys(bucket: "air_sensor", measurement: "air")'),
        },
        tagKeys: {
            summary: "The tags of a bucket.",
            arguments: { bucket, predicate, start, stop },
            example: use('tagKeys(bucket: "air_sensor")'),
        },
        measurementTagKeys: {
            summary: "The tags of a measurement.",
            arguments: { bucket, measurement, start, stop },
            example: use('measurementTagKeys(bucket: "air_sensor", measurement: "air")'),
        },
        tagValues: {
            summary: "The values of a tag in a bucket.",
            arguments: { bucket, tag: "The tag.", predicate, start, stop },
            example: use('tagValues(bucket: "air_sensor", tag: "room")'),
        },
        measurementTagValues: {
            summary: "The values of a tag in a measurement.",
            arguments: { bucket, measurement, tag: "The tag.", start, stop },
            example: use('measurementTagValues(bucket: "air_sensor", measurement: "air", tag: "room")'),
        },
        fieldsAsCols: {
            summary: "Makes a column of each field: a pivot by time.",
            arguments: { tables: "Tables from the pipe." },
            example: use("").replace("v1.\n", 'from(bucket: "air_sensor")\n    |> range(start: -1h)\n    |> v1.fieldsAsCols()\n'),
        },
    },
};

export default v1;
