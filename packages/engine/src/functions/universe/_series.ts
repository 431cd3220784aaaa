/** Steps of the schema functions: from the storage's index where it has one, otherwise from the rows. */
import type { Args } from "../../arguments.ts";
import type { Node } from "../../execution/node.ts";
import { storedKeys, storedValues } from "../../execution/storedschema.ts";
import { scalar, transformation } from "../../registry.ts";
import { FluxError } from "../../values/error.ts";
import { ArrayValue, StreamValue, Time, type Value } from "../../values/value.ts";
import { callLibrary } from "../support/library.ts";

/** A step of universe after another, as a script would write it. */
function then({ context }: Args, tables: Value, name: string, given: Readonly<Record<string, Value>>): Value {
    return callLibrary(context, "universe", name, { tables, ...given });
}

/** Each value of a column once, in one table. */
function distinct(args: Args, tables: Value, column: string): Node {
    const kept = then(args, tables, "keep", { columns: new ArrayValue([column]) });
    const values = then(args, then(args, kept, "group", {}), "distinct", { column });
    if (!(values instanceof StreamValue)) {
        throw new FluxError("internal", "distinct gives no stream");
    }
    return values.node;
}

/** `_seriesValues(tag:)`: the values of a tag, each once. */
export const seriesValues = transformation(["<-tables", "tag"], (args) => {
    const tag = args.string("tag");
    return storedValues(args.stream("tables"), tag) ?? distinct(args, args.any("tables"), tag);
});

/** `_seriesKeys()`: the labels of the tables' group keys, each once. */
export const seriesKeys = transformation(
    ["<-tables"],
    (args) => storedKeys(args.stream("tables")) ?? distinct(args, then(args, args.any("tables"), "keys", {}), "_value"),
);

/** `_startedAt()`: the run's own time, whatever `option now` says. */
export const startedAt = scalar([], (args) => new Time(args.context.startedAt), { pure: false });
