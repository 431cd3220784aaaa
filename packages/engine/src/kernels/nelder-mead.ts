/** Settings of the downhill simplex search. */
export interface SimplexOptions {
    /** The search ends when the spread of the vertices' values falls below it. */
    readonly epsilon: number;
    /** Edge length of the first simplex. */
    readonly scale: number;
    readonly maxIterations: number;
}

/** The best point found and its value. */
export interface Minimum {
    readonly value: number;
    readonly point: Float64Array;
}

const REFLECT = 1;
const CONTRACT = 0.5;
const EXPAND = 2;

/**
 * Minimises a function by the Nelder–Mead simplex method. The function may move the point it is given (to keep it inside bounds): the
 * simplex then goes on from the moved one.
 */
export function minimize(fn: (point: Float64Array) => number, start: ArrayLike<number>, options: SimplexOptions): Minimum {
    const n = start.length;
    const simplex = firstSimplex(start, options.scale);
    const values = simplex.map(fn);
    const at = (i: number): number => values[i] as number;
    const vertex = (i: number): Float64Array => simplex[i] as Float64Array;

    for (let iteration = 1; iteration <= options.maxIterations; iteration += 1) {
        let worst = 0;
        let best = 0;
        for (let i = 0; i <= n; i += 1) {
            worst = at(i) > at(worst) ? i : worst;
            best = at(i) < at(best) ? i : best;
        }
        let second = best;
        for (let i = 0; i <= n; i += 1) {
            if (at(i) > at(second) && at(i) < at(worst)) {
                second = i;
            }
        }
        const centre = new Float64Array(n);
        for (let i = 0; i < n; i += 1) {
            let sum = 0;
            for (let row = 0; row <= n; row += 1) {
                sum += row === worst ? 0 : (vertex(row)[i] as number);
            }
            centre[i] = sum / n;
        }
        const along = (from: Float64Array, to: Float64Array, factor: number): Float64Array =>
            from.map((value, i) => value + factor * ((to[i] as number) - value));
        const replaceWorst = (point: Float64Array, value: number): void => {
            simplex[worst] = point;
            values[worst] = value;
        };

        const reflected = centre.map((value, i) => value + REFLECT * (value - (vertex(worst)[i] as number)));
        const reflectedValue = fn(reflected);
        if (reflectedValue < at(second) && reflectedValue >= at(best)) {
            replaceWorst(reflected.slice(), reflectedValue);
        } else if (reflectedValue < at(best)) {
            const expanded = along(centre, reflected, EXPAND);
            const expandedValue = fn(expanded);
            if (expandedValue < reflectedValue) {
                replaceWorst(expanded, expandedValue);
            } else {
                replaceWorst(reflected, reflectedValue);
            }
        } else if (reflectedValue >= at(second)) {
            const outside = reflectedValue < at(worst);
            const contracted = outside
                ? along(centre, reflected, CONTRACT)
                : centre.map((value, i) => value - CONTRACT * (value - (vertex(worst)[i] as number)));
            const contractedValue = fn(contracted);
            if (contractedValue < at(worst)) {
                replaceWorst(contracted, contractedValue);
            } else {
                const anchor = vertex(best);
                for (let row = 0; row <= n; row += 1) {
                    if (row !== best) {
                        simplex[row] = vertex(row).map((value, i) => (anchor[i] as number) + (value - (anchor[i] as number)) / 2);
                    }
                }
                values[worst] = fn(vertex(worst));
                values[second] = fn(vertex(second));
            }
        }
        if (deviation(values) < options.epsilon) {
            break;
        }
    }
    let best = 0;
    for (let i = 0; i <= n; i += 1) {
        best = at(i) < at(best) ? i : best;
    }
    const point = vertex(best).slice();
    return { value: fn(vertex(best)), point };
}

function firstSimplex(start: ArrayLike<number>, scale: number): Float64Array[] {
    const n = start.length;
    const root = Math.sqrt(n + 1);
    const near = (scale * (root - 1)) / (n * Math.SQRT2);
    const far = (scale * (root - 1 + n)) / (n * Math.SQRT2);
    const origin = Float64Array.from(start);
    const others = Array.from({ length: n }, (_, row) => origin.map((value, i) => value + (i === row ? far : near)));
    return [origin, ...others];
}

function deviation(values: readonly number[]): number {
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
    return Math.sqrt(squares / (values.length - 1));
}
