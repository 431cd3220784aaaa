import type { ExportDoc } from "../../types.ts";
import { readings, rows, tables, twoSensors } from "./shared.ts";

const labelFn = "Decides by the column's name, instead of a list: `(column) => column =~ /^_/`.";

/** Functions that change columns, groups and the form of tables. */
const shape: Readonly<Record<string, ExportDoc>> = {
    map: {
        summary: "Makes a new row of each row. `{r with name: …}` keeps the other columns; without `with` only what is named is left.",
        arguments: {
            tables,
            fn: "Gives the new row as a record: `(r) => ({r with _value: r._value * 2.0})`.",
            mergeKey: "Whether the columns of the group key are kept where the record lacks them. Without use today.",
        },
        example: readings("map(fn: (r) => ({r with fahrenheit: r._value * 1.8 + 32.0}))"),
    },
    group: {
        summary: "Puts rows with the same values of some columns into one table. Without columns all rows come into one.",
        arguments: { tables, columns: "Columns of the new group key.", mode: "`by` these columns, or by all `except` them." },
        values: { mode: ["by", "except"] },
        example: twoSensors('group(columns: ["sensor"]) |> mean()'),
    },
    pivot: {
        summary: "Turns values of a column into columns of their own: fields that stand below each other come into one row.",
        arguments: {
            tables,
            rowKey: 'Columns that make out a row, mostly `["_time"]`.',
            columnKey: 'Columns whose values become names of columns, mostly `["_field"]`.',
            valueColumn: "Column with the values of the new columns, mostly `_value`.",
        },
        example: twoSensors('pivot(rowKey: ["_time"], columnKey: ["sensor"], valueColumn: "_value")'),
    },
    join: {
        summary: "Joins two streams by columns that are equal. The package `join` does it with functions, and also as outer joins.",
        arguments: {
            tables: "Record of the two streams; its names are added to columns that both have.",
            method: "How rows are joined: `inner` only.",
            on: "Columns that must be equal.",
        },
        values: { method: ["inner"] },
    },
    keep: {
        summary: "Keeps some columns, and leaves out all others.",
        arguments: { tables, columns: "Columns to keep.", fn: labelFn },
        example: readings('keep(columns: ["_time", "_value"])'),
    },
    drop: {
        summary: "Leaves out some columns.",
        arguments: { tables, columns: "Columns to leave out.", fn: labelFn },
        example: readings('drop(columns: ["sensor"])'),
    },
    rename: {
        summary: "Gives columns other names.",
        arguments: {
            tables,
            columns: 'Record of old names to new ones: `{_value: "temperature"}`.',
            fn: "Gives a column's new name from its name.",
        },
        example: readings('rename(columns: {_value: "temperature"})'),
    },
    duplicate: {
        summary: "Copies a column under another name.",
        arguments: { tables, column: "Column to copy.", as: "Name of the copy." },
        example: readings('duplicate(column: "_value", as: "before")'),
    },
    set: {
        summary: "Gives a column the same text in every row; makes it where it isn't there.",
        arguments: { tables, key: "Column.", value: "Text." },
        example: readings('set(key: "room", value: "kitchen")'),
    },
    fill: {
        summary: "Puts values in the place of nulls.",
        arguments: {
            tables,
            column: "Column with the nulls.",
            value: "Value to put there, of the column's type.",
            usePrevious: "Take the value of the row before instead.",
        },
        example: rows(
            `_time: 2024-03-01T12:00:00Z, _value: 1.0
_time: 2024-03-01T12:10:00Z, _value: 3.0`,
            "fill(value: 0.0)",
        ),
    },
    columns: {
        summary: "The names of each table's columns, as rows.",
        arguments: { tables, column: "Column for the names." },
        example: readings("columns()"),
    },
    keys: {
        summary: "The names of the columns of each table's group key, as rows.",
        arguments: { tables, column: "Column for the names." },
        example: readings("keys()"),
    },
    keyValues: {
        summary: "The different values of some columns, as rows of `_key` and `_value`.",
        arguments: { tables, keyColumns: "Columns whose values are listed; all of one type." },
    },
    yield: {
        summary: "Gives tables out as a result with a name. Needed only where a script has several results.",
        arguments: { tables, name: "Name of the result; each name once." },
        example: readings('yield(name: "readings")'),
    },
    timeShift: {
        summary: "Moves times by a duration: yesterday's curve over today's.",
        arguments: { tables, duration: "How far; negative for backwards.", columns: "Columns with the times." },
        example: readings("timeShift(duration: -1h)"),
    },
    tableFind: {
        summary: "The first table whose group key satisfies a function, for `getColumn` and `getRecord`.",
        arguments: { tables, fn: 'Gives true for the key of the table: `(key) => key.room == "kitchen"`.' },
        example: readings("tableFind(fn: (key) => true) |> getRecord(idx: 0)").replace("array.from", "first = array.from"),
    },
    findColumn: {
        summary: "A column of the first table whose group key satisfies a function, as a list.",
        arguments: { tables, fn: "Gives true for the key of the table.", column: "Column to take." },
        example: readings('findColumn(fn: (key) => true, column: "_value")').replace("array.from", "values = array.from"),
    },
    findRecord: {
        summary: "A row of the first table whose group key satisfies a function, as a record.",
        arguments: { tables, fn: "Gives true for the key of the table.", idx: "Number of the row, from 0." },
        example: readings("findRecord(fn: (key) => true, idx: 0)").replace("array.from", "row = array.from"),
    },
    getColumn: {
        summary: "A column of a table as a list.",
        arguments: { table: "Table that `tableFind` gave.", column: "Column to take." },
    },
    getRecord: {
        summary: "A row of a table as a record.",
        arguments: { table: "Table that `tableFind` gave.", idx: "Number of the row, from 0." },
    },
    from: {
        summary: "Reads the points of a bucket. `range` must follow, and `filter` should: without it every series is read.",
        arguments: {
            bucket: "Name of the bucket.",
            bucketID: "Id of the bucket, instead of its name.",
            host: "Address of another InfluxDB.",
            org: "Organisation there.",
            orgID: "Id of the organisation there.",
            token: "Token for it.",
        },
        example: `from(bucket: "air_sensor")
    |> range(start: -1h)
    |> filter(fn: (r) => r._measurement == "air")
`,
    },
    to: {
        summary: "Writes rows into a bucket, and gives them on. Needs the columns `_time`, `_measurement`, `_field` and `_value`.",
        arguments: {
            tables,
            bucket: "Name of the bucket.",
            bucketID: "Id of the bucket, instead of its name.",
            host: "Address of another InfluxDB.",
            org: "Organisation there.",
            orgID: "Id of the organisation there.",
            token: "Token for it.",
            timeColumn: "Column with the times.",
            measurementColumn: "Column with the measurement.",
            tagColumns: "Columns that become tags; by default those with text that are no field.",
            fieldFn: "Gives the fields of a row as a record.",
        },
        example: `from(bucket: "air_sensor")
    |> range(start: -1h)
    |> aggregateWindow(every: 10m, fn: mean)
    |> to(bucket: "air_sensor_10m")
`,
    },
    wideTo: {
        summary: "Writes rows with one column for each field into a bucket, and gives them on. Columns of the group key become tags.",
        arguments: {
            tables,
            bucket: "Name of the bucket.",
            bucketID: "Id of the bucket, instead of its name.",
            host: "Address of another InfluxDB.",
            org: "Organisation there.",
            orgID: "Id of the organisation there.",
            token: "Token for it.",
        },
    },
    buckets: {
        summary: "The buckets of the organisation, one row each.",
        arguments: {
            host: "Address of another InfluxDB.",
            org: "Organisation there.",
            orgID: "Id of the organisation there.",
            token: "Token for it.",
        },
        example: "buckets()\n",
    },
    cardinality: {
        summary: "Number of series in a bucket.",
        arguments: {
            bucket: "Name of the bucket.",
            bucketID: "Id of the bucket, instead of its name.",
            start: "From when on.",
            stop: "Until when; now by default.",
            predicate: "Gives true for series to count.",
            host: "Address of another InfluxDB.",
            org: "Organisation there.",
            orgID: "Id of the organisation there.",
            token: "Token for it.",
        },
    },
    length: { summary: "Number of elements of a list.", arguments: { arr: "The list." }, example: "n = length(arr: [1, 2, 3])\n" },
    contains: {
        summary: "Whether a list holds a value.",
        arguments: { set: "The list.", value: "The value." },
        example: twoSensors('filter(fn: (r) => contains(set: ["A", "C"], value: r.sensor))'),
    },
    increase: {
        summary: "Sum of rises so far: a counter that is set back to zero now and then counts on.",
        arguments: { tables, columns: "Columns to work on." },
        example: readings("increase()"),
    },
    stateCount: {
        summary: "Counts rows in a row for which a function is true; -1 where it is not.",
        arguments: { tables, fn: "Gives true while the state lasts.", column: "Column for the count." },
        example: readings("stateCount(fn: (r) => r._value > 21.9)"),
    },
    stateDuration: {
        summary: "How long a function has been true; -1 where it is not.",
        arguments: {
            tables,
            fn: "Gives true while the state lasts.",
            column: "Column for the duration.",
            timeColumn: "Column with the times.",
            unit: "Unit of the duration.",
        },
        example: readings("stateDuration(fn: (r) => r._value > 21.9, unit: 1m)"),
    },
    stateTracking: {
        summary: "Counts rows and time for which a function has been true, whichever columns are named.",
        arguments: {
            tables,
            fn: "Gives true while the state lasts.",
            countColumn: "Column for the count; none where it is not given.",
            durationColumn: "Column for the duration; none where it is not given.",
            durationUnit: "Unit of the duration.",
            timeColumn: "Column with the times.",
        },
    },
    elapsed: {
        summary: "Time since the row before, in units. The first row of a table goes.",
        arguments: { tables, unit: "Unit of the result.", columnName: "Column for the result.", timeColumn: "Column with the times." },
        example: readings("elapsed(unit: 1m)"),
    },
    cumulativeSum: {
        summary: "Sum of all values up to each row.",
        arguments: { tables, columns: "Columns to sum." },
        example: readings("cumulativeSum()"),
    },
    difference: {
        summary: "Difference to the row before. The first row of a table goes.",
        arguments: {
            tables,
            columns: "Columns to work on.",
            nonNegative: "Null where a value falls: for counters that are set back.",
            keepFirst: "Keep the first row, with null.",
            initialZero: "With `nonNegative`: take a value that fell as the difference to zero.",
        },
        example: readings("difference()"),
    },
    derivative: {
        summary: "Change per unit of time between rows that follow each other: a rate. The first row of a table goes.",
        arguments: {
            tables,
            unit: "Time that the change is told for: `1s`, `1h`.",
            nonNegative: "Null where a value falls: for counters that are set back.",
            columns: "Columns to work on.",
            timeColumn: "Column with the times.",
            initialZero: "With `nonNegative`: take a value that fell as the change from zero.",
        },
        example: readings("derivative(unit: 1h)"),
    },
    movingAverage: {
        summary: "Mean of the last `n` values at each row.",
        arguments: { tables, n: "Number of values." },
        example: readings("movingAverage(n: 3)"),
    },
    die: {
        summary: "Ends the script with an error.",
        arguments: { msg: "Text of the error." },
        example: 'x = if true then 1 else die(msg: "never")\n',
    },
    now: {
        summary: "The time at which the script runs; the same in the whole script. `option now = () => …` sets it.",
        example: `from(bucket: "air_sensor")
    |> range(start: -1h, stop: now())
`,
    },
    today: {
        summary: "The beginning of this day, in UTC.",
        example: `from(bucket: "air_sensor")
    |> range(start: today())
`,
    },
    location: {
        summary: 'Time zone of functions that know days: `option location = timezone.location(name: "Europe/Berlin")`. UTC by default.',
    },
    inf: { summary: "A duration without end." },
    true: { summary: "The truth value true." },
    false: { summary: "The truth value false." },
};

export default shape;
