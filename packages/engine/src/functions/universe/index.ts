import { constant, definePackage } from "../../registry.ts";
import { DurationValue } from "../../values/value.ts";
import _fillEmpty from "./_fillEmpty.ts";
import { seriesKeys, seriesValues, startedAt } from "./_series.ts";
import _window from "./_window.ts";
import aggregateWindow from "./aggregateWindow.ts";
import bool from "./bool.ts";
import bytes from "./bytes.ts";
import count from "./count.ts";
import display from "./display.ts";
import drop from "./drop.ts";
import duration from "./duration.ts";
import filter from "./filter.ts";
import first from "./first.ts";
import float from "./float.ts";
import group from "./group.ts";
import increase from "./increase.ts";
import int from "./int.ts";
import keep from "./keep.ts";
import last from "./last.ts";
import { library } from "./library.ts";
import limit from "./limit.ts";
import map from "./map.ts";
import max from "./max.ts";
import mean from "./mean.ts";
import min from "./min.ts";
import now from "./now.ts";
import range from "./range.ts";
import sort from "./sort.ts";
import string from "./string.ts";
import sum from "./sum.ts";
import time from "./time.ts";
import uint from "./uint.ts";
import union from "./union.ts";
import window from "./window.ts";
import yieldStep from "./yield.ts";

export default definePackage("universe", {
    ...library,
    _fillEmpty,
    _seriesKeys: seriesKeys,
    _seriesValues: seriesValues,
    _startedAt: startedAt,
    _window,
    aggregateWindow,
    bool,
    bytes,
    count,
    display,
    drop,
    duration,
    filter,
    first,
    float,
    group,
    increase,
    inf: constant(new DurationValue(0, 9223372036854775807n)),
    int,
    keep,
    last,
    limit,
    map,
    max,
    mean,
    min,
    now,
    range,
    sort,
    string,
    sum,
    time,
    uint,
    union,
    window,
    yield: yieldStep,
});
