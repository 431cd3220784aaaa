import type { PackageDoc } from "../types.ts";

const types: PackageDoc = {
    summary: "Types of values, for functions that take several.",
    exports: {
        isType: {
            summary: "Whether a value has a type.",
            arguments: { v: "The value.", type: "The type's name." },
            values: { type: ["string", "bytes", "int", "uint", "float", "bool", "time", "duration", "regexp"] },
            example: 'import "types"\n\nx = types.isType(v: 1.5, type: "float")\n',
        },
        isNumeric: {
            summary: "Whether a value is an int, uint or float.",
            arguments: { v: "The value." },
            example: 'import "types"\n\nx = types.isNumeric(v: 1)\n',
        },
    },
};

export default types;
