import { constantColumn, type Table, takeTable } from "@flux-scripts/tables";
import type { Args } from "../../arguments.ts";
import { type AccumulatorMaker, aggregate } from "../../execution/aggregates.ts";
import type { Node } from "../../execution/node.ts";
import { exactSelectorIndex } from "../../kernels/moments.ts";
import { selectQuantile } from "../../kernels/quickselect.ts";
import { TDigest } from "../../kernels/tdigest.ts";
import { transformation } from "../../registry.ts";
import { FluxError } from "../../values/error.ts";
import { floatAccumulator } from "../support/accumulators.ts";
import { nullsOf, requireColumn } from "../support/columns.ts";
import { sortedRows } from "../support/order.ts";
import { perTable } from "../support/perTable.ts";

const DEFAULT_COMPRESSION = 1000;

/** An estimate from a t-digest, null without values. A compression of 0 is that of 1000. */
function estimate(q: number, compression: number): AccumulatorMaker {
    return floatAccumulator(() => {
        const digest = new TDigest(compression <= 0 ? DEFAULT_COMPRESSION : compression);
        let count = 0;
        return {
            add: (value) => {
                digest.add(value);
                count += 1;
            },
            value: () => (count === 0 ? null : digest.quantile(q)),
        };
    });
}

/** The exact quantile of floats, interpolated between the two values around it. */
function exactMean(q: number): AccumulatorMaker {
    return floatAccumulator(
        () => {
            let values = new Float64Array(64);
            let size = 0;
            return {
                add: (value) => {
                    if (size === values.length) {
                        const wider = new Float64Array(size * 2);
                        wider.set(values);
                        values = wider;
                    }
                    values[size] = value;
                    size += 1;
                },
                value: () => (size === 0 ? null : selectQuantile(values.subarray(0, size), q)),
            };
        },
        (type) => type === "float",
    );
}

/** The whole row that holds the quantile of `_value`; without values a row in which only the key is set. */
function exactSelector(table: Table, q: number): Table {
    const column = requireColumn(table, "_value", `no column "_value" exists`);
    if (column.type === "bool") {
        throw new FluxError("failed precondition", `unsupported aggregate column type ${column.type}`);
    }
    const nulls = nullsOf(column);
    const rows = sortedRows(table, ["_value"], false).filter((row) => nulls[row] !== 1);
    if (rows.length === 0) {
        const columns = table.columns.map(({ label, type }) => constantColumn(label, type, table.key.get(label)?.value ?? null, 1));
        return { key: table.key, columns, rows: 1 };
    }
    return takeTable(table, [rows[exactSelectorIndex(rows.length, q)] as number]);
}

/** The step of a call with `q`, `method`, `compression` and a column; also that of `experimental.quantile`. */
export function quantileStep(args: Args, column: string): Node {
    const q = args.float("q");
    const method = args.string("method", "estimate_tdigest");
    const compression = args.float("compression", 0);
    if (!(q >= 0 && q <= 1)) {
        throw new FluxError("invalid", "quantile must be between 0 and 1");
    }
    if (compression > 0 && (method === "exact_mean" || method === "exact_selector")) {
        throw new FluxError("invalid", "compression parameter is only valid for method estimate_tdigest");
    }
    switch (method) {
        case "estimate_tdigest":
            return aggregate(args.stream("tables"), "quantile", [column], estimate(q, compression));
        case "exact_mean":
            return aggregate(args.stream("tables"), "quantile", [column], exactMean(q));
        case "exact_selector":
            return perTable(args, "quantile", (table) => exactSelector(table, q));
        default:
            throw new FluxError("invalid", `unknown method ${method}`);
    }
}

export default transformation(["<-tables", "?column", "q", "?method", "?compression"], (args) =>
    quantileStep(args, args.string("column", "_value")),
);
