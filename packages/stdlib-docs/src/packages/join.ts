import type { ExportDoc, PackageDoc } from "../types.ts";

const common = {
    left: "The stream on the left, from the pipe.",
    right: "The stream on the right.",
    on: "Gives true for rows that belong together; only `==` of columns, joined by `and`.",
    as: "Gives the joined row from `l` and `r`.",
};
const both = (call: string): string => `import "array"
import "join"

temperatures = array.from(rows: [{room: "kitchen", _value: 21.5}, {room: "attic", _value: 17.0}])
names = array.from(rows: [{room: "kitchen", floor: 0}, {room: "hall", floor: 1}])

${call}
`;
const side = (name: string, summary: string, row: string): Readonly<Record<string, ExportDoc>> => ({
    [name]: {
        summary,
        arguments: common,
        example: both(`join.${name}(left: temperatures, right: names, on: (l, r) => l.room == r.room, as: (l, r) => (${row}))`),
    },
});

const join: PackageDoc = {
    summary: "Joins of two streams, inner and outer.",
    exports: {
        ...side("inner", "Rows that have a partner on the other side.", "{l with floor: r.floor}"),
        ...side("left", "All rows of the left side; without a partner the right side's columns are null.", "{l with floor: r.floor}"),
        ...side("right", "All rows of the right side; without a partner the left side's columns are null.", "{r with _value: l._value}"),
        ...side("full", "All rows of both sides.", "{room: if exists l.room then l.room else r.room, _value: l._value, floor: r.floor}"),
        tables: {
            summary: "A join whose kind is given as a text.",
            arguments: { ...common, method: "`inner`, `left`, `right` or `full`." },
            values: { method: ["inner", "left", "right", "full"] },
            example: both(
                'join.tables(method: "left", left: temperatures, right: names, on: (l, r) => l.room == r.room, as: (l, r) => ({l with floor: r.floor}))',
            ),
        },
        time: {
            summary: "A join of rows with the same `_time`.",
            arguments: { left: common.left, right: common.right, as: common.as, method: "`inner`, `left`, `right` or `full`." },
            values: { method: ["inner", "left", "right", "full"] },
        },
    },
};

export default join;
