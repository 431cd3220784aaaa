/** What people write most at a kind of place: it comes before the rest of its rank, in this order. */

const steps = [
    "filter",
    "aggregateWindow",
    "map",
    "range",
    "group",
    "keep",
    "drop",
    "sort",
    "limit",
    "yield",
    "pivot",
    "last",
    "mean",
    "sum",
    "count",
    "max",
    "min",
    "first",
    "window",
    "fill",
    "rename",
    "reduce",
    "derivative",
    "difference",
    "top",
    "to",
];

const aggregates = ["mean", "sum", "count", "max", "min", "last", "first", "median", "quantile", "stddev", "spread", "mode"];

const starts = ["from", "import", "option", "join", "union", "testcase"];

const values = ["from", "now", "today", "if", "true", "false", "float", "int", "string", "duration", "time", "not"];

export type PlaceKind = "pipe" | "firstPipe" | "aggregate" | "statement" | "value";

const lists: Readonly<Record<PlaceKind, ReadonlyMap<string, number>>> = {
    pipe: indexed(steps),
    // What is read from a bucket needs its bounds first.
    firstPipe: indexed(["range", ...steps.filter((name) => name !== "range")]),
    aggregate: indexed(aggregates),
    statement: indexed(starts),
    value: indexed(values),
};

function indexed(names: readonly string[]): ReadonlyMap<string, number> {
    return new Map(names.map((name, at) => [name, at]));
}

/** Goes in front of a name's sort text within its rank: `00` for what is written most, `99` for the rest. */
export function popularity(name: string, place: PlaceKind): string {
    const at = lists[place].get(name);
    return at === undefined ? "99" : String(at).padStart(2, "0");
}
