/** Functions of the standard library that change or reach something outside of the run. */
import type { EffectKind } from "../analysis/api.ts";

/** `changes`: something outside is different afterwards. `target`: the argument that names what is reached. */
export interface EffectFunction {
    readonly kind: EffectKind;
    readonly changes: boolean;
    readonly target?: string;
}

type Row = readonly [path: string, names: string, kind: EffectKind, target?: string];

const READS: ReadonlySet<EffectKind> = new Set(["read-sql", "read-http", "read-file", "read-socket", "read-bucket", "secret", "task"]);

const ROWS: readonly Row[] = [
    ["influxdata/influxdb", "to wideTo", "write-points", "bucket"],
    ["experimental", "to", "write-points", "bucket"],
    ["influxdata/influxdb/monitor", "check notify deadman write log", "write-points"],
    ["sql", "to", "write-sql", "dataSourceName"],
    ["kafka", "to", "kafka", "brokers"],
    ["experimental/mqtt", "to publish", "mqtt", "broker"],
    ["http", "post endpoint", "http", "url"],
    ["http/requests", "do post get", "http", "url"],
    ["experimental/http/requests", "do post get", "http", "url"],
    ["experimental/influxdb", "api", "http", "host"],
    ["slack", "message endpoint", "notification", "channel"],
    ["pagerduty", "sendEvent endpoint", "notification"],
    ["pushbullet", "pushData pushNote endpoint", "notification"],
    ["contrib/bonitoo-io/alerta", "alert endpoint", "notification", "url"],
    ["contrib/bonitoo-io/servicenow", "event endpoint", "notification", "url"],
    ["contrib/bonitoo-io/tickscript", "alert deadman", "notification", "topic"],
    ["contrib/bonitoo-io/victorops", "alert endpoint", "notification", "url"],
    ["contrib/bonitoo-io/zenoss", "event endpoint", "notification", "url"],
    ["contrib/chobbs/discord", "send endpoint", "notification", "webhookID"],
    ["contrib/rhajek/bigpanda", "sendAlert endpoint", "notification", "url"],
    ["contrib/sranka/opsgenie", "sendAlert endpoint", "notification", "url"],
    ["contrib/sranka/sensu", "event endpoint", "notification", "url"],
    ["contrib/sranka/teams", "message endpoint", "notification", "url"],
    ["contrib/sranka/telegram", "message endpoint", "notification", "channel"],
    ["contrib/sranka/webexteams", "message endpoint", "notification", "roomId"],
    ["influxdata/influxdb", "from buckets cardinality", "read-bucket", "bucket"],
    ["influxdata/influxdb/monitor", "from logs", "read-bucket"],
    [
        "influxdata/influxdb/schema",
        "measurements tagKeys tagValues fieldKeys measurementTagKeys measurementTagValues measurementFieldKeys",
        "read-bucket",
        "bucket",
    ],
    [
        "influxdata/influxdb/v1",
        "databases measurements tagKeys tagValues fieldKeys measurementTagKeys measurementTagValues measurementFieldKeys",
        "read-bucket",
        "bucket",
    ],
    ["experimental/query", "fromRange inBucket", "read-bucket", "bucket"],
    ["experimental/iox", "from sql sqlInterval", "read-bucket", "bucket"],
    ["experimental/usage", "from limits", "read-bucket"],
    ["contrib/jsternberg/influxdb", "from select", "read-bucket", "bucket"],
    ["sql", "from", "read-sql", "dataSourceName"],
    ["experimental/bigtable", "from", "read-sql", "table"],
    ["contrib/qxip/clickhouse", "query", "read-http", "url"],
    ["contrib/qxip/logql", "query_range", "read-http", "url"],
    ["experimental/http", "get", "read-http", "url"],
    ["experimental/csv", "from", "read-http", "url"],
    ["experimental/prometheus", "scrape", "read-http", "url"],
    ["influxdata/influxdb/sample", "data", "read-http", "set"],
    ["csv", "from", "read-file", "file"],
    ["socket", "from", "read-socket", "url"],
    ["influxdata/influxdb/secrets", "get", "secret", "key"],
    ["influxdata/influxdb/tasks", "lastSuccess", "task"],
];

/** Import path and name, as `path.name` → effect. */
export const EFFECT_FUNCTIONS: ReadonlyMap<string, EffectFunction> = new Map(
    ROWS.flatMap(([path, names, kind, target]) =>
        names.split(" ").map((name): [string, EffectFunction] => [`${path}.${name}`, { kind, changes: !READS.has(kind), target }]),
    ),
);
