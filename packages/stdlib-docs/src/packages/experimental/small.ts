/** Packages of the experimental folder that hold a function or two. */
import type { PackageDoc } from "../../types.ts";

const tables = "Tables from the pipe.";

export const csv: PackageDoc = {
    summary: "CSV from an address.",
    exports: { from: { summary: "Fetches annotated CSV and reads its tables.", arguments: { url: "The address." } } },
};

export const http: PackageDoc = {
    summary: "HTTP requests as they were before `http/requests`.",
    exports: {
        get: {
            summary: "A GET request; gives a record with `statusCode`, `body` and `headers`.",
            arguments: { url: "The address.", headers: "Record of headers.", timeout: "How long to wait." },
        },
    },
};

export const influxdb: PackageDoc = {
    summary: "The API of InfluxDB itself.",
    exports: {
        api: {
            summary: "A request to the API of InfluxDB; gives a record with `statusCode`, `body` and `headers`.",
            arguments: {
                method: "`get`, `post` …",
                path: "Path below the host, such as `/health`.",
                host: "Address of another InfluxDB; this one by default.",
                token: "Token for the other InfluxDB.",
                headers: "Dictionary of headers.",
                query: "Dictionary of query parameters.",
                body: "What to send, in bytes.",
                timeout: "How long to wait.",
            },
            values: { method: ["get", "post", "put", "patch", "delete", "head"] },
        },
    },
};

export const iox: PackageDoc = {
    summary: "Buckets that are kept by the columnar storage of InfluxDB Cloud.",
    exports: {
        from: {
            summary: "Reads a measurement, with a column a field.",
            arguments: { bucket: "Name of the bucket.", measurement: "The measurement." },
        },
        sql: { summary: "Runs an SQL query over a bucket.", arguments: { bucket: "Name of the bucket.", query: "The SQL." } },
        sqlInterval: {
            summary: "A duration as SQL writes an interval.",
            arguments: { d: "The duration." },
            example: 'import "array"\nimport "experimental/iox"\n\narray.from(rows: [{x: iox.sqlInterval(d: 1h30m)}])\n',
        },
    },
};

export const mqtt: PackageDoc = {
    summary: "Messages to an MQTT broker.",
    exports: {
        publish: {
            summary: "Sends one message; gives whether the broker took it.",
            arguments: {
                broker: "The broker's address.",
                topic: "The topic.",
                message: "The text.",
                qos: "Quality of service, 0 to 2.",
                retain: "Whether the broker keeps it for later subscribers.",
                clientid: "The client's id.",
                username: "Name to sign in with.",
                password: "Its password.",
                timeout: "How long to wait.",
            },
        },
        to: {
            summary: "Sends rows as line protocol, a message each.",
            arguments: {
                tables,
                broker: "The broker's address.",
                topic: "The topic; made of the group key without.",
                qos: "Quality of service, 0 to 2.",
                retain: "Whether the broker keeps messages for later subscribers.",
                clientid: "The client's id.",
                username: "Name to sign in with.",
                password: "Its password.",
                name: "The measurement.",
                timeout: "How long to wait.",
                timeColumn: "Column with the time.",
                tagColumns: "Columns that become tags.",
                valueColumns: "Columns that become fields.",
            },
        },
    },
};

export const polyline: PackageDoc = {
    summary: "Fewer points for the same line.",
    exports: {
        rdp: {
            summary: "Leaves out points that hardly change the line (Ramer, Douglas and Peucker).",
            arguments: {
                tables,
                valColumn: "Column with the value.",
                timeColumn: "Column with the time.",
                epsilon: "How far a point that is left out may be from the line.",
                retention: "Share of the points to keep, in percent: instead of `epsilon`.",
            },
            example: 'import "experimental/polyline"\nimport "sampledata"\n\nsampledata.float()\n    |> polyline.rdp(epsilon: 2.0)\n',
        },
    },
};

export const prometheus: PackageDoc = {
    summary: "Metrics in the form of Prometheus.",
    exports: {
        scrape: { summary: "Fetches metrics from an address.", arguments: { url: "The address." } },
        histogramQuantile: {
            summary: "A quantile out of the buckets of a Prometheus histogram.",
            arguments: {
                tables,
                quantile: "From 0 to 1.",
                metricVersion: "How the metrics were written: 1 or 2.",
                onNonmonotonic: "What to do where counts go down.",
            },
            values: { onNonmonotonic: ["error", "drop", "force"] },
        },
    },
};

export const record: PackageDoc = {
    summary: "Records whose properties are not known.",
    exports: {
        any: { summary: "A record that stands for one of any properties, as a default of an argument." },
        get: {
            summary: "A property by its name, or a default where there is none.",
            arguments: { r: "The record.", key: "The property's name.", default: "What to give without it." },
            example:
                'import "array"\nimport "experimental/record"\n\narray.from(rows: [{x: record.get(r: {a: 1}, key: "b", default: 0)}])\n',
        },
    },
};

export const table: PackageDoc = {
    summary: "Whole tables.",
    exports: {
        fill: {
            summary: "Puts a row of nulls into each table that has none, so that it isn't lost later on.",
            arguments: { tables },
            example:
                'import "experimental/table"\nimport "sampledata"\n\nsampledata.int()\n    |> filter(fn: (r) => r._value > 18, onEmpty: "keep")\n    |> table.fill()\n',
        },
    },
};

export const usage: PackageDoc = {
    summary: "What an organisation of InfluxDB Cloud uses.",
    exports: {
        from: {
            summary: "The usage within a time, by the hour.",
            arguments: {
                start: "From when on.",
                stop: "Until when.",
                host: "Address of InfluxDB Cloud.",
                orgID: "The organisation.",
                token: "Token for it.",
                raw: "Whether to give each record instead of sums.",
            },
        },
        limits: {
            summary: "The limits of the organisation, as a record.",
            arguments: { host: "Address of InfluxDB Cloud.", orgID: "The organisation.", token: "Token for it." },
        },
    },
};

export const oee: PackageDoc = {
    summary: "Overall equipment effectiveness of machines: availability × performance × quality.",
    exports: {
        APQ: {
            summary: "Availability, performance, quality and their product, of one stream with states and counts of parts.",
            arguments: {
                tables,
                runningState: "State in which the machine produces.",
                plannedTime: "Time that it should run, in nanoseconds.",
                idealCycleTime: "Time that a part should take, in nanoseconds.",
            },
        },
        computeAPQ: {
            summary: "The same, of a stream with states and one with counts of parts.",
            arguments: {
                productionEvents: "Stream with the machine's states.",
                partEvents: "Stream with counts of parts.",
                runningState: "State in which the machine produces.",
                plannedTime: "Time that it should run, in nanoseconds.",
                idealCycleTime: "Time that a part should take, in nanoseconds.",
            },
        },
    },
};
