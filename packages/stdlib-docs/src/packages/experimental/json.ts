import type { PackageDoc } from "../../types.ts";

const json: PackageDoc = {
    summary: "Values from JSON.",
    exports: {
        parse: {
            summary: "The value of a JSON text. All numbers become floats.",
            arguments: { data: "The text, in bytes." },
            example: 'import "experimental/json"\n\nx = json.parse(data: bytes(v: "{\\"a\\": 1}"))\n',
        },
    },
};

export default json;
