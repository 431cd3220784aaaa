import type { PackageDoc } from "../types.ts";

const runtime: PackageDoc = {
    summary: "The software that runs the script.",
    exports: { version: { summary: "Its version.", example: 'import "runtime"\n\nx = runtime.version()\n' } },
};

export default runtime;
