import { gather } from "../../execution/steps.ts";
import { type Definition, definePackage, flux, type FunctionDefinition, scalar, transformation } from "../../registry.ts";
import { FluxError } from "../../values/error.ts";
import { kindOf } from "../../values/types.ts";
import { ArrayValue, StreamValue, toCell, type Value } from "../../values/value.ts";
import { compareText } from "../../kernels/text.ts";
import count from "../universe/count.ts";
import distinct from "../universe/distinct.ts";
import { fillStep } from "../universe/fill.ts";
import first from "../universe/first.ts";
import histogram from "../universe/histogram.ts";
import histogramQuantile from "../universe/histogramQuantile.ts";
import { kaufmansAmaStep } from "../universe/indicators.ts";
import integral from "../universe/integral.ts";
import last from "../universe/last.ts";
import mean from "../universe/mean.ts";
import mode from "../universe/mode.ts";
import { quantileStep } from "../universe/quantile.ts";
import { setColumn } from "../universe/set.ts";
import skew from "../universe/skew.ts";
import spread from "../universe/spread.ts";
import stddev from "../universe/stddev.ts";
import sum from "../universe/sum.ts";
import unique from "../universe/unique.ts";
import { callLibrary } from "../support/library.ts";
import { perTableRekeyed } from "../support/perTable.ts";
import wideTo from "../influxdata/influxdb/wideTo.ts";
import catchError from "./catch.ts";
import diff from "./diff.ts";
import group from "./group.ts";
import join from "./join.ts";
import preview from "./preview.ts";
import unpivot from "./unpivot.ts";

/** A function of universe of the same name, called with the same arguments. */
function fromUniverse(name: string, parameters: readonly string[]): FunctionDefinition {
    return scalar(
        parameters,
        (args) => {
            const given: Record<string, Value> = {};
            for (const parameter of parameters) {
                const argument = parameter.replace(/^(<-|\?)/, "");
                const value = args.optional(argument);
                if (value !== undefined) {
                    given[argument] = value;
                }
            }
            return callLibrary(args.context, "universe", name, given);
        },
        { pure: false },
    );
}

const others: Readonly<Record<string, Definition>> = {
    _window: fromUniverse("window", ["<-tables", "every", "period", "offset", "location", "createEmpty"]),
    window: flux(`(every=0s, period=0s, offset=0s, location=location, createEmpty=false, tables=<-) =>
        tables |> _window(every: every, period: period, offset: offset, location: location, createEmpty: createEmpty)`),
    addDuration: flux(`import "date"

        (d, to, location=location) => date.add(d: d, to: to, location: location)`),
    subDuration: flux(`import "date"

        (d, from, location=location) => date.sub(d: d, from: from, location: location)`),
    alignTime: flux(`(alignTo=time(v: 0), tables=<-) =>
        tables
            |> stateDuration(fn: (r) => true, column: "timeDiff", unit: 1ns)
            |> map(fn: (r) => ({r with _time: time(v: int(v: alignTo) + r.timeDiff)}))
            |> drop(columns: ["timeDiff"])`),
    chain: scalar(
        ["first", "second"],
        (args) => {
            const before = args.stream("first");
            // The first stream is read to its end, its tables are dropped.
            return new StreamValue(gather([before, args.stream("second")], "chain", ([, tables = []]) => tables));
        },
        { pure: false },
    ),
    fill: transformation(["<-tables", "?value", "?usePrevious"], (args) => fillStep(args, "_value")),
    kaufmansAMA: transformation(["<-tables", "n"], (args) => kaufmansAmaStep(args, "_value")),
    max: fromUniverse("max", ["<-tables"]),
    min: fromUniverse("min", ["<-tables"]),
    objectKeys: scalar(["o"], (args) => new ArrayValue([...args.record("o").properties.keys()].sort(compareText))),
    quantile: transformation(["<-tables", "q", "?compression", "?method"], (args) => quantileStep(args, "_value")),
    set: transformation(["<-tables", "o"], (args) => {
        const cells = [...args.record("o").properties].map(([label, value]) => {
            const cell = toCell(value);
            if (cell === undefined) {
                throw new FluxError("invalid", `cannot set a column to a value of type ${kindOf(value)}`);
            }
            return { label, ...cell };
        });
        return perTableRekeyed(args, "set", (table) =>
            cells.reduce((changed, { label, type, cell }) => setColumn(changed, label, type, cell), table),
        );
    }),
};

export default definePackage("experimental", {
    ...others,
    catch: catchError,
    count,
    diff,
    distinct,
    first,
    group,
    histogram,
    histogramQuantile,
    integral,
    join,
    last,
    mean,
    mode,
    preview,
    skew,
    spread,
    stddev,
    sum,
    to: wideTo,
    unique,
    unpivot,
});
