import { columnFrom, GroupKey, makeTable, type Table } from "@flux-scripts/tables";
import { gather } from "../../../execution/steps.ts";
import { storedCardinality } from "../../../execution/storedschema.ts";
import { transformation } from "../../../registry.ts";
import { FluxError } from "../../../values/error.ts";
import { StreamValue, type Value } from "../../../values/value.ts";
import { callLibrary } from "../../support/library.ts";

/** Labels of a read that make no series of their own: the fields of one point belong to one series. */
const NO_TAGS: ReadonlySet<string> = new Set(["_start", "_stop", "_field"]);

/**
 * `cardinality(start:, stop: now(), bucket: | bucketID:, predicate:)`: how many series (a measurement and its tags) of a bucket have
 * points in the range, as one row.
 */
export default transformation(["start", "?stop", "?bucket", "?bucketID", "?host", "?org", "?orgID", "?predicate", "?token"], (args) => {
    const { context } = args;
    const given = (...names: readonly string[]): Record<string, Value> =>
        Object.fromEntries(names.filter((name) => args.has(name)).map((name) => [name, args.any(name)]));
    let tables = callLibrary(context, "influxdata/influxdb", "from", given("bucket", "bucketID", "host", "org", "orgID", "token"));
    tables = callLibrary(context, "universe", "range", { tables, ...given("start", "stop") });
    if (args.has("predicate")) {
        tables = callLibrary(context, "universe", "filter", { tables, fn: args.fn("predicate") });
    }
    const indexed = tables instanceof StreamValue ? storedCardinality(tables.node) : undefined;
    if (indexed !== undefined) {
        return indexed;
    }
    // A row of each is enough to know that it is there.
    const rows = callLibrary(context, "universe", "limit", { tables, n: 1n });
    if (!(rows instanceof StreamValue)) {
        throw new FluxError("internal", "limit gives no stream");
    }
    return gather([rows.node], "cardinality", ([found = []]) => [counted(found)]);
});

function counted(found: readonly Table[]): Table {
    const series = new Set(found.filter(({ rows }) => rows > 0).map(({ key }) => key.without(NO_TAGS).id));
    return makeTable(GroupKey.empty, [columnFrom("_value", "int", [BigInt(series.size)])], 1);
}
