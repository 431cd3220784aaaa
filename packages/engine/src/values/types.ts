/** Names of types as the reference prints them in messages. */
import {
    ArrayValue,
    DictValue,
    DurationValue,
    DynamicValue,
    FunctionValue,
    PackageValue,
    RecordValue,
    StreamValue,
    Time,
    TypedNull,
    UInt,
    type Value,
} from "./value.ts";
import { FluxRegexp } from "./regexp.ts";

/** `int`, `[string]`, `{a: int}`, `stream` … of a value. */
export function typeName(value: Value): string {
    switch (typeof value) {
        case "string":
            return "string";
        case "number":
            return "float";
        case "bigint":
            return "int";
        case "boolean":
            return "bool";
        default:
            return objectType(value);
    }
}

function objectType(value: Exclude<Value, string | number | bigint | boolean>): string {
    if (value === null) {
        return "null";
    }
    if (value instanceof ArrayValue) {
        const first = value.elements[0];
        return `[${first === undefined ? "A" : typeName(first)}]`;
    }
    if (value instanceof RecordValue) {
        return `{${[...value.properties]
            .sort(([a], [b]) => (a < b ? -1 : 1))
            .map(([name, member]) => `${name}: ${typeName(member)}`)
            .join(", ")}}`;
    }
    if (value instanceof TypedNull) {
        return value.type;
    }
    if (value instanceof DictValue) {
        const first = [...value.entries.values()][0];
        return first === undefined ? "[A: B]" : `[${typeName(first.key)}: ${typeName(first.value)}]`;
    }
    return (value instanceof FunctionValue ? value.typeText() : undefined) ?? kindOf(value);
}

/** The kind of a value without its parts: `array`, `record`, `function`, `stream` … and basic types by name. */
export function kindOf(value: Value): string {
    if (value === null) {
        return "null";
    }
    if (typeof value !== "object") {
        return typeName(value);
    }
    for (const [type, name] of kinds) {
        if (value instanceof type) {
            return name;
        }
    }
    return value instanceof TypedNull ? value.type : "function";
}

const kinds: readonly (readonly [abstract new (...args: never[]) => object, string])[] = [
    [UInt, "uint"],
    [Time, "time"],
    [DurationValue, "duration"],
    [FluxRegexp as unknown as abstract new (...args: never[]) => object, "regexp"],
    [Uint8Array, "bytes"],
    [ArrayValue, "array"],
    [RecordValue, "object"],
    [PackageValue, "object"],
    [DictValue, "dictionary"],
    [DynamicValue, "dynamic"],
    [StreamValue, "stream"],
    [FunctionValue, "function"],
];
