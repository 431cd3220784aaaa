/** What stands behind a dot or in brackets. */
import { FluxError } from "../values/error.ts";
import { typeName } from "../values/types.ts";
import { ArrayValue, DynamicValue, isNullValue, PackageValue, RecordValue, type Value } from "../values/value.ts";

/** A property of a record or package; a missing one is null. */
export function memberOf(object: Value, name: string): Value {
    if (object instanceof RecordValue) {
        return object.properties.get(name) ?? null;
    }
    if (object instanceof PackageValue) {
        const value = object.member(name);
        if (value === undefined) {
            throw new FluxError("invalid", `record is missing label ${name}`);
        }
        return value;
    }
    if (object instanceof DynamicValue) {
        const inner = object.value instanceof RecordValue ? object.value.properties.get(name) : undefined;
        if (inner === undefined && !(object.value instanceof RecordValue)) {
            const type = isNullValue(object.value) ? "invalid" : typeName(object.value);
            throw new FluxError("invalid", `cannot access property "${name}" on value of type ${type}`);
        }
        return inner === undefined ? new DynamicValue(null) : inner instanceof DynamicValue ? inner : new DynamicValue(inner);
    }
    throw new FluxError(
        "invalid",
        `cannot access property "${name}" on value of type ${isNullValue(object) ? "invalid" : typeName(object)}`,
    );
}

/** An element of an array, or a member of a record by a text. Errors for an index out of bounds (`out of range` inside row functions). */
export function elementOf(array: Value, index: Value, code: "out of range" | "invalid"): Value {
    if (array instanceof ArrayValue && typeof index === "bigint") {
        const element = index >= 0n ? array.elements[Number(index)] : undefined;
        if (element === undefined) {
            throw new FluxError(code, `cannot access element ${index} of array of length ${array.elements.length}`);
        }
        return element;
    }
    if (typeof index === "string") {
        return memberOf(array, index);
    }
    throw new FluxError("invalid", `cannot index ${typeName(array)} by ${typeName(index)}`);
}
