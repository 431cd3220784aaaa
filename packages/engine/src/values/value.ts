/**
 * Values of the language as the interpreter and the library's functions see them.
 *
 * | Flux | here |
 * |---|---|
 * | null without a type | `null` |
 * | null of a type (a null cell) | {@link TypedNull} |
 * | bool, string, float | `boolean`, `string`, `number` |
 * | int | `bigint`, always within 64 bits |
 * | uint | {@link UInt} |
 * | time | {@link Time} (ns since epoch) |
 * | duration | {@link DurationValue} (months and ns apart) |
 * | regexp, bytes, array, record, dict, function, stream, dynamic | classes below, bytes as `Uint8Array` |
 */
import type { Cell, ColumnType } from "@flux-scripts/tables";
import type { Duration } from "../kernels/duration.ts";
import type { Node } from "../execution/node.ts";
import type { FluxRegexp } from "./regexp.ts";

export class TypedNull {
    constructor(readonly type: ColumnType) {}
    private static readonly made = new Map<ColumnType, TypedNull>();
    static of(type: ColumnType): TypedNull {
        let value = TypedNull.made.get(type);
        if (value === undefined) {
            value = new TypedNull(type);
            TypedNull.made.set(type, value);
        }
        return value;
    }
}

export class UInt {
    readonly value: bigint;
    /** Wraps to 64 bits. */
    constructor(value: bigint) {
        this.value = BigInt.asUintN(64, value);
    }
}

export class Time {
    readonly ns: bigint;
    /** ns since epoch; wraps to 64 bits. */
    constructor(ns: bigint) {
        this.ns = BigInt.asIntN(64, ns);
    }
}

export class DurationValue implements Duration {
    constructor(
        readonly months: number,
        readonly ns: bigint,
    ) {}
    static of(duration: Duration): DurationValue {
        return duration instanceof DurationValue ? duration : new DurationValue(duration.months, duration.ns);
    }
}

export class ArrayValue {
    constructor(readonly elements: readonly Value[]) {}
}

/** Properties in the order they were written; two records are equal whatever the order. */
export class RecordValue {
    constructor(readonly properties: ReadonlyMap<string, Value>) {}
    static of(properties: Readonly<Record<string, Value>>): RecordValue {
        return new RecordValue(new Map(Object.entries(properties)));
    }
    get(name: string): Value | undefined {
        return this.properties.get(name);
    }
}

/** A package bound by an import: a record whose members are made when they are first asked for. */
export class PackageValue {
    constructor(
        readonly path: string,
        readonly name: string,
        readonly member: (name: string) => Value | undefined,
    ) {}
}

export interface DictEntry {
    readonly key: Value;
    readonly value: Value;
}

/** Entries by {@link dictKey} of their keys. */
export class DictValue {
    constructor(readonly entries: ReadonlyMap<string, DictEntry>) {}
    static of(entries: Iterable<DictEntry>): DictValue {
        const map = new Map<string, DictEntry>();
        for (const entry of entries) {
            map.set(dictKey(entry.key), entry);
        }
        return new DictValue(map);
    }
}

/** A value whose type is known only at run time. */
export class DynamicValue {
    constructor(readonly value: Value) {}
}

export interface FunctionParameter {
    readonly name: string;
    readonly pipe: boolean;
    readonly optional: boolean;
}

/** Arguments of a call by name. */
export type Arguments = ReadonlyMap<string, Value>;

/** Something that can be called: a closure of the script or a function of the library. */
export abstract class FunctionValue {
    abstract readonly name: string;
    abstract readonly parameters: readonly FunctionParameter[];
    abstract call(args: Arguments): Value;
    /** Its type as the analysis prints it, where that is known. */
    typeText(): string | undefined {
        return undefined;
    }
}

/** A stream of tables: a step of the plan that can be run. */
export class StreamValue {
    constructor(readonly node: Node) {}
}

export type Value =
    | null
    | TypedNull
    | boolean
    | string
    | number
    | bigint
    | UInt
    | Time
    | DurationValue
    | FluxRegexp
    | Uint8Array
    | ArrayValue
    | RecordValue
    | PackageValue
    | DictValue
    | DynamicValue
    | FunctionValue
    | StreamValue;

/** Whether the value is a null, of a type or not. */
export function isNullValue(value: Value | undefined): value is null | TypedNull | undefined {
    return value === null || value === undefined || value instanceof TypedNull;
}

/** A text equal for equal keys of a dictionary. */
export function dictKey(key: Value): string {
    if (key instanceof UInt) {
        return `u${key.value}`;
    }
    if (key instanceof Time) {
        return `t${key.ns}`;
    }
    if (typeof key === "string") {
        return `s${key}`;
    }
    return typeof key === "bigint" ? `i${key}` : typeof key === "number" ? `f${key}` : typeof key === "boolean" ? `b${key}` : "null";
}

/** The value of a cell. */
export function fromCell(type: ColumnType, cell: Cell): Value {
    if (cell === null) {
        return TypedNull.of(type);
    }
    return type === "uint" ? new UInt(cell as bigint) : type === "time" ? new Time(cell as bigint) : cell;
}

/** The column type and cell of a value, or undefined when the value can't be in a column (the untyped null too). */
export function toCell(value: Value): { readonly type: ColumnType; readonly cell: Cell } | undefined {
    switch (typeof value) {
        case "string":
            return { type: "string", cell: value };
        case "number":
            return { type: "float", cell: value };
        case "bigint":
            return { type: "int", cell: value };
        case "boolean":
            return { type: "bool", cell: value };
        default:
            if (value instanceof Time) {
                return { type: "time", cell: value.ns };
            }
            if (value instanceof UInt) {
                return { type: "uint", cell: value.value };
            }
            return value instanceof TypedNull ? { type: value.type, cell: null } : undefined;
    }
}
