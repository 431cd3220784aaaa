import type { PackageDoc } from "../types.ts";

const arr = "The list.";
const use = (call: string): string => `import "array"\n\nx = array.${call}\n`;

const array: PackageDoc = {
    summary: "Lists, and tables made of them.",
    exports: {
        from: {
            summary: "A table of records: rows that are written in the script.",
            arguments: { rows: "The rows, records with the same columns." },
            example: 'import "array"\n\narray.from(rows: [{room: "kitchen", _value: 21.5}, {room: "attic", _value: 17.0}])\n',
        },
        map: {
            summary: "A list with a function applied to each element.",
            arguments: { arr, fn: "Gives the new element of `x`." },
            example: use("map(arr: [1, 2, 3], fn: (x) => x * x)"),
        },
        filter: {
            summary: "The elements for which a function is true.",
            arguments: { arr, fn: "Gives true for elements to keep." },
            example: use("filter(arr: [1, 2, 3], fn: (x) => x > 1)"),
        },
        concat: {
            summary: "One list after another.",
            arguments: { arr, v: "List to put after it." },
            example: use("concat(arr: [1, 2], v: [3])"),
        },
    },
};

export default array;
