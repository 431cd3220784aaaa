import { sliceTable } from "@flux-scripts/tables";
import { pushLimit } from "../../execution/read.ts";
import { eachChunk } from "../../execution/steps.ts";
import { transformation } from "../../registry.ts";
import { FluxError } from "../../values/error.ts";

/** `limit(n:, offset: 0)`: the first n rows of each table after the offset. A table that ends before its offset goes away. */
export default transformation(["<-tables", "n", "?offset"], (args) => {
    const n = Math.max(args.count("n"), 0);
    const offset = args.count("offset", 0);
    if (offset < 0) {
        throw new FluxError("invalid", `limit offset cannot be negative (${offset})`);
    }
    const input = args.stream("tables");
    const pushed = n > 0 && offset === 0 ? pushLimit(input, n) : undefined;
    return pushed ?? eachChunk(
        input,
        "limit",
        () => {
            let before = 0;
            return (chunk) => {
                const kept = sliceTable(chunk, offset - before, offset + n - before);
                before += chunk.rows;
                return kept;
            };
        },
        { emptyTables: offset > 0 && n > 0 ? "drop" : "keep", keepsKey: true },
    );
});
