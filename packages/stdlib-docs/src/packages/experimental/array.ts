import type { ExportDoc, PackageDoc } from "../../types.ts";
import array from "../array.ts";

const to = (name: string, what: string, list: string): Readonly<Record<string, ExportDoc>> => ({
    [name]: {
        summary: `The elements of a list as ${what}.`,
        arguments: { arr: "The list." },
        example: `import "experimental/array"\n\nx = array.${name}(arr: ${list})\n`,
    },
});
const { from, map, filter, concat } = array.exports;
// The same functions under their old path: the examples would import the new one.
const old = (doc: ExportDoc | undefined): ExportDoc => ({
    summary: `${doc?.summary ?? ""} Moved to the package array.`,
    ...(doc?.arguments && { arguments: doc.arguments }),
});

const experimentalArray: PackageDoc = {
    summary: "Conversions of lists.",
    exports: {
        ...to("toBool", "bools", '["true", "false"]'),
        ...to("toDuration", "durations", '["1h", "2m"]'),
        ...to("toFloat", "floats", "[1, 2]"),
        ...to("toInt", "integers", "[1.5, 2.5]"),
        ...to("toString", "texts", "[1, 2]"),
        ...to("toTime", "times", '["2024-03-01T12:00:00Z"]'),
        ...to("toUInt", "unsigned integers", "[1, 2]"),
        from: old(from),
        map: old(map),
        filter: old(filter),
        concat: old(concat),
    },
};

export default experimentalArray;
