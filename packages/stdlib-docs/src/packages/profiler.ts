import type { PackageDoc } from "../types.ts";

const profiler: PackageDoc = {
    summary: "Figures about a run.",
    exports: {
        enabledProfilers: {
            summary:
                "Option with the profilers to use: `query` for the run, `operator` for each step. They add their tables to the results.",
            example: 'import "profiler"\n\noption profiler.enabledProfilers = ["query", "operator"]\n',
        },
    },
};

export default profiler;
