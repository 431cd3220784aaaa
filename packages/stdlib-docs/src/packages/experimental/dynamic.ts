import type { PackageDoc } from "../../types.ts";

const use = (body: string): string => `import "array"\nimport "experimental/dynamic"\n\n${body}\n`;

const dynamic: PackageDoc = {
    summary: "Values whose type is only known when the script runs, such as those of JSON.",
    exports: {
        dynamic: {
            summary: "Wraps a value, so that its type is looked at when the script runs.",
            arguments: { v: "Any value." },
            example: use('array.from(rows: [{x: string(v: dynamic.dynamic(v: "a"))}])'),
        },
        asArray: {
            summary: "The elements of a wrapped array; anything else is an error.",
            arguments: { v: "A wrapped array, from the pipe." },
            example: use("array.from(rows: dynamic.dynamic(v: [1, 2]) |> dynamic.asArray() |> array.map(fn: (x) => ({v: int(v: x)})))"),
        },
        isType: {
            summary: "Whether a wrapped value has a type.",
            arguments: { v: "A wrapped value.", type: "Name of the type." },
            values: {
                type: ["array", "bool", "bytes", "duration", "float", "function", "int", "object", "regexp", "string", "time", "uint"],
            },
            example: use('array.from(rows: [{x: dynamic.isType(v: dynamic.dynamic(v: 1), type: "int")}])'),
        },
        jsonParse: {
            summary: "Reads JSON into a wrapped value. Numbers become floats.",
            arguments: { data: "The JSON, as bytes." },
            example: use(
                'parsed = dynamic.jsonParse(data: bytes(v: "{\\"room\\": \\"kitchen\\"}"))\n\narray.from(rows: [{room: string(v: parsed.room)}])',
            ),
        },
        jsonEncode: {
            summary: "Writes a wrapped value as JSON.",
            arguments: { v: "A wrapped value." },
            example: use("array.from(rows: [{x: string(v: dynamic.jsonEncode(v: dynamic.dynamic(v: [1, 2])))}])"),
        },
    },
};

export default dynamic;
