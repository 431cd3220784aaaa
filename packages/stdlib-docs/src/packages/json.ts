import type { PackageDoc } from "../types.ts";

const json: PackageDoc = {
    summary: "JSON of values.",
    exports: {
        encode: {
            summary: "Any value as JSON, in bytes.",
            arguments: { v: "The value." },
            example: 'import "json"\n\nx = string(v: json.encode(v: {a: 1, b: "c"}))\n',
        },
    },
};

export default json;
