import type { ExportDoc, PackageDoc } from "../types.ts";

const bucket = "Name of the bucket.";
const start = "From when on; the last 30 days by default.";
const stop = "Until when; now by default.";
const predicate = "Gives true for series to look at.";
const measurement = "The measurement.";

/** Functions that this package and the older `influxdata/influxdb/v1` have in common. */
export function schemaExports(path: string, name: string): Readonly<Record<string, ExportDoc>> {
    const use = (call: string): string => `import "${path}"\n\n${name}.${call}\n`;
    return {
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
            example: `import "${path}"\n\nfrom(bucket: "air_sensor")\n    |> range(start: -1h)\n    |> ${name}.fieldsAsCols()\n`,
        },
    };
}

const schema: PackageDoc = {
    summary: "What a bucket holds: measurements, fields, tags and their values.",
    exports: schemaExports("influxdata/influxdb/schema", "schema"),
};

export default schema;
