import {
    type Column,
    ColumnBuilder,
    constantColumn,
    GroupKey,
    type KeyEntry,
    makeColumn,
    makeTable,
    type Table,
} from "@flux-scripts/tables";
import type { TableChunk } from "../../../api.ts";
import type { Run } from "../../../execution/run.ts";
import { source } from "../../../execution/steps.ts";
import { transformation } from "../../../registry.ts";
import { FluxError } from "../../../values/error.ts";
import { RecordValue, type Value } from "../../../values/value.ts";

/** ns between the rows of a table. */
const STEP = 10_000_000_000n;
const CHUNK_ROWS = 65536;

/** Even pseudo-random numbers in [0, 1): the same for the same seed. */
function randomNumbers(seed: bigint): () => number {
    let state = Number(BigInt.asUintN(32, seed ^ (seed >> 32n)));
    return () => {
        state = (state + 0x6d2b79f5) | 0;
        let mixed = Math.imul(state ^ (state >>> 15), state | 1);
        mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
        return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
    };
}

interface Tag {
    readonly name: string;
    readonly cardinality: number;
}

function tagOf(value: Value): Tag {
    const name = value instanceof RecordValue ? value.get("name") : undefined;
    const cardinality = value instanceof RecordValue ? value.get("cardinality") : undefined;
    if (typeof name !== "string" || typeof cardinality !== "bigint" || cardinality < 0n) {
        throw new FluxError("invalid", "a tag needs a name and a cardinality that is not negative");
    }
    return { name, cardinality: Number(cardinality) };
}

/** Every combination of the tags' values. */
function* keys(tags: readonly Tag[], at = 0, entries: readonly KeyEntry[] = []): Generator<GroupKey> {
    const tag = tags[at];
    if (tag === undefined) {
        yield new GroupKey(entries);
        return;
    }
    const width = String(Math.max(0, tag.cardinality - 1)).length;
    for (let value = 0; value < tag.cardinality; value += 1) {
        const entry: KeyEntry = { label: tag.name, type: "string", value: `${tag.name}${String(value).padStart(width, "0")}` };
        yield* keys(tags, at + 1, [...entries, entry]);
    }
}

/** Rows `from` to `to` of the table of a key. */
function rowsOf(key: GroupKey, from: number, to: number, nulls: number, random: () => number): Table {
    const rows = to - from;
    const values = new ColumnBuilder("_value", "float");
    for (let row = 0; row < rows; row += 1) {
        const isNull = nulls > 0 && random() < nulls;
        const value = random() * 100;
        values.push(isNull ? null : value);
    }
    const times = BigInt64Array.from({ length: rows }, (_, row) => BigInt(from + row) * STEP);
    const columns: Column[] = [makeColumn("_time", "time", times), values.finish()];
    return makeTable(key, [...columns, ...key.entries.map(({ label, value }) => constantColumn(label, "string", value, rows))], rows);
}

/**
 * `gen.tables`: a table of `n` rows for every combination of the tags' values, times every ten seconds from the epoch on, random values.
 * The same seed gives the same tables; without one they differ with `now()`.
 */
export default transformation(["n", "?tags", "?nulls", "?seed"], (args) => {
    const rows = args.count("n");
    const tags = args.array("tags", []).map(tagOf);
    const nulls = args.float("nulls", 0);
    const seed = args.has("seed") ? args.int("seed") : args.context.now();
    if (rows < 0) {
        throw new FluxError("invalid", `n must not be negative, but was ${rows}`);
    }
    if (!(nulls >= 0 && nulls <= 1)) {
        throw new FluxError("invalid", `nulls must be between 0.0 and 1.0, but was ${nulls}`);
    }
    const single = tags.length === 0;
    const open = function* open(run: Run): Generator<TableChunk> {
        run.checkRows(rows);
        const random = randomNumbers(seed);
        for (const key of keys(tags)) {
            let from = 0;
            do {
                run.poll();
                const to = Math.min(rows, from + CHUNK_ROWS);
                yield { table: rowsOf(key, from, to, nulls, random), more: to < rows };
                from = to;
            } while (from < rows);
        }
    };
    return source("tables", open, { single });
});
