import { ReadNode } from "../../../execution/read.ts";
import { transformation } from "../../../registry.ts";
import { FluxError } from "../../../values/error.ts";

/** `from(bucket: | bucketID:)`: the stored points of a bucket. Needs a range; what follows is left to the storage where it can do it. */
export default transformation(["?bucket", "?bucketID", "?host", "?org", "?orgID", "?token"], (args) => {
    const name = args.string("bucket", "");
    const id = args.string("bucketID", "");
    // An empty name or id is the storage's to refuse.
    if (args.has("bucket") === args.has("bucketID")) {
        throw new FluxError("invalid", "must specify only one of bucket or bucketID");
    }
    if (args.has("host")) {
        throw new FluxError("unimplemented", "from() of another host is not possible here");
    }
    if (args.has("org") || args.has("orgID")) {
        throw new FluxError(
            "invalid",
            "error in building plan while starting program: reads from the storage engine cannot read from a separate organization; please specify a host or remove the organization",
        );
    }
    return new ReadNode(
        { bucket: args.has("bucket") ? { name } : { id }, predicates: [] },
        args.context.dependencies.storage?.capabilities,
    );
});
