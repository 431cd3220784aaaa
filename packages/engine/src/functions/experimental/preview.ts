import { sliceTable } from "@flux-scripts/tables";
import type { Operator, Sink } from "../../execution/node.ts";
import { StepNode } from "../../execution/node.ts";
import { transformation } from "../../registry.ts";

/** `experimental.preview`: the first rows of the first tables. */
export default transformation(["<-tables", "?nrows", "?ntables"], (args) => {
    const rows = args.count("nrows", 5);
    const tables = args.count("ntables", 5);
    const make = (out: Sink): Operator => {
        let seen = 0;
        let left = rows;
        let finished = false;
        return {
            chunk: (table, more) => {
                if (seen < tables && !finished) {
                    const part = sliceTable(table, 0, left);
                    left -= part.rows;
                    finished = left <= 0 && more;
                    out.chunk(part, more && !finished);
                }
                if (!more) {
                    seen += 1;
                    left = rows;
                    finished = false;
                }
            },
            end: () => out.end(),
            get full() {
                return seen >= tables || out.full;
            },
        };
    };
    const input = args.stream("tables");
    return new StepNode("preview", [input], make, { order: input.order, onOrder: "passes" });
});
