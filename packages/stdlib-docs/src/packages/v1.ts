import type { PackageDoc } from "../types.ts";
import { schemaExports } from "./schema.ts";

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
        ...schemaExports("influxdata/influxdb/v1", "v1"),
    },
};

export default v1;
