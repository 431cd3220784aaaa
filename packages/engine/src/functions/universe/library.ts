import type { Definition } from "../../registry.ts";
import _hourSelection from "./_hourSelection.ts";
import _sortLimit from "./_sortLimit.ts";
import columns from "./columns.ts";
import covariance from "./covariance.ts";
import cumulativeSum from "./cumulativeSum.ts";
import derivative from "./derivative.ts";
import difference from "./difference.ts";
import distinct from "./distinct.ts";
import duplicate from "./duplicate.ts";
import elapsed from "./elapsed.ts";
import fill from "./fill.ts";
import { find } from "./find.ts";
import { fluxDefined } from "./fluxDefined.ts";
import histogram from "./histogram.ts";
import histogramQuantile from "./histogramQuantile.ts";
import holtWinters from "./holtWinters.ts";
import { indicators } from "./indicators.ts";
import integral from "./integral.ts";
import join from "./join.ts";
import keys from "./keys.ts";
import keyValues from "./keyValues.ts";
import mode from "./mode.ts";
import pivot from "./pivot.ts";
import quantile from "./quantile.ts";
import reduce from "./reduce.ts";
import rename from "./rename.ts";
import sample from "./sample.ts";
import { scalars } from "./scalars.ts";
import set from "./set.ts";
import skew from "./skew.ts";
import spread from "./spread.ts";
import stateTracking from "./stateTracking.ts";
import stddev from "./stddev.ts";
import tail from "./tail.ts";
import timeShift from "./timeShift.ts";
import unique from "./unique.ts";

/** Exports of universe that analyse and reshape tables; those that select and aggregate stand in the index. */
export const library: Readonly<Record<string, Definition>> = {
    ...fluxDefined,
    ...find,
    ...indicators,
    ...scalars,
    _hourSelection,
    _sortLimit,
    columns,
    covariance,
    cumulativeSum,
    derivative,
    difference,
    distinct,
    duplicate,
    elapsed,
    fill,
    histogram,
    histogramQuantile,
    holtWinters,
    integral,
    join,
    keys,
    keyValues,
    mode,
    pivot,
    quantile,
    reduce,
    rename,
    sample,
    set,
    skew,
    spread,
    stateTracking,
    stddev,
    tail,
    timeShift,
    unique,
};
