/** Contributed packages that work on streams or values. */
import type { ExportDoc, PackageDoc } from "../../types.ts";

const tables = "Tables from the pipe.";

export const naiveBayesClassifier: PackageDoc = {
    summary: "A classifier by Bayes' rule.",
    exports: {
        naiveBayes: {
            summary: "Learns from one field how likely each class is, and gives the probability of each for its values.",
            arguments: {
                tables,
                myClass: "Column with the class.",
                myField: "Field to learn from.",
                myMeasurement: "Measurement to learn from.",
            },
        },
    },
};

export const anomalydetection: PackageDoc = {
    summary: "Values that stand out.",
    exports: {
        mad: {
            summary:
                "Marks in `level` the values that are farther from the median than a multiple of the median deviation: `anomaly` or `normal`.",
            arguments: { table: tables, threshold: "The multiple." },
            example:
                'import "contrib/anaisdg/anomalydetection"\nimport "sampledata"\n\nsampledata.float()\n    |> anomalydetection.mad(threshold: 1.0)\n',
        },
    },
};

export const statsmodels: PackageDoc = {
    summary: "Models of statistics.",
    exports: {
        linearRegression: {
            summary: "Fits a line to the values of each table by their row number; adds its slope, the value on the line and the error.",
            arguments: { tables },
            example:
                'import "contrib/anaisdg/statsmodels"\nimport "sampledata"\n\nsampledata.float()\n    |> statsmodels.linearRegression()\n',
        },
    },
};

const hexUse = (call: string): string => `import "array"\nimport "contrib/bonitoo-io/hex"\n\narray.from(rows: [{x: ${call}}])\n`;

export const hex: PackageDoc = {
    summary: "Numbers and bytes in hexadecimal.",
    exports: {
        int: { summary: "Reads an int.", arguments: { v: "The hexadecimal text." }, example: hexUse('hex.int(v: "-ff")') },
        uint: { summary: "Reads a uint.", arguments: { v: "The hexadecimal text." }, example: hexUse('hex.uint(v: "ff")') },
        bytes: {
            summary: "Reads bytes.",
            arguments: { v: "The hexadecimal text." },
            example: hexUse('string(v: hex.bytes(v: "48692e"))'),
        },
        string: {
            summary: "Writes a number or bytes in hexadecimal; other values as `string` does.",
            arguments: { v: "The value." },
            example: hexUse("hex.string(v: 255)"),
        },
    },
};

const hash = (summary: string, name: string): Readonly<Record<string, ExportDoc>> => ({
    [name]: {
        summary,
        arguments: { v: "The text." },
        example: `import "array"\nimport "contrib/qxip/hash"\n\narray.from(rows: [{x: hash.${name}(v: "flux")}])\n`,
    },
});

export const hashes: PackageDoc = {
    summary: "Hashes of texts.",
    exports: {
        ...hash("The text in Base64.", "b64"),
        ...hash("The CityHash of 64 bits, as a decimal number.", "cityhash64"),
        ...hash("The MD5 sum, in hexadecimal. Not for secrets.", "md5"),
        ...hash("The SHA-1 sum, in hexadecimal. Not for secrets.", "sha1"),
        ...hash("The SHA-256 sum, in hexadecimal.", "sha256"),
        ...hash("The xxHash of 64 bits, as a decimal number.", "xxhash64"),
        hmac: {
            summary: "The text signed with a key (HMAC with SHA-1), in Base64.",
            arguments: { v: "The text.", k: "The key." },
            example: 'import "array"\nimport "contrib/qxip/hash"\n\narray.from(rows: [{x: hash.hmac(v: "flux", k: "key")}])\n',
        },
    },
};

export const clickhouse: PackageDoc = {
    summary: "ClickHouse over HTTP.",
    exports: {
        defaultURL: { summary: "Option with the address of the server." },
        query: {
            summary: "Runs an SQL query.",
            arguments: {
                query: "The SQL.",
                url: "Address of the server.",
                limit: "Most rows.",
                cors: "Whether the answer has CORS headers: `1` or `0`.",
                max_bytes: "Most bytes of the answer.",
                format: "Form of the answer.",
            },
        },
    },
};

export const logql: PackageDoc = {
    summary: "Logs from Loki or qryn.",
    exports: {
        defaultURL: { summary: "Option with the address of the server." },
        defaultAPI: { summary: "Option with the path of the API." },
        query_range: {
            summary: "Runs a LogQL query over a time.",
            arguments: {
                query: "The LogQL.",
                url: "Address of the server.",
                path: "Path of the API.",
                start: "From when on.",
                end: "Until when.",
                limit: "Most rows.",
                step: "Seconds between values.",
                orgid: "The organisation.",
            },
        },
    },
};

const mask = {
    bucket: "Name of the bucket.",
    start: "From when on.",
    stop: "Until when; now by default.",
    host: "Address of another InfluxDB; this one by default.",
    org: "Organisation's name.",
    token: "Token for the other InfluxDB.",
};

export const jsternberg: PackageDoc = {
    summary: "A shorter way to read a bucket.",
    exports: {
        from: { summary: "`from` and `range` in one, without their columns `_start` and `_stop`.", arguments: mask },
        select: {
            summary: "Reads fields of a measurement, a column a field.",
            arguments: {
                from: mask.bucket,
                start: mask.start,
                stop: mask.stop,
                m: "The measurement.",
                fields: "Names of the fields.",
                where: "Gives true for rows to keep.",
                host: mask.host,
                org: mask.org,
                token: mask.token,
            },
        },
    },
};

export const events: PackageDoc = {
    summary: "Streams in which each row is an event.",
    exports: {
        duration: {
            summary: "Adds to each row how long it is until the next one.",
            arguments: {
                tables,
                unit: "Unit of the result.",
                columnName: "Column for the result.",
                timeColumn: "Column with the time.",
                stopColumn: "Column with the time that ends the last event.",
                stop: "Time that ends the last event, instead of the column.",
            },
            example:
                'import "contrib/tomhollingworth/events"\nimport "sampledata"\n\nsampledata.int()\n    |> events.duration(unit: 1s, stop: 2021-01-01T00:01:00Z)\n',
        },
    },
};
