import type { ReadAggregate, ReadPredicate, ReadRequest, TableChunk, TimeBounds } from "../../../api.ts";
import { type Node, SourceNode } from "../../../execution/node.ts";
import type { Run } from "../../../execution/run.ts";
import { transformation } from "../../../registry.ts";
import { FluxError } from "../../../values/error.ts";

/** `from(bucket: | bucketID:)`: the stored points of a bucket. Needs a range; what follows is pushed into the read where it can be. */
export default transformation(["?bucket", "?bucketID", "?host", "?org", "?orgID", "?token"], (args) => {
    const name = args.string("bucket", "");
    const id = args.string("bucketID", "");
    if ((name === "") === (id === "")) {
        throw new FluxError("invalid", "must specify only one of bucket or bucketID");
    }
    if (args.has("host")) {
        throw new FluxError("unimplemented", "from() of another host is not possible here");
    }
    return new ReadNode({ bucket: name === "" ? { id } : { name }, predicates: [] });
});

interface Wanted {
    readonly bucket: ReadRequest["bucket"];
    readonly predicates: readonly ReadPredicate[];
    readonly aggregate?: ReadAggregate;
    readonly window?: { readonly everyNs: bigint; readonly offsetNs: bigint };
    readonly limit?: number;
}

/** A read of stored points that further steps can narrow. */
export class ReadNode extends SourceNode {
    constructor(
        readonly wanted: Wanted,
        bounds?: TimeBounds,
    ) {
        super("from", (run) => read(run, wanted, bounds), { async: true, order: "sorted", bounds });
    }
}

function read(run: Run, wanted: Wanted, bounds: TimeBounds | undefined): Iterable<TableChunk> | AsyncIterable<TableChunk> {
    const { storage } = run.dependencies;
    if (storage === undefined) {
        throw new FluxError("unavailable", "from() needs stored data: this run has none");
    }
    if (bounds === undefined) {
        const name = "name" in wanted.bucket ? wanted.bucket.name : wanted.bucket.id;
        throw new FluxError("invalid", `cannot submit unbounded read to "${name}"; try bounding 'from' with a call to 'range'`);
    }
    return storage.read({ ...wanted, bounds });
}

/** The read with bounds put on it; undefined when the node is no plain read. */
export function narrowed(node: Node, bounds: TimeBounds): Node | undefined {
    return node instanceof ReadNode && node.wanted.aggregate === undefined ? new ReadNode(node.wanted, bounds) : undefined;
}

/** The read with further predicates; undefined when the node is no read with bounds. */
export function filtered(node: Node, predicates: readonly ReadPredicate[]): Node | undefined {
    return node instanceof ReadNode && node.bounds !== undefined && node.wanted.aggregate === undefined
        ? new ReadNode({ ...node.wanted, predicates: [...node.wanted.predicates, ...predicates] }, node.bounds)
        : undefined;
}
