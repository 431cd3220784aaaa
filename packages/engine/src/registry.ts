/**
 * How the library's functions are written down.
 *
 * One function is one file named after it, in the folder of its package: `functions/strings/toUpper.ts`, its test beside it
 * (`toUpper.test.ts`). The file's default export is one of the definitions below; the package's `index.ts` lists it by name, and
 * nothing else has to be touched. Parameters are written as in a signature: `"v"` required, `"?column"` optional, `"<-tables"` piped.
 *
 * (a) A scalar function reads its arguments ({@link Args}) and gives a value. Examples: functions/strings/toUpper.ts,
 *     functions/math/abs.ts, functions/universe/string.ts.
 *
 *         export default scalar(["v"], (args) => toUpper(args.string("v")), { kernels: [kernel(["string"], "string", toUpper)] });
 *
 *     A kernel is the same function on plain values, for compiled row functions: without one, calls in `map` and `filter` are slow.
 *     Its types are column types in the order of the parameters (int, uint and time are `bigint`, float is `number`). It is never
 *     called with nulls: with `onNull: "null"` the result is null then, otherwise (the default) the scalar itself is called with
 *     the null, and may fail as the reference does. A function that no kernel suits (it takes durations, records, dictionaries) says
 *     the `result`'s column type: compiled row functions then call the scalar itself, which is still faster than the interpreter. An impure function (now, random numbers) says `pure: false`.
 *
 * (b) A transformation checks its arguments and gives a step of the plan. The helpers of execution/steps.ts make steps:
 *     `eachTable` (a table in, a table or none out), `eachChunk` (row by row work, streaming), `aggregate` (one row per table),
 *     `selector` (rows picked from a table), `gather` (all tables at once), `source`. Examples: functions/universe/limit.ts,
 *     functions/universe/sum.ts, functions/universe/first.ts, functions/universe/filter.ts, functions/universe/union.ts.
 *
 *         export default transformation(["<-tables", "n", "?offset"], (args) => eachTable(args.stream("tables"), "limit", (table) => …));
 *
 *     Say `order: "sorted"` where the reference gives the tables sorted by group key (aggregates, selectors and all that build tables
 *     anew), `"kept"` where they pass through in their order. Row functions are called through `args.context.predicate(fn)` (a mask
 *     of a table's rows) or `args.context.mapper(fn)`; never row by row through the interpreter.
 *
 * (c) A function made of others is Flux text, evaluated in its package's scope when it is first used; packages it needs are imported
 *     at the top. Example: functions/universe/aggregateWindow.ts, functions/universe/increase.ts.
 *
 *         export default flux(`(tables=<-, columns=["_value"]) => tables |> difference(nonNegative: true, columns: columns) |> cumulativeSum(columns: columns)`);
 *
 * Constants are {@link constant}, options that a script may set are {@link option}. Errors are thrown as `FluxError(code, message)`
 * with the reference's wording (the goldens' `.error` files); the engine adds "error calling function …" and the place.
 */
import type { ColumnType } from "@flux-scripts/tables";
import type { Args } from "./arguments.ts";
import type { Context } from "./context.ts";
import type { Node } from "./execution/node.ts";
import { type FunctionParameter, StreamValue, type Value } from "./values/value.ts";

/** The plain value of a column type. */
export type Plain = bigint | number | string | boolean;

/** A scalar function on plain values of fixed types. */
export interface Kernel {
    readonly parameters: readonly ColumnType[];
    readonly result: ColumnType;
    readonly run: (...values: never[]) => Plain;
}

/** A kernel: parameter types in the function's order (optional ones may be left off), result type, function. */
export function kernel(parameters: readonly ColumnType[], result: ColumnType, run: (...values: never[]) => Plain): Kernel {
    return { parameters, result, run };
}

export interface FunctionDefinition {
    readonly kind: "function";
    readonly parameters: readonly FunctionParameter[];
    readonly call: (args: Args) => Value;
    readonly kernels: readonly Kernel[];
    readonly onNull: "null" | "call";
    readonly pure: boolean;
    /** The column type of every result, or the parameter whose type it has; absent where it can't be said. */
    readonly result: ColumnType | { readonly sameAs: string } | undefined;
}

export interface FluxDefinition {
    readonly kind: "flux";
    readonly text: string;
}

export interface ConstantDefinition {
    readonly kind: "constant";
    readonly make: (context: Context) => Value;
}

export interface OptionDefinition {
    readonly kind: "option";
    /** Flux text of the default. */
    readonly text: string;
}

export type Definition = FunctionDefinition | FluxDefinition | ConstantDefinition | OptionDefinition;

function readParameters(texts: readonly string[]): readonly FunctionParameter[] {
    return texts.map((text) => ({ name: text.replace(/^(<-|\?)/, ""), pipe: text.startsWith("<-"), optional: text.startsWith("?") }));
}

interface ScalarOptions {
    readonly kernels?: readonly Kernel[];
    readonly onNull?: "null" | "call";
    readonly pure?: boolean;
    readonly result?: ColumnType | { readonly sameAs: string };
}

/** A function from values to a value. */
export function scalar(parameters: readonly string[], call: (args: Args) => Value, options: ScalarOptions = {}): FunctionDefinition {
    return {
        kind: "function",
        parameters: readParameters(parameters),
        call,
        kernels: options.kernels ?? [],
        onNull: options.onNull ?? "call",
        pure: options.pure ?? true,
        result: options.result,
    };
}

/** A function that gives a stream of tables. */
export function transformation(parameters: readonly string[], plan: (args: Args) => Node): FunctionDefinition {
    return {
        kind: "function",
        parameters: readParameters(parameters),
        call: (args) => {
            const node = plan(args);
            if (args.streams.length > 0 && !args.streams.includes(node)) {
                node.calledOn ??= args.streams;
            }
            return new StreamValue(node);
        },
        kernels: [],
        onNull: "call",
        pure: false,
        result: undefined,
    };
}

/** A function or value written in Flux: imports first, then one expression. */
export function flux(text: string): FluxDefinition {
    return { kind: "flux", text };
}

export function constant(value: Value | ((context: Context) => Value)): ConstantDefinition {
    return { kind: "constant", make: typeof value === "function" ? (value as (context: Context) => Value) : () => value };
}

/** An option with its default as Flux text; scripts set it by `option package.name = …` (of universe: `option name = …`). */
export function option(text: string): OptionDefinition {
    return { kind: "option", text };
}

/** The exports of one package of the standard library. */
export interface PackageDefinition {
    /** Import path. */
    readonly path: string;
    readonly exports: Readonly<Record<string, Definition>>;
}

export function definePackage(path: string, exports: Readonly<Record<string, Definition>>): PackageDefinition {
    return { path, exports };
}
