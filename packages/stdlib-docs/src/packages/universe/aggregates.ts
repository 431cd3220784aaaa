import type { ExportDoc } from "../../types.ts";
import { column, readings, tables, twoSensors } from "./shared.ts";

/** Functions that make one row of each table, and those that do so by windows. */
const aggregates: Readonly<Record<string, ExportDoc>> = {
    aggregateWindow: {
        summary:
            "Cuts time into windows and makes one row of each: the workhorse of charts. It windows, applies `fn`, and puts the rows of all windows back into one table.",
        arguments: {
            tables,
            every: "Length of a window: `1h`, `1d`, `1mo`.",
            fn: "Aggregate or selector for each window: `mean`, `max`, `(tables=<-, column) => tables |> quantile(q: 0.9, column: column)`.",
            column: "Column that `fn` works on.",
            createEmpty: "Also give rows for windows without points; their value is null (0 for `count`).",
            location: "Time zone for windows of days and longer, as `timezone.location` gives it.",
            offset: "Shift of the windows' borders: `-3d` makes weeks begin on Monday.",
            period: "Time that a window covers, where that is not `every`: longer windows overlap.",
            timeDst: "Column that gets the row's time.",
            timeSrc: "Border of the window that becomes the row's time: `_stop` or `_start`.",
        },
        values: { timeSrc: ["_stop", "_start"] },
        example: `from(bucket: "air_sensor")
    |> range(start: -1d)
    |> filter(fn: (r) => r._measurement == "air" and r._field == "temperature")
    |> aggregateWindow(every: 1h, fn: mean, createEmpty: false)
`,
    },
    count: {
        summary: "Number of values in each table, null values left out.",
        arguments: { tables, column },
        example: readings("count()"),
    },
    sum: {
        summary: "Sum of a column in each table. The type stays: integers are summed as integers.",
        arguments: { tables, column },
        example: readings("sum()"),
    },
    mean: {
        summary: "Arithmetic mean of a column in each table, always a float.",
        arguments: { tables, column },
        example: readings("mean()"),
    },
    median: {
        summary: "Middle value of each table: half of the values lie below it. Estimated by default; `method` makes it exact.",
        arguments: {
            tables,
            column,
            compression: "For the estimate: how many centroids are kept. More is closer and slower.",
            method: "`estimate_tdigest` is quick, `exact_mean` means the two middle values, `exact_selector` picks a row that is there.",
        },
        values: { method: ["estimate_tdigest", "exact_mean", "exact_selector"] },
        example: readings("median()"),
    },
    quantile: {
        summary: "The value below which a share `q` of each table's values lies.",
        arguments: {
            tables,
            q: "Share from 0.0 to 1.0: 0.95 is the 95th percentile.",
            column,
            compression: "For the estimate: how many centroids are kept.",
            method: "`estimate_tdigest` is quick, `exact_mean` interpolates between values, `exact_selector` picks a row that is there.",
        },
        values: { method: ["estimate_tdigest", "exact_mean", "exact_selector"] },
        example: readings('quantile(q: 0.95, method: "exact_mean")'),
    },
    mode: {
        summary: "The value that occurs most often in each table; several where there is a tie, null when each occurs once.",
        arguments: { tables, column },
        example: readings("mode()"),
    },
    spread: {
        summary: "Largest minus smallest value of each table.",
        arguments: { tables, column },
        example: readings("spread()"),
    },
    stddev: {
        summary: "Standard deviation of a column in each table.",
        arguments: { tables, column, mode: "`sample` divides by n − 1, `population` by n." },
        values: { mode: ["sample", "population"] },
        example: readings('stddev(mode: "population")'),
    },
    skew: {
        summary: "Skewness of a column in each table: 0 when its values lie evenly around the mean.",
        arguments: { tables, column },
        example: readings("skew()"),
    },
    reduce: {
        summary: "Folds the rows of each table into one record, for aggregates that are not there yet.",
        arguments: {
            tables,
            fn: "Gives the new accumulator from a row `r` and the `accumulator` so far.",
            identity: "The accumulator before the first row. Its columns and types are those of the result.",
        },
        example: readings(
            "reduce(identity: {n: 0, total: 0.0}, fn: (r, accumulator) => ({n: accumulator.n + 1, total: accumulator.total + r._value}))",
        ),
    },
    integral: {
        summary: "Area under the curve of each table, per `unit` of time.",
        arguments: {
            tables,
            column,
            interpolate: "`linear` draws the curve out to the bounds of the table; empty for no more than the points.",
            timeColumn: "Column with the times.",
            unit: "Time that counts as 1.",
        },
        values: { interpolate: ["linear", ""] },
        example: `from(bucket: "air_sensor")
    |> range(start: -1d)
    |> filter(fn: (r) => r._measurement == "air" and r._field == "temperature")
    |> integral(unit: 1h)
`,
    },
    timeWeightedAvg: {
        summary: "Mean in which each value counts for the time until the next one.",
        arguments: { tables, unit: "Unit of time for the inner integral." },
    },
    histogram: {
        summary: "Counts how many values lie at or below each upper bound: one row for each bin.",
        arguments: {
            tables,
            bins: "Upper bounds, rising; `linearBins` and `logarithmicBins` make lists of them.",
            column,
            countColumn: "Column for the counts.",
            normalize: "Give shares of 1 instead of counts.",
            upperBoundColumn: "Column for the upper bounds.",
        },
        example: readings("histogram(bins: [21.0, 22.0, 23.0, 24.0, 25.0])"),
    },
    histogramQuantile: {
        summary: "Estimates a quantile from the bins of a histogram.",
        arguments: {
            tables,
            countColumn: "Column with the counts.",
            minValue: "Lower bound of the first bin.",
            onNonmonotonic: "What to do where counts fall: `error`, `force` them to rise, or `drop` the table.",
            quantile: "Share from 0.0 to 1.0.",
            upperBoundColumn: "Column with the upper bounds.",
            valueColumn: "Column for the result.",
        },
        values: { onNonmonotonic: ["error", "force", "drop"] },
    },
    linearBins: {
        summary: "A list of bounds at equal distances, for `histogram`.",
        arguments: {
            start: "First bound.",
            width: "Distance of bounds.",
            count: "Number of bounds.",
            infinity: "End with a bound of infinity, so that nothing is left out.",
        },
        example: readings("histogram(bins: linearBins(start: 20.0, width: 1.0, count: 6))"),
    },
    logarithmicBins: {
        summary: "A list of bounds of which each is the one before times `factor`, for `histogram`.",
        arguments: {
            start: "First bound.",
            factor: "What a bound is multiplied with.",
            count: "Number of bounds.",
            infinity: "End with a bound of infinity.",
        },
        example: readings("histogram(bins: logarithmicBins(start: 1.0, factor: 2.0, count: 6))"),
    },
    cov: {
        summary: "Covariance of the values of two streams that are joined by columns.",
        arguments: {
            x: "One stream.",
            y: "The other stream.",
            on: "Columns to join by.",
            pearsonr: "Give Pearson's correlation, from -1 to 1, instead.",
        },
    },
    covariance: {
        summary: "Covariance of two columns of each table.",
        arguments: {
            tables,
            columns: "The two columns.",
            pearsonr: "Give Pearson's correlation, from -1 to 1, instead.",
            valueDst: "Column for the result.",
        },
    },
    pearsonr: {
        summary: "Pearson's correlation of the values of two streams: 1 when they rise together, -1 when one falls as the other rises.",
        arguments: { x: "One stream.", y: "The other stream.", on: "Columns to join by." },
    },
    hourSelection: {
        summary: "Keeps rows whose time lies in some hours of the day.",
        arguments: {
            tables,
            start: "First hour, 0 to 23.",
            stop: "Last hour, which belongs to it. Smaller than `start`: over midnight.",
            location: "Time zone of the hours.",
            timeColumn: "Column with the times.",
        },
        example: readings("hourSelection(start: 9, stop: 17)"),
    },
    truncateTimeColumn: {
        summary: "Cuts times down to a unit, so that points of several series fall on the same times.",
        arguments: { tables, unit: "Unit to cut to: `1m`, `1h`.", timeColumn: "Column with the times." },
        example: readings("truncateTimeColumn(unit: 1h)"),
    },
    window: {
        summary:
            "Splits tables by time: one table for each window, with its borders in `_start` and `_stop`. `aggregateWindow` does this and aggregates.",
        arguments: {
            tables,
            createEmpty: "Also make tables for windows without points.",
            every: "Distance of windows. `inf` puts everything into one.",
            location: "Time zone for windows of days and longer.",
            offset: "Shift of the windows' borders.",
            period: "Time that a window covers, where that is not `every`.",
            startColumn: "Column for the window's start.",
            stopColumn: "Column for the window's stop.",
            timeColumn: "Column with the times.",
        },
        example: `from(bucket: "air_sensor")
    |> range(start: -1h)
    |> window(every: 10m)
    |> max()
`,
    },
    timedMovingAverage: {
        summary: "Mean over the last `period` of time, one value each `every`.",
        arguments: { tables, every: "How often there is a value.", period: "Time that a value covers.", column },
    },
    union: {
        summary: "Puts the tables of several streams into one stream. Tables with the same group key become one.",
        arguments: { tables: "List of at least two streams." },
        example: `a = from(bucket: "air_sensor") |> range(start: -1h)
b = from(bucket: "air_sensor") |> range(start: -2h, stop: -1h)

union(tables: [a, b])
`,
    },
    distinct: {
        summary: "The different values of a column in each table, in the order in which they first occur; they stand in `_value`.",
        arguments: { tables, column },
        example: twoSensors('distinct(column: "sensor")'),
    },
};

export default aggregates;
