import { pow } from "./float-math.ts";
import { minimize } from "./nelder-mead.ts";

/** A damped Holt–Winters forecast: the fitted values of the points given, then the values ahead; and the fit's sum of squared errors. */
export interface Forecast {
    readonly values: Float64Array;
    readonly sse: number;
}

const GUESSES: readonly number[] = [0.3, 0.7];
const LEVEL_WEIGHT = 0.5;
const SEARCH = { epsilon: 1e-4, scale: 1, maxIterations: 1000 };
const FIRST_SEASON = 6;

/**
 * Fits alpha, beta, gamma, phi, the level, the trend and the seasons to evenly spaced values (NaN where one is missing; the first must be
 * there), and goes `ahead` steps on. `seasonality` 0 or 1 means no seasons.
 */
export function holtWinters(values: Float64Array, ahead: number, seasonality: number): Forecast {
    const seasonal = seasonality >= 2;
    const start = firstGuess(values, seasonal ? seasonality : 0);
    const sse = (point: Float64Array): number => squaredError(values, predict(values, 0, point, seasonal));
    let best = { value: Number.POSITIVE_INFINITY, point: undefined as Float64Array | undefined };
    for (const alpha of GUESSES) {
        for (const beta of GUESSES) {
            for (const gamma of GUESSES) {
                for (const phi of GUESSES) {
                    start.set([alpha, beta, gamma, phi]);
                    const found = minimize(sse, start, SEARCH);
                    if (found.value < best.value || best.point === undefined) {
                        best = found;
                    }
                }
            }
        }
    }
    return { values: predict(values, ahead, best.point ?? start, seasonal), sse: best.value };
}

function firstGuess(values: Float64Array, seasons: number): Float64Array {
    const at = (i: number): number => values[i] as number;
    const guess = new Float64Array(FIRST_SEASON + seasons);
    let level = 0;
    let trend = 0;
    if (seasons === 0) {
        level = LEVEL_WEIGHT * at(0);
        trend = values.length > 1 && !Number.isNaN(at(1)) ? LEVEL_WEIGHT * (at(1) - at(0)) : 0;
    } else {
        for (let i = 0; i < seasons; i += 1) {
            level += Number.isNaN(at(i)) ? 0 : (1 / seasons) * at(i);
        }
        for (let i = 0; i < seasons && seasons + i < values.length; i += 1) {
            const step = at(seasons + i) - at(i);
            trend += Number.isNaN(step) ? 0 : (1 / (seasons * seasons)) * step;
        }
    }
    guess[4] = level;
    guess[5] = trend;
    for (let i = 0; i < seasons; i += 1) {
        guess[FIRST_SEASON + i] = at(i) / level;
    }
    return guess;
}

/** Runs the recursion. Moves alpha, beta, gamma and phi of the point into 0…1. */
function predict(values: Float64Array, ahead: number, point: Float64Array, seasonal: boolean): Float64Array {
    for (let i = 0; i < 4; i += 1) {
        point[i] = Math.min(1, Math.max(0, point[i] as number));
    }
    const [alpha = 0, beta = 0, gamma = 0, phi = 0] = point;
    let level = point[4] as number;
    let trend = point[5] as number;
    const ring = point.subarray(FIRST_SEASON);
    const period = ring.length;
    let shift = period - 1;
    let damping = phi;
    const predicted = new Float64Array(values.length + ahead);
    let current = values[0] as number;
    predicted[0] = current;
    for (let t = 1; t < predicted.length; t += 1) {
        let season = 1;
        let seasonAhead = 1;
        if (seasonal) {
            season = ring[(t - period + shift) % period] as number;
            seasonAhead = ring[(t - period + (t % period) + shift) % period] as number;
        }
        const base = level + phi * trend;
        const nextLevel = alpha * (current / season) + (1 - alpha) * base;
        const nextTrend = beta * (nextLevel - level) + (1 - beta) * phi * trend;
        const nextSeason = gamma * (current / base) + (1 - gamma) * season;
        current = (nextLevel + damping * nextTrend) * seasonAhead;
        level = nextLevel;
        trend = nextTrend;
        damping += pow(phi, t);
        if (seasonal) {
            ring[(t + shift) % period] = nextSeason;
            shift += 1;
        }
        predicted[t] = current;
    }
    return predicted;
}

function squaredError(values: Float64Array, predicted: Float64Array): number {
    let sum = 0;
    for (let i = 0; i < values.length; i += 1) {
        const value = values[i] as number;
        if (!Number.isNaN(value)) {
            const guess = predicted[i] as number;
            if (Number.isNaN(guess)) {
                return Number.POSITIVE_INFINITY;
            }
            sum += (guess - value) ** 2;
        }
    }
    return sum;
}
