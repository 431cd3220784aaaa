import { type Definition, flux } from "../../registry.ts";

/** A function that ranks tables by one row each: group, reduce to a row, rank over all. */
const ranked = (reducer: string, rank: "top" | "bottom"): Definition =>
    flux(`(n, column="_value", groupColumns=[], tables=<-) =>
        tables |> _highestOrLowest(
            n: n,
            column: column,
            groupColumns: groupColumns,
            reducer: (tables=<-) => tables |> ${reducer}(column: column),
            _sortLimit: ${rank},
        )`);

/** A conversion of the column _value. */
const converted = (conversion: string): Definition =>
    flux(`(tables=<-) => tables |> map(fn: (r) => ({r with _value: ${conversion}(v: r._value)}))`);

/** Functions of universe that are made of others. */
export const fluxDefined: Readonly<Record<string, Definition>> = {
    _highestOrLowest: flux(`(n, _sortLimit, reducer, column="_value", groupColumns=[], tables=<-) =>
        tables
            |> group(columns: groupColumns)
            |> reducer()
            |> group(columns: [])
            |> _sortLimit(n: n, columns: [column])`),
    bottom: flux(`(n, columns=["_value"], tables=<-) => tables |> _sortLimit(n: n, columns: columns, desc: false)`),
    top: flux(`(n, columns=["_value"], tables=<-) => tables |> _sortLimit(n: n, columns: columns, desc: true)`),
    highestMax: ranked("max", "top"),
    highestAverage: ranked("mean", "top"),
    highestCurrent: ranked("last", "top"),
    lowestMin: ranked("min", "bottom"),
    lowestAverage: ranked("mean", "bottom"),
    lowestCurrent: ranked("last", "bottom"),
    median: flux(`(method="estimate_tdigest", compression=0.0, column="_value", tables=<-) =>
        tables |> quantile(q: 0.5, method: method, compression: compression, column: column)`),
    cov: flux(`(x, y, on, pearsonr=false) =>
        join(tables: {x: x, y: y}, on: on) |> covariance(pearsonr: pearsonr, columns: ["_value_x", "_value_y"])`),
    pearsonr: flux(`(x, y, on) => cov(x: x, y: y, on: on, pearsonr: true)`),
    stateCount: flux(`(fn, column="stateCount", tables=<-) => tables |> stateTracking(countColumn: column, fn: fn)`),
    stateDuration: flux(`(fn, column="stateDuration", timeColumn="_time", unit=1s, tables=<-) =>
        tables |> stateTracking(durationColumn: column, timeColumn: timeColumn, fn: fn, durationUnit: unit)`),
    timedMovingAverage: flux(`(every, period, column="_value", tables=<-) =>
        tables
            |> window(every: every, period: period)
            |> mean(column: column)
            |> duplicate(column: "_stop", as: "_time")
            |> window(every: inf)`),
    doubleEMA: flux(`(n, tables=<-) =>
        tables
            |> exponentialMovingAverage(n: n)
            |> duplicate(column: "_value", as: "__ema")
            |> exponentialMovingAverage(n: n)
            |> map(fn: (r) => ({r with _value: 2.0 * r.__ema - r._value}))
            |> drop(columns: ["__ema"])`),
    tripleEMA: flux(`(n, tables=<-) =>
        tables
            |> exponentialMovingAverage(n: n)
            |> duplicate(column: "_value", as: "__ema1")
            |> exponentialMovingAverage(n: n)
            |> duplicate(column: "_value", as: "__ema2")
            |> exponentialMovingAverage(n: n)
            |> map(fn: (r) => ({r with _value: 3.0 * r.__ema1 - 3.0 * r.__ema2 + r._value}))
            |> drop(columns: ["__ema1", "__ema2"])`),
    kaufmansER: flux(`import "math"

        (n, tables=<-) =>
            tables
                |> chandeMomentumOscillator(n: n)
                |> map(fn: (r) => ({r with _value: math.abs(x: r._value) / 100.0}))`),
    timeWeightedAvg: flux(`(unit, tables=<-) =>
        tables
            |> integral(unit: unit, interpolate: "linear")
            |> map(fn: (r) => ({r with _value: r._value * float(v: uint(v: unit)) / float(v: int(v: r._stop) - int(v: r._start))}))`),
    truncateTimeColumn: flux(`import "date"

        (unit, timeColumn="_time", tables=<-) =>
            tables |> map(fn: (r) => ({r with _time: date.truncate(t: r._time, unit: unit)}))`),
    today: flux(`import "date"

        () => date.truncate(t: now(), unit: 1d)`),
    hourSelection: flux(`(start, stop, location=location, timeColumn="_time", tables=<-) =>
        tables |> _hourSelection(start: start, stop: stop, location: location, timeColumn: timeColumn)`),
    toString: converted("string"),
    toInt: converted("int"),
    toUInt: converted("uint"),
    toFloat: converted("float"),
    toBool: converted("bool"),
    toTime: converted("time"),
    _vectorizedFloat: flux(`(v) => float(v: v)`),
};
