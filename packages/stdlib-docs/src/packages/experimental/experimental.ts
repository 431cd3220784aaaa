import type { ExportDoc, PackageDoc } from "../../types.ts";
import aggregates from "../universe/aggregates.ts";
import analysis from "../universe/analysis.ts";
import selectors from "../universe/selectors.ts";
import shape from "../universe/shape.ts";

const tables = "Tables from the pipe.";
const universe: Readonly<Record<string, ExportDoc>> = { ...aggregates, ...analysis, ...selectors, ...shape };

/** A function of universe that works on `_value` only, with the arguments that are left. */
const onValue = (name: string, ...names: readonly string[]): Readonly<Record<string, ExportDoc>> => {
    const doc = universe[name];
    const known = doc?.arguments ?? {};
    const values = Object.entries(doc?.values ?? {}).filter(([key]) => names.includes(key));
    return {
        [name]: {
            summary: `${doc?.summary ?? ""} Works on \`_value\` only.`,
            arguments: Object.fromEntries(["tables", ...names].map((each) => [each, known[each] ?? ""])),
            ...(values.length === 0 ? {} : { values: Object.fromEntries(values) }),
        },
    };
};
const location = "Time zone, as `timezone.location` gives it.";

const experimental: PackageDoc = {
    summary: "Functions that may still change.",
    exports: {
        ...onValue("count"),
        ...onValue("distinct"),
        ...onValue("fill", "value", "usePrevious"),
        ...onValue("first"),
        ...onValue("last"),
        ...onValue("histogram", "bins", "normalize"),
        ...onValue("histogramQuantile", "minValue", "quantile"),
        ...onValue("integral", "interpolate", "unit"),
        ...onValue("kaufmansAMA", "n"),
        ...onValue("max"),
        ...onValue("mean"),
        ...onValue("min"),
        ...onValue("mode"),
        ...onValue("quantile", "q", "compression", "method"),
        ...onValue("skew"),
        ...onValue("spread"),
        ...onValue("stddev", "mode"),
        ...onValue("sum"),
        ...onValue("unique"),
        addDuration: {
            summary: "A time plus a duration. `date.add` does the same.",
            arguments: { d: "The duration.", to: "The time.", location },
        },
        subDuration: {
            summary: "A time minus a duration. `date.sub` does the same.",
            arguments: { d: "The duration.", from: "The time.", location },
        },
        alignTime: {
            summary: "Moves all tables so that each begins at the same time, to lay curves over each other.",
            arguments: { tables, alignTo: "Where they begin." },
        },
        catch: {
            summary: "Calls a function and gives its value, or the message and code of the error that it ended with.",
            arguments: { fn: "Function without arguments." },
            example: 'import "experimental"\n\nresult = experimental.catch(fn: () => int(v: "x"))\n',
        },
        chain: {
            summary: "Runs one stream to its end before the other begins, and gives the rows of the second.",
            arguments: { first: "Runs first.", second: "Runs then." },
        },
        diff: { summary: "Rows in which two streams differ.", arguments: { got: "What came out.", want: "What should come out." } },
        group: {
            summary: "Adds columns to the group key.",
            arguments: { tables, columns: "The columns.", mode: "`extend` only." },
            values: { mode: ["extend"] },
            example:
                'import "experimental"\n\nfrom(bucket: "air_sensor")\n    |> range(start: -1h)\n    |> experimental.group(columns: ["_time"], mode: "extend")\n',
        },
        join: {
            summary: "Joins two streams by their group key and `_time`. The package `join` does more.",
            arguments: { left: "One stream.", right: "The other stream.", fn: "Gives the joined row." },
        },
        objectKeys: {
            summary: "The names of a record's properties.",
            arguments: { o: "The record." },
            example: 'import "experimental"\n\nnames = experimental.objectKeys(o: {a: 1, b: 2})\n',
        },
        preview: {
            summary: "The first rows of the first tables.",
            arguments: { tables, nrows: "Rows of each table.", ntables: "Tables." },
            example: 'import "experimental"\n\nfrom(bucket: "air_sensor")\n    |> range(start: -1h)\n    |> experimental.preview()\n',
        },
        set: {
            summary: "Sets several columns to the values of a record.",
            arguments: { tables, o: "The record." },
            example:
                'import "experimental"\n\nfrom(bucket: "air_sensor")\n    |> range(start: -1h)\n    |> experimental.set(o: {floor: "1", checked: "yes"})\n',
        },
        to: {
            summary: "Writes rows with one column for each field. `wideTo` does the same.",
            arguments: {
                tables,
                bucket: "Name of the bucket.",
                bucketID: "Id of the bucket, instead of its name.",
                host: "Address of another InfluxDB.",
                org: "Organisation there.",
                orgID: "Id of the organisation there.",
                token: "Token for it.",
            },
        },
        unpivot: {
            summary: "Turns columns into rows of `_field` and `_value`: the opposite of `pivot`.",
            arguments: { tables, otherColumns: "Columns that stay as they are, beside the group key." },
        },
        window: {
            summary: "Splits tables by time, on `_time`, `_start` and `_stop` only.",
            arguments: {
                tables,
                createEmpty: "Also make tables for windows without points.",
                every: "Distance of windows.",
                location,
                offset: "Shift of the windows' borders.",
                period: "Time that a window covers, where that is not `every`.",
            },
        },
    },
};

export default experimental;
