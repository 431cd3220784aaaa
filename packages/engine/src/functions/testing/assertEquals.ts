import { gather } from "../../execution/steps.ts";
import { transformation } from "../../registry.ts";
import { FluxError } from "../../values/error.ts";
import { sameTable } from "../support/diff.ts";

/** `testing.assertEquals`: passes `got` on, or fails when its tables are not those wanted. */
export default transformation(["name", "<-got", "want"], (args) => {
    const name = args.string("name");
    return gather([args.stream("got"), args.stream("want")], "assertEquals", ([got = [], want = []]) => {
        const wanted = new Map(want.map((table) => [table.key.id, table]));
        const equal =
            got.length === want.length &&
            got.every((table) => {
                const other = wanted.get(table.key.id);
                return other !== undefined && sameTable(other, table);
            });
        if (!equal) {
            throw new FluxError("unknown", `test ${name}: tables not equal`);
        }
        return got;
    });
});
