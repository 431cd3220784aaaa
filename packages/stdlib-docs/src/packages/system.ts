import type { PackageDoc } from "../types.ts";

const system: PackageDoc = {
    summary: "The machine that runs the script.",
    exports: {
        time: {
            summary: "The clock's time, which goes on while a script runs; `now` stands still.",
            example: 'import "system"\n\nx = system.time()\n',
        },
    },
};

export default system;
