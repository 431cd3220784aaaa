import type { PackageDoc } from "../types.ts";

const secrets: PackageDoc = {
    summary: "Secrets that the server keeps, so that no script holds them.",
    exports: {
        get: {
            summary: "A secret by its key.",
            arguments: { key: "The key." },
            example: 'import "influxdata/influxdb/secrets"\n\ntoken = secrets.get(key: "API_TOKEN")\n',
        },
    },
};

export default secrets;
