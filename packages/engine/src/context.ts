import type { Column, Table } from "@flux-scripts/tables";
import type { Dependencies } from "./api.ts";
import type { Node, YieldNode } from "./execution/node.ts";
import type { RowMapper, RowPredicate } from "./rowfn/types.ts";
import type { Location } from "./kernels/zone.ts";
import type { Arguments, FunctionValue, RecordValue, Value } from "./values/value.ts";

/** What a function of the library may ask of the script it runs in. */
export interface Context {
    readonly dependencies: Dependencies;
    /** ns since epoch: `option now` of the script, or the run's. */
    now(): bigint;
    /** The run's own time, whatever `option now` says; ns since epoch. */
    readonly startedAt: bigint;
    /** The value of an option of universe (`location`) or of another package. */
    option(name: string, packagePath?: string): Value;
    /** The location of an argument `{zone, offset}`, or of `option location` when there is none. */
    location(value?: RecordValue): Location;
    /** A time, or now plus a duration, in ns (average months); an int is taken as ns; undefined for other values. */
    toTime(value: Value): bigint | undefined;
    /** Calls a function value. */
    call(fn: FunctionValue, args: Readonly<Record<string, Value>> | Arguments): Value;
    /** A function of a row (and perhaps fixed other arguments) as a test of all rows of a table: 1 where it is true, 0 where false or null. */
    predicate(fn: FunctionValue, options?: { readonly parameter?: string; readonly prefix?: string }): RowPredicate;
    /** A function from a row to a record, as a function from a table's rows to columns. */
    mapper(fn: FunctionValue, options?: { readonly parameter?: string }): RowMapper;
    /**
     * A function of two rows, by the names of its parameters, as one from two tables of as many rows to columns, pair by pair; undefined
     * where it has to be called for each pair.
     */
    pairs(fn: FunctionValue, names: readonly [string, string]): (left: Table, right: Table) => readonly Column[] | undefined;
    /**
     * A function `(r, accumulator) => record` as one from a table and the accumulator to the accumulator after all rows. A null in the
     * accumulator is the error that `onNull` throws.
     */
    folder(fn: FunctionValue, onNull: (name: string) => never): (table: Table, accumulator: RecordValue) => RecordValue;
    /** A function from an int to an int, as one from a range of ints (`first` and how many) to ints. */
    numbers(fn: FunctionValue, parameter: string): (first: number, count: number) => BigInt64Array;
    /** Runs a stream now and gives its tables, whole. The evaluation is suspended meanwhile where a source is asynchronous. */
    collect(node: Node): readonly Table[];
    /** Waits for something outside. The evaluation, or the work of a step, is done anew when it is there, with the same answer. */
    wait<T>(start: () => Promise<T>): T;
    /** Makes a stream a result of the script. */
    addYield(node: YieldNode): void;
    /** A step that is run for what it does outside, also where no result needs it. */
    addEffect(node: Node): void;
    /** An export of the standard library, to call it from another function. */
    library(packagePath: string, name: string): Value;
}
