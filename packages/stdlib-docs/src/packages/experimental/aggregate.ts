import type { PackageDoc } from "../../types.ts";

const aggregate: PackageDoc = {
    summary: "Aggregates over windows.",
    exports: {
        rate: {
            summary: "Mean rate of change in each window, falls left out: for counters.",
            arguments: {
                tables: "Tables from the pipe.",
                every: "Length of a window.",
                groupColumns: "Columns to group by.",
                unit: "Time that the change is told for.",
            },
            example:
                'import "experimental/aggregate"\n\nfrom(bucket: "air_sensor")\n    |> range(start: -1h)\n    |> aggregate.rate(every: 10m, unit: 1m)\n',
        },
    },
};

export default aggregate;
