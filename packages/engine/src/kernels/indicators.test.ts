import { expect, it } from "vitest";
import * as indicators from "./indicators.ts";

const input = (...values: (number | null)[]): indicators.Input => ({
    values: values.map((value) => value ?? 0),
    nulls: values.map((value) => (value === null ? 1 : 0)),
});
const list = (tail: indicators.Tail): (number | null)[] => Array.from(tail.values, (value, row) => (tail.nulls[row] === 1 ? null : value));

const series = input(1, 4, 2, 8, 5, 7, 3, 9, 6, 10);
const gaps = input(null, 4, null, 10, 7);

it("averages the last rows, with the odd rule for short tables", () => {
    expect(list(indicators.movingAverage(input(1, 2, 4, 3, 7), 3))).toEqual([7 / 3, 3, 14 / 3]);
    expect(list(indicators.movingAverage(input(10, 20), 4))).toEqual([15]);
    expect(list(indicators.movingAverage(input(10, 20, 60), 4))).toEqual([]);
});

it("smooths exponentially, nulls repeated", () => {
    expect(list(indicators.exponentialMovingAverage(input(10, 25, 5, 8), 2))).toEqual([17.5, 9.166666666666668, 8.38888888888889]);
    expect(list(indicators.exponentialMovingAverage(gaps, 2))).toEqual([4, 4, 8, 7.333333333333333]);
    expect(list(indicators.exponentialMovingAverage(input(null, null), 2))).toEqual([null]);
});

it("gives the triple exponential derivative", () => {
    expect(list(indicators.tripleExponentialDerivative(series, 3))).toEqual([11.455773955773951, 7.949848443097274, 12.967453733248258]);
    expect(list(indicators.tripleExponentialDerivative(gaps, 1))).toEqual([null, 0, 150, -30.000000000000004]);
});

it("gives the relative strength index", () => {
    expect(list(indicators.relativeStrengthIndex(input(10, 25, 5, 8), 2))).toEqual([38.46153846153846, 48.05194805194805]);
    expect(list(indicators.relativeStrengthIndex(input(-3, 7), 2))).toEqual([76.92307692307693]);
    expect(list(indicators.relativeStrengthIndex(gaps, 2))).toEqual([100, 100, 62.50000000000001]);
    expect(list(indicators.relativeStrengthIndex(input(null, null), 2))).toEqual([NaN]);
});

it("gives Chande's oscillator and Kaufman's mean", () => {
    expect(list(indicators.chandeMomentumOscillator(series, 3)).slice(0, 3)).toEqual([
        63.63636363636363, 9.090909090909092, 45.45454545454545,
    ]);
    expect(list(indicators.chandeMomentumOscillator(input(2, 2, 2), 2))).toEqual([NaN]);
    expect(list(indicators.kaufmansAma(input(10, 25, 5, 8), 2))).toEqual([24.54676841253324, 20.249973597277492]);
});
