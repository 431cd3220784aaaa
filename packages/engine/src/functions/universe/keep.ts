import { GroupKey, makeTable, type Table } from "@flux-scripts/tables";
import { eachChunk } from "../../execution/steps.ts";
import type { Args } from "../../arguments.ts";
import type { Node } from "../../execution/node.ts";
import { transformation } from "../../registry.ts";
import { FluxError } from "../../values/error.ts";

/** `keep(columns: | fn:)`: only these columns, in the table's order. */
export default transformation(["<-tables", "?columns", "?fn"], (args) => choose(args, "keep", true));

/** The step behind keep and drop: the columns for which the choice is `wanted`. */
export function choose(args: Args, name: string, wanted: boolean): Node {
    const chosen = choice(args, name);
    const work = (chunk: Table): Table => {
        const columns = chunk.columns.filter(({ label }) => chosen(label) === wanted);
        const kept = new Set(columns.map(({ label }) => label));
        const key = chunk.key.entries.every(({ label }) => kept.has(label))
            ? chunk.key
            : new GroupKey(chunk.key.entries.filter(({ label }) => kept.has(label)));
        return makeTable(key, columns, columns.length === 0 ? 0 : chunk.rows);
    };
    return eachChunk(args.stream("tables"), name, () => work, { order: "sorted" });
}

function choice(args: Args, name: string): (label: string) => boolean {
    if (args.has("columns") && args.has("fn")) {
        throw new FluxError("invalid", `${name} error: both column list and predicate provided`);
    }
    if (args.has("columns")) {
        const columns = new Set(args.strings("columns"));
        return (label) => columns.has(label);
    }
    if (!args.has("fn")) {
        throw new FluxError("invalid", `${name} error: neither column list nor predicate function provided`);
    }
    const fn = args.fn("fn");
    const parameter = fn.parameters[0]?.name ?? "column";
    const known = new Map<string, boolean>();
    return (label) => {
        let result = known.get(label);
        if (result === undefined) {
            result = args.context.call(fn, { [parameter]: label }) === true;
            known.set(label, result);
        }
        return result;
    };
}
