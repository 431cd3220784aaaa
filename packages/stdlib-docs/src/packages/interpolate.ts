import type { PackageDoc } from "../types.ts";

const interpolate: PackageDoc = {
    summary: "Points between points.",
    exports: {
        linear: {
            summary: "Adds points at equal distances, on a straight line between those that are there.",
            arguments: { tables: "Tables from the pipe, with float values.", every: "Distance of the points." },
            example:
                'import "array"\nimport "interpolate"\n\narray.from(rows: [{_time: 2024-03-01T00:00:00Z, _value: 1.0}, {_time: 2024-03-01T03:00:00Z, _value: 4.0}])\n    |> interpolate.linear(every: 1h)\n',
        },
    },
};

export default interpolate;
