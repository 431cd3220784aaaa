/** Runs of small scripts while a new worker has nothing to do: what every run needs is compiled before the first one comes. */
import { type Dependencies, type ReadCapabilities, run } from "@flux-scripts/engine";
import { ByteOutput, columnFrom, GroupKey, makeTable } from "@flux-scripts/tables";
import { CsvWriter } from "./csv.ts";

const span = "range(start: 2024-01-01T00:00:00Z, stop: 2024-01-02T00:00:00Z)";

const scripts = [
    `from(bucket: "b") |> ${span} |> filter(fn: (r) => r._measurement == "m" and r._field == "f") |> last()`,
    `import "array"
array.from(rows: [{_time: 2024-01-01T01:00:00Z, _value: 1.0, host: "a"}, {_time: 2024-01-01T02:00:00Z, _value: 2.0, host: "b"}])
    |> ${span}
    |> filter(fn: (r) => r._value > 0.5)
    |> group(columns: ["host"])
    |> map(fn: (r) => ({r with _value: r._value * 2.0}))
    |> sort(columns: ["_time"])
    |> aggregateWindow(every: 1h, fn: mean, createEmpty: false)`,
];

/**
 * Runs the scripts one after another over one stored row, as long as nothing else is to be done. Gives the number of tables that came
 * out. Fails never: a real run tells faults.
 */
export async function warmUp(capabilities: ReadCapabilities, isIdle: () => boolean): Promise<number> {
    let tables = 0;
    const dependencies: Dependencies = {
        storage: {
            capabilities,
            *read({ bounds }) {
                const key = new GroupKey([
                    { label: "_start", type: "time", value: bounds.start },
                    { label: "_stop", type: "time", value: bounds.stop },
                    { label: "_field", type: "string", value: "f" },
                    { label: "_measurement", type: "string", value: "m" },
                ]);
                const columns = [
                    columnFrom("_start", "time", [bounds.start]),
                    columnFrom("_stop", "time", [bounds.stop]),
                    columnFrom("_time", "time", [bounds.start]),
                    columnFrom("_value", "float", [1.5]),
                    columnFrom("_field", "string", ["f"]),
                    columnFrom("_measurement", "string", ["m"]),
                ];
                yield { table: makeTable(key, columns, 1), more: false };
            },
            buckets: async () => [],
        },
    };
    for (const source of scripts) {
        // Messages that have come get their turn.
        await new Promise<void>((resolve) => setImmediate(resolve));
        if (!isIdle()) break;
        const csv = new CsvWriter({ header: true, delimiter: ",", annotations: [] });
        const out = new ByteOutput();
        for await (const event of run({ source, dependencies, now: 0n })) {
            if (event.kind !== "table") continue;
            csv.table(out, event.result, event.index, event.table, event.more);
            tables++;
        }
        out.take();
    }
    return tables;
}
