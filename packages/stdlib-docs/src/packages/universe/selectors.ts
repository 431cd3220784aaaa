import type { ExportDoc } from "../../types.ts";
import { column, readings, tables, twoSensors } from "./shared.ts";

const n = "How many rows.";
const groupColumns = "Columns to group by; each group gives one value.";

/** Functions that keep some rows as they are. */
const selectors: Readonly<Record<string, ExportDoc>> = {
    first: {
        summary: "The first row of each table whose value is not null.",
        arguments: { tables, column: "Column that must not be null." },
        example: readings("first()"),
    },
    last: {
        summary: "The last row of each table whose value is not null: the newest reading of a series.",
        arguments: { tables, column: "Column that must not be null." },
        example: readings("last()"),
    },
    max: { summary: "The row with the largest value of each table.", arguments: { tables, column }, example: readings("max()") },
    min: { summary: "The row with the smallest value of each table.", arguments: { tables, column }, example: readings("min()") },
    top: {
        summary: "The `n` rows with the largest values of each table, sorted downwards.",
        arguments: { tables, n, columns: "Columns to compare, the first one first." },
        example: readings("top(n: 2)"),
    },
    bottom: {
        summary: "The `n` rows with the smallest values of each table, sorted upwards.",
        arguments: { tables, n, columns: "Columns to compare, the first one first." },
        example: readings("bottom(n: 2)"),
    },
    limit: {
        summary: "The first `n` rows of each table.",
        arguments: { tables, n, offset: "Rows to leave out at the beginning." },
        example: readings("limit(n: 2)"),
    },
    tail: {
        summary: "The last `n` rows of each table.",
        arguments: { tables, n, offset: "Rows to leave out at the end." },
        example: readings("tail(n: 2)"),
    },
    sample: {
        summary: "Every `n`th row of each table.",
        arguments: { tables, n: "Take one row of so many.", column, pos: "Which of the `n` rows; -1 for one by chance." },
        example: readings("sample(n: 2, pos: 0)"),
    },
    unique: {
        summary: "The first row of each different value of a column, whole.",
        arguments: { tables, column: "Column whose values must differ." },
        example: twoSensors('unique(column: "sensor")'),
    },
    filter: {
        summary:
            "Keeps rows for which a function is true. Comparisons of tags, measurement and field right after `range` are done by the storage, and are quick.",
        arguments: {
            tables,
            fn: 'Gives true for rows to keep: `(r) => r._measurement == "air" and r._value > 20.0`.',
            onEmpty: "Whether a table without rows stays: `drop` or `keep` it.",
        },
        values: { onEmpty: ["drop", "keep"] },
        example: readings("filter(fn: (r) => r._value > 22.0)"),
    },
    highestMax: {
        summary: "The `n` groups with the largest maximum.",
        arguments: { tables, n, column, groupColumns },
        example: twoSensors('highestMax(n: 1, groupColumns: ["sensor"])'),
    },
    highestAverage: {
        summary: "The `n` groups with the largest mean.",
        arguments: { tables, n, column, groupColumns },
        example: twoSensors('highestAverage(n: 1, groupColumns: ["sensor"])'),
    },
    highestCurrent: {
        summary: "The `n` groups with the largest last value.",
        arguments: { tables, n, column, groupColumns },
        example: twoSensors('highestCurrent(n: 1, groupColumns: ["sensor"])'),
    },
    lowestMin: {
        summary: "The `n` groups with the smallest minimum.",
        arguments: { tables, n, column, groupColumns },
        example: twoSensors('lowestMin(n: 1, groupColumns: ["sensor"])'),
    },
    lowestAverage: {
        summary: "The `n` groups with the smallest mean.",
        arguments: { tables, n, column, groupColumns },
        example: twoSensors('lowestAverage(n: 1, groupColumns: ["sensor"])'),
    },
    lowestCurrent: {
        summary: "The `n` groups with the smallest last value.",
        arguments: { tables, n, column, groupColumns },
        example: twoSensors('lowestCurrent(n: 1, groupColumns: ["sensor"])'),
    },
    sort: {
        summary: "Sorts the rows of each table. Tables stay apart: `group()` before it sorts all rows together.",
        arguments: { tables, columns: "Columns to compare, the first one first.", desc: "Largest first." },
        example: readings("sort(desc: true)"),
    },
    range: {
        summary:
            "Keeps points from `start` up to, but without, `stop`. Needed after `from`: what is stored is only read in bounds of time.",
        arguments: {
            tables,
            start: "A time (`2024-03-01T00:00:00Z`), a duration before now (`-1h`), or seconds since 1970. In scripts with params: `duration(v: params.start)`.",
            stop: "The same; now by default.",
        },
        example: `from(bucket: "air_sensor")
    |> range(start: -1h)
`,
    },
};

export default selectors;
