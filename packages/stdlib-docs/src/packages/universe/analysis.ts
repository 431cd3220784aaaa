import type { ExportDoc } from "../../types.ts";
import { column, readings, tables } from "./shared.ts";

const n = "Number of values that it looks back on.";

/** Smoothing, forecasts and figures of markets. */
const analysis: Readonly<Record<string, ExportDoc>> = {
    holtWinters: {
        summary: "Forecasts the next values by exponential smoothing, with a trend and, where told, a season.",
        arguments: {
            tables,
            n: "Number of values to forecast.",
            interval: "Distance of two points.",
            column,
            seasonality: "Points in a season; 0 for none.",
            timeColumn: "Column with the times.",
            withFit: "Give the fitted values of the past as well.",
            withMinSSE: "Add a column `minSSE` with the error of the fit.",
        },
        example: readings("holtWinters(n: 2, interval: 10m)"),
    },
    exponentialMovingAverage: {
        summary: "Moving average in which newer values count more.",
        arguments: { tables, n },
        example: readings("exponentialMovingAverage(n: 3)"),
    },
    doubleEMA: {
        summary: "Double exponential moving average: follows quicker than the simple one.",
        arguments: { tables, n },
        example: readings("doubleEMA(n: 2)"),
    },
    tripleEMA: {
        summary: "Triple exponential moving average: follows quicker still.",
        arguments: { tables, n },
        example: readings("tripleEMA(n: 2)"),
    },
    tripleExponentialDerivative: {
        summary: "Rate of change of the triple exponential moving average (TRIX), in percent.",
        arguments: { tables, n },
    },
    relativeStrengthIndex: {
        summary: "Relative strength of rises against falls, from 0 to 100.",
        arguments: { tables, n, columns: "Columns to work on." },
        example: readings("relativeStrengthIndex(n: 2)"),
    },
    chandeMomentumOscillator: {
        summary: "Momentum of rises against falls, from -100 to 100.",
        arguments: { tables, n, columns: "Columns to work on." },
        example: readings("chandeMomentumOscillator(n: 2)"),
    },
    kaufmansAMA: {
        summary: "Kaufman's adaptive moving average: slow in noise, quick in a trend.",
        arguments: { tables, n, column },
        example: readings("kaufmansAMA(n: 2)"),
    },
    kaufmansER: {
        summary: "Kaufman's efficiency ratio: 1 for a straight move, near 0 for noise.",
        arguments: { tables, n },
        example: readings("kaufmansER(n: 2)"),
    },
};

export default analysis;
