import type { ParamValue } from "@flux-scripts/flux/params";
import { compareText } from "./kernels/text.ts";
import { ArrayValue, DurationValue, RecordValue, Time, UInt, type Value } from "./values/value.ts";

/** The record that `params` names; keys in alphabetical order, as the reference binds them. */
export function recordOfParams(params: ReadonlyMap<string, ParamValue>): RecordValue {
    return new RecordValue(new Map([...params].sort(([a], [b]) => compareText(a, b)).map(([name, value]) => [name, valueOfParam(value)])));
}

function valueOfParam(param: ParamValue): Value {
    switch (param.type) {
        case "uint":
            return new UInt(param.value);
        case "time":
            return new Time(param.value);
        case "duration":
            return new DurationValue(Number(param.months), param.nanoseconds);
        case "array":
            return new ArrayValue(param.elements.map(valueOfParam));
        case "record":
            return recordOfParams(param.properties);
        default:
            return param.value;
    }
}
