import type { PackageDoc } from "../types.ts";

const generate: PackageDoc = {
    summary: "Tables of numbers, to try something with.",
    exports: {
        from: {
            summary: "One table with `count` rows, spread evenly over time.",
            arguments: {
                count: "Number of rows.",
                fn: "Gives the value of row `n`, from 0.",
                start: "Time of the first row.",
                stop: "End, which has no row.",
            },
            example:
                'import "generate"\n\ngenerate.from(count: 5, fn: (n) => n * n, start: 2024-03-01T00:00:00Z, stop: 2024-03-01T05:00:00Z)\n',
        },
    },
};

export default generate;
