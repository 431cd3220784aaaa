import { GroupKey, type Table } from "@flux-scripts/tables";
import { gather } from "../../execution/steps.ts";
import { transformation } from "../../registry.ts";
import { FluxError } from "../../values/error.ts";
import { diffTables } from "../support/diff.ts";

/** `experimental.diff`: the tables that differ, row by row. */
export default transformation(["<-got", "want"], (args) => {
    const want = args.stream("want");
    const got = args.stream("got");
    if (want === got) {
        throw new FluxError("internal", "failed to initialize execute state: diff should have exactly 2 parents");
    }
    return gather(
        [want, got],
        "diff",
        ([wanted = [], received = []], run) => {
            const keys = new Map<string, { key: GroupKey; want?: Table; got?: Table }>();
            for (const table of wanted) {
                keys.set(table.key.id, { ...keys.get(table.key.id), key: table.key, want: table });
            }
            for (const table of received) {
                keys.set(table.key.id, { ...keys.get(table.key.id), key: table.key, got: table });
            }
            const differing: Table[] = [];
            for (const entry of [...keys.values()].sort((a, b) => GroupKey.compare(a.key, b.key))) {
                run.poll();
                const table = diffTables(entry.key, entry.want, entry.got);
                if (table !== undefined) {
                    differing.push(table);
                }
            }
            return differing;
        },
        { order: "sorted" },
    );
});
