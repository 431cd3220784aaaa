import type { Table } from "@flux-scripts/tables";
import { gather } from "../../execution/steps.ts";
import { transformation } from "../../registry.ts";
import { FluxError } from "../../values/error.ts";
import { StreamValue } from "../../values/value.ts";

/** `union(tables:)`: the tables of several streams; those of one key become one. */
export default transformation(["tables"], (args) => {
    const nodes = args.array("tables").map((value) => {
        if (!(value instanceof StreamValue)) {
            throw new FluxError("invalid", "union takes streams of tables");
        }
        return value.node;
    });
    if (nodes.length < 2) {
        throw new FluxError("invalid", "union must have at least two streams as input");
    }
    const distinct = [...new Set(nodes)];
    return gather(distinct, "union", (streams) => streams.flat() as Table[], { order: "sorted" });
});
