/** The arguments of a call to a function of the library, read by type. */
import type { Context } from "./context.ts";
import type { Node } from "./execution/node.ts";
import { FluxError } from "./values/error.ts";
import { FluxRegexp } from "./values/regexp.ts";
import { kindOf } from "./values/types.ts";
import {
    ArrayValue,
    DictValue,
    DurationValue,
    FunctionValue,
    isNullValue,
    RecordValue,
    StreamValue,
    Time,
    TypedNull,
    UInt,
    type Value,
} from "./values/value.ts";

/**
 * Every reader takes the argument's name and, for an optional argument, the value that stands for a missing one. Without a default
 * a missing argument is the error `missing required keyword argument "n"`; one of another type is an error, too.
 */
export class Args {
    /** The plan steps behind the streams that were asked for so far. */
    readonly streams: Node[] = [];

    constructor(
        private readonly values: ReadonlyMap<string, Value>,
        readonly context: Context,
    ) {}

    /** Whether the argument was given. */
    has(name: string): boolean {
        return this.values.has(name);
    }

    /** The value as given; `undefined` when it wasn't. */
    optional(name: string): Value | undefined {
        return this.values.get(name);
    }

    /** The value as given, of whatever type. */
    any(name: string): Value {
        const value = this.values.get(name);
        if (value === undefined) {
            throw new FluxError("invalid", `missing required keyword argument "${name}"`);
        }
        return value;
    }

    string(name: string, otherwise?: string): string {
        return this.read(name, otherwise, "string", (value) => (typeof value === "string" ? value : undefined));
    }

    bool(name: string, otherwise?: boolean): boolean {
        return this.read(name, otherwise, "bool", (value) => (typeof value === "boolean" ? value : undefined));
    }

    int(name: string, otherwise?: bigint): bigint {
        return this.read(name, otherwise, "int", (value) => (typeof value === "bigint" ? value : undefined));
    }

    /** An int that is a count or a size: the nearest double. */
    count(name: string, otherwise?: number): number {
        return this.read(name, otherwise, "int", (value) => (typeof value === "bigint" ? Number(value) : undefined));
    }

    uint(name: string, otherwise?: bigint): bigint {
        return this.read(name, otherwise, "uint", (value) => (value instanceof UInt ? value.value : undefined));
    }

    float(name: string, otherwise?: number): number {
        return this.read(name, otherwise, "float", (value) => (typeof value === "number" ? value : undefined));
    }

    /** ns since epoch. */
    time(name: string, otherwise?: bigint): bigint {
        return this.read(name, otherwise, "time", (value) => (value instanceof Time ? value.ns : undefined));
    }

    /** A time, or a duration relative to now, as ns since epoch (the type Timeable). A month counts as an average one. */
    timeable(name: string, otherwise?: bigint): bigint {
        return this.read(name, otherwise, "time", (value) => this.context.toTime(value));
    }

    duration(name: string, otherwise?: DurationValue): DurationValue {
        return this.read(name, otherwise, "duration", (value) => (value instanceof DurationValue ? value : undefined));
    }

    regexp(name: string): FluxRegexp {
        return this.read(name, undefined, "regexp", (value) => (value instanceof FluxRegexp ? value : undefined));
    }

    bytes(name: string): Uint8Array {
        return this.read(name, undefined, "bytes", (value) => (value instanceof Uint8Array ? value : undefined));
    }

    array(name: string, otherwise?: readonly Value[]): readonly Value[] {
        return this.read(name, otherwise, "array", (value) => (value instanceof ArrayValue ? value.elements : undefined));
    }

    strings(name: string, otherwise?: readonly string[]): readonly string[] {
        return this.read(name, otherwise, "array", (value) => this.elements(name, value, "string"));
    }

    record(name: string, otherwise?: RecordValue): RecordValue {
        return this.read(name, otherwise, "object", (value) => (value instanceof RecordValue ? value : undefined));
    }

    dict(name: string): DictValue {
        return this.read(name, undefined, "dictionary", (value) => (value instanceof DictValue ? value : undefined));
    }

    fn(name: string, otherwise?: FunctionValue): FunctionValue {
        return this.read(name, otherwise, "function", (value) => (value instanceof FunctionValue ? value : undefined));
    }

    /** The plan step behind a stream of tables. */
    stream(name: string): Node {
        const node = this.read(name, undefined, "stream", (value) => (value instanceof StreamValue ? value.node : undefined));
        this.streams.push(node);
        return node;
    }

    private elements(name: string, value: Value, type: "string"): readonly string[] | undefined {
        if (!(value instanceof ArrayValue)) {
            return undefined;
        }
        for (const element of value.elements) {
            if (typeof element !== type) {
                throw new FluxError(
                    "invalid",
                    `keyword argument "${name}" should be of an array of type ${type}, but got an array of type ${kindOf(element)}`,
                );
            }
        }
        return value.elements as readonly string[];
    }

    private read<T>(name: string, otherwise: T | undefined, kind: string, convert: (value: Value) => T | undefined): T {
        const value = this.values.get(name);
        if (value === undefined) {
            if (otherwise !== undefined) {
                return otherwise;
            }
            throw new FluxError("invalid", `missing required keyword argument "${name}"`);
        }
        const converted = convert(value);
        if (converted === undefined) {
            throw new FluxError("invalid", wrongKind(name, kind, value));
        }
        return converted;
    }
}

function wrongKind(name: string, kind: string, value: Value): string {
    if (!isNullValue(value)) {
        return `keyword argument "${name}" should be of kind ${kind}, but got ${kindOf(value)}`;
    }
    // A null of no type is a column that the table has not.
    const found = value instanceof TypedNull ? `${value.type} value <nil>` : "invalid value {}";
    return `expected argument "${name}" to be of type ${kind}, got type ${found}`;
}
