import { type Column, GroupKey, makeTable } from "@flux-scripts/tables";
import type { TableChunk } from "../../api.ts";
import { source } from "../../execution/steps.ts";
import { transformation } from "../../registry.ts";
import { FluxError } from "../../values/error.ts";

const CHUNK_ROWS = 65536;

/** `generate.from(count:, fn: (n) => int, start:, stop:)`: one table of as many rows, their times in even steps from the start. */
export default transformation(["count", "fn", "start", "stop"], (args) => {
    const count = args.count("count");
    const fn = args.fn("fn");
    const start = args.timeable("start");
    const stop = args.timeable("stop");
    if (count < 0) {
        throw new FluxError("invalid", `count must not be negative, but was ${count}`);
    }
    const step = count === 0 ? 0n : (stop - start) / BigInt(count);
    const values = args.context.numbers(fn, "n");
    return source(
        "from",
        function* open(run): Generator<TableChunk> {
            run.checkRows(count);
            let first = 0;
            do {
                const rows = Math.min(CHUNK_ROWS, count - first);
                const times = new BigInt64Array(rows);
                let time = BigInt.asIntN(64, start + step * BigInt(first));
                for (let row = 0; row < rows; row += 1) {
                    times[row] = time;
                    time = BigInt.asIntN(64, time + step);
                }
                const columns: Column[] = [
                    { label: "_time", type: "time", data: times, nulls: undefined },
                    { label: "_value", type: "int", data: values(first, rows), nulls: undefined },
                ];
                first += rows;
                yield { table: makeTable(GroupKey.empty, columns, rows), more: first < count };
            } while (first < count);
        },
        { order: "sorted", single: true },
    );
});
