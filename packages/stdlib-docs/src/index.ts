/** Documentation of the standard library as data, a package loaded when it is first asked for. */
import type { ExportDoc, PackageDoc } from "./types.ts";

export type { ExportDoc, PackageDoc } from "./types.ts";

const loaders: Readonly<Record<string, () => Promise<{ readonly default: PackageDoc }>>> = {
    array: () => import("./packages/array.ts"),
    bitwise: () => import("./packages/bitwise.ts"),
    "contrib/RohanSreerama5/naiveBayesClassifier": () =>
        import("./packages/contrib/analysis.ts").then(({ naiveBayesClassifier }) => ({ default: naiveBayesClassifier })),
    "contrib/anaisdg/anomalydetection": () =>
        import("./packages/contrib/analysis.ts").then(({ anomalydetection }) => ({ default: anomalydetection })),
    "contrib/anaisdg/statsmodels": () => import("./packages/contrib/analysis.ts").then(({ statsmodels }) => ({ default: statsmodels })),
    "contrib/bonitoo-io/alerta": () => import("./packages/contrib/notifications.ts").then(({ alerta }) => ({ default: alerta })),
    "contrib/bonitoo-io/hex": () => import("./packages/contrib/analysis.ts").then(({ hex }) => ({ default: hex })),
    "contrib/bonitoo-io/servicenow": () =>
        import("./packages/contrib/notifications.ts").then(({ servicenow }) => ({ default: servicenow })),
    "contrib/bonitoo-io/tickscript": () => import("./packages/contrib/tickscript.ts"),
    "contrib/bonitoo-io/victorops": () => import("./packages/contrib/notifications.ts").then(({ victorops }) => ({ default: victorops })),
    "contrib/bonitoo-io/zenoss": () => import("./packages/contrib/notifications.ts").then(({ zenoss }) => ({ default: zenoss })),
    "contrib/chobbs/discord": () => import("./packages/contrib/notifications.ts").then(({ discord }) => ({ default: discord })),
    "contrib/jsternberg/influxdb": () => import("./packages/contrib/analysis.ts").then(({ jsternberg }) => ({ default: jsternberg })),
    "contrib/qxip/clickhouse": () => import("./packages/contrib/analysis.ts").then(({ clickhouse }) => ({ default: clickhouse })),
    "contrib/qxip/hash": () => import("./packages/contrib/analysis.ts").then(({ hashes }) => ({ default: hashes })),
    "contrib/qxip/logql": () => import("./packages/contrib/analysis.ts").then(({ logql }) => ({ default: logql })),
    "contrib/rhajek/bigpanda": () => import("./packages/contrib/notifications.ts").then(({ bigpanda }) => ({ default: bigpanda })),
    "contrib/sranka/opsgenie": () => import("./packages/contrib/notifications.ts").then(({ opsgenie }) => ({ default: opsgenie })),
    "contrib/sranka/sensu": () => import("./packages/contrib/notifications.ts").then(({ sensu }) => ({ default: sensu })),
    "contrib/sranka/teams": () => import("./packages/contrib/notifications.ts").then(({ teams }) => ({ default: teams })),
    "contrib/sranka/telegram": () => import("./packages/contrib/notifications.ts").then(({ telegram }) => ({ default: telegram })),
    "contrib/sranka/webexteams": () => import("./packages/contrib/notifications.ts").then(({ webexteams }) => ({ default: webexteams })),
    "contrib/tomhollingworth/events": () => import("./packages/contrib/analysis.ts").then(({ events }) => ({ default: events })),
    csv: () => import("./packages/csv.ts"),
    date: () => import("./packages/date.ts"),
    "date/boundaries": () => import("./packages/dateBoundaries.ts"),
    dict: () => import("./packages/dict.ts"),
    experimental: () => import("./packages/experimental/experimental.ts"),
    "experimental/aggregate": () => import("./packages/experimental/aggregate.ts"),
    "experimental/array": () => import("./packages/experimental/array.ts"),
    "experimental/bigtable": () => import("./packages/outside.ts").then(({ bigtable }) => ({ default: bigtable })),
    "experimental/bitwise": () => import("./packages/experimental/bitwise.ts"),
    "experimental/csv": () => import("./packages/experimental/small.ts").then(({ csv }) => ({ default: csv })),
    "experimental/date/boundaries": () => import("./packages/experimental/dateBoundaries.ts"),
    "experimental/dynamic": () => import("./packages/experimental/dynamic.ts"),
    "experimental/geo": () => import("./packages/experimental/geo.ts"),
    "experimental/http": () => import("./packages/experimental/small.ts").then(({ http }) => ({ default: http })),
    "experimental/http/requests": () => import("./packages/experimental/requests.ts"),
    "experimental/influxdb": () => import("./packages/experimental/small.ts").then(({ influxdb }) => ({ default: influxdb })),
    "experimental/iox": () => import("./packages/experimental/small.ts").then(({ iox }) => ({ default: iox })),
    "experimental/json": () => import("./packages/experimental/json.ts"),
    "experimental/mqtt": () => import("./packages/experimental/small.ts").then(({ mqtt }) => ({ default: mqtt })),
    "experimental/oee": () => import("./packages/experimental/small.ts").then(({ oee }) => ({ default: oee })),
    "experimental/polyline": () => import("./packages/experimental/small.ts").then(({ polyline }) => ({ default: polyline })),
    "experimental/prometheus": () => import("./packages/experimental/small.ts").then(({ prometheus }) => ({ default: prometheus })),
    "experimental/query": () => import("./packages/experimental/query.ts"),
    "experimental/record": () => import("./packages/experimental/small.ts").then(({ record }) => ({ default: record })),
    "experimental/table": () => import("./packages/experimental/small.ts").then(({ table }) => ({ default: table })),
    "experimental/usage": () => import("./packages/experimental/small.ts").then(({ usage }) => ({ default: usage })),
    generate: () => import("./packages/generate.ts"),
    http: () => import("./packages/http.ts"),
    "http/requests": () => import("./packages/requests.ts"),
    "influxdata/influxdb": () => import("./packages/influxdb.ts"),
    "influxdata/influxdb/monitor": () => import("./packages/monitor.ts"),
    "influxdata/influxdb/sample": () => import("./packages/sample.ts"),
    "influxdata/influxdb/schema": () => import("./packages/schema.ts"),
    "influxdata/influxdb/secrets": () => import("./packages/secrets.ts"),
    "influxdata/influxdb/tasks": () => import("./packages/tasks.ts"),
    "influxdata/influxdb/v1": () => import("./packages/v1.ts"),
    interpolate: () => import("./packages/interpolate.ts"),
    join: () => import("./packages/join.ts"),
    json: () => import("./packages/json.ts"),
    kafka: () => import("./packages/outside.ts").then(({ kafka }) => ({ default: kafka })),
    math: () => import("./packages/math.ts"),
    pagerduty: () => import("./packages/pagerduty.ts"),
    planner: () => import("./packages/outside.ts").then(({ planner }) => ({ default: planner })),
    profiler: () => import("./packages/profiler.ts"),
    pushbullet: () => import("./packages/contrib/notifications.ts").then(({ pushbullet }) => ({ default: pushbullet })),
    regexp: () => import("./packages/regexp.ts"),
    runtime: () => import("./packages/runtime.ts"),
    sampledata: () => import("./packages/sampledata.ts"),
    slack: () => import("./packages/slack.ts"),
    socket: () => import("./packages/outside.ts").then(({ socket }) => ({ default: socket })),
    sql: () => import("./packages/sql.ts"),
    strings: () => import("./packages/strings.ts"),
    system: () => import("./packages/system.ts"),
    testing: () => import("./packages/testing.ts"),
    timezone: () => import("./packages/timezone.ts"),
    types: () => import("./packages/types.ts"),
    universe: () => import("./packages/universe.ts"),
};

/** Import paths that have documentation. */
export const documentedPackages: readonly string[] = Object.keys(loaders);

/** A package's documentation; undefined where there is none. */
export async function packageDoc(path: string): Promise<PackageDoc | undefined> {
    return Object.hasOwn(loaders, path) ? (await loaders[path]?.())?.default : undefined;
}

/** The documentation of one export. */
export async function exportDoc(path: string, name: string): Promise<ExportDoc | undefined> {
    const found = await packageDoc(path);
    return found !== undefined && Object.hasOwn(found.exports, name) ? found.exports[name] : undefined;
}
