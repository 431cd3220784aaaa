/** Documentation of the standard library as data, a package loaded when it is first asked for. */
import type { ExportDoc, PackageDoc } from "./types.ts";

export type { ExportDoc, PackageDoc } from "./types.ts";

const loaders: Readonly<Record<string, () => Promise<{ readonly default: PackageDoc }>>> = {
    array: () => import("./packages/array.ts"),
    csv: () => import("./packages/csv.ts"),
    date: () => import("./packages/date.ts"),
    dict: () => import("./packages/dict.ts"),
    http: () => import("./packages/http.ts"),
    "influxdata/influxdb": () => import("./packages/influxdb.ts"),
    "influxdata/influxdb/schema": () => import("./packages/schema.ts"),
    "influxdata/influxdb/secrets": () => import("./packages/secrets.ts"),
    join: () => import("./packages/join.ts"),
    json: () => import("./packages/json.ts"),
    math: () => import("./packages/math.ts"),
    regexp: () => import("./packages/regexp.ts"),
    strings: () => import("./packages/strings.ts"),
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
