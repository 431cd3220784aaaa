/** Documentation of the standard library as data, a package loaded when it is first asked for. */
import type { ExportDoc, PackageDoc } from "./types.ts";

export type { ExportDoc, PackageDoc } from "./types.ts";

const loaders: Readonly<Record<string, () => Promise<{ readonly default: PackageDoc }>>> = {
    array: () => import("./packages/array.ts"),
    bitwise: () => import("./packages/bitwise.ts"),
    csv: () => import("./packages/csv.ts"),
    date: () => import("./packages/date.ts"),
    dict: () => import("./packages/dict.ts"),
    experimental: () => import("./packages/experimental/experimental.ts"),
    "experimental/aggregate": () => import("./packages/experimental/aggregate.ts"),
    "experimental/array": () => import("./packages/experimental/array.ts"),
    "experimental/json": () => import("./packages/experimental/json.ts"),
    generate: () => import("./packages/generate.ts"),
    http: () => import("./packages/http.ts"),
    "http/requests": () => import("./packages/requests.ts"),
    "influxdata/influxdb": () => import("./packages/influxdb.ts"),
    "influxdata/influxdb/monitor": () => import("./packages/monitor.ts"),
    "influxdata/influxdb/sample": () => import("./packages/sample.ts"),
    "influxdata/influxdb/schema": () => import("./packages/schema.ts"),
    "influxdata/influxdb/secrets": () => import("./packages/secrets.ts"),
    "influxdata/influxdb/tasks": () => import("./packages/tasks.ts"),
    interpolate: () => import("./packages/interpolate.ts"),
    join: () => import("./packages/join.ts"),
    json: () => import("./packages/json.ts"),
    math: () => import("./packages/math.ts"),
    pagerduty: () => import("./packages/pagerduty.ts"),
    profiler: () => import("./packages/profiler.ts"),
    regexp: () => import("./packages/regexp.ts"),
    runtime: () => import("./packages/runtime.ts"),
    sampledata: () => import("./packages/sampledata.ts"),
    slack: () => import("./packages/slack.ts"),
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
