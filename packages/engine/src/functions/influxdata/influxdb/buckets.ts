import { columnFrom, GroupKey, makeTable } from "@flux-scripts/tables";
import { SourceNode } from "../../../execution/node.ts";
import { transformation } from "../../../registry.ts";
import { FluxError } from "../../../values/error.ts";

/** `buckets()`: one table of the buckets that the storage has. */
export default transformation(["?host", "?org", "?orgID", "?token"], (args) => {
    const { storage } = args.context.dependencies;
    if (args.has("host")) {
        throw new FluxError("unimplemented", "buckets() of another host is not possible here");
    }
    if (storage === undefined) {
        throw new FluxError("unavailable", "there is no storage to list the buckets of");
    }
    const open = async function* () {
        const found = await storage.buckets();
        // All are of one organisation.
        const organization = found[0]?.organizationId;
        const key = organization === undefined ? GroupKey.empty : GroupKey.empty.with("organizationID", "string", organization);
        const table = makeTable(key, [
            columnFrom(
                "name",
                "string",
                found.map(({ name }) => name),
            ),
            columnFrom(
                "id",
                "string",
                found.map(({ id }) => id),
            ),
            columnFrom(
                "organizationID",
                "string",
                found.map(({ organizationId }) => organizationId),
            ),
            columnFrom(
                "retentionPolicy",
                "string",
                found.map(() => ""),
            ),
            columnFrom(
                "retentionPeriod",
                "int",
                found.map(({ retentionNs }) => retentionNs),
            ),
        ]);
        yield { table, more: false };
    };
    return new SourceNode("buckets", open, { order: "sorted" });
});
