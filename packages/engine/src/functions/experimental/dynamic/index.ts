import { utf8 } from "../../../kernels/text.ts";
import { definePackage, scalar } from "../../../registry.ts";
import { FluxError } from "../../../values/error.ts";
import { valuesEqual } from "../../../values/operators.ts";
import { kindOf, typeName } from "../../../values/types.ts";
import { ArrayValue, DictValue, DynamicValue, isNullValue, RecordValue, type Value } from "../../../values/value.ts";
import { jsonText } from "../../support/json.ts";
import { parseJson } from "../../support/jsonParse.ts";

const decoder = new TextDecoder();

/** The value and all in it as dynamic values. */
function dynamicOf(value: Value): DynamicValue {
    if (value instanceof DynamicValue) {
        return value;
    }
    if (value instanceof ArrayValue) {
        return new DynamicValue(new ArrayValue(value.elements.map(dynamicOf)));
    }
    if (value instanceof RecordValue) {
        return new DynamicValue(new RecordValue(new Map([...value.properties].map(([name, member]) => [name, dynamicOf(member)]))));
    }
    if (value instanceof DictValue) {
        throw new FluxError("invalid", "dictionaries cannot be dynamic values");
    }
    return new DynamicValue(value);
}

/** The value in a dynamic value, others as they are. */
function inner(value: Value): Value {
    return value instanceof DynamicValue ? value.value : value;
}

/** The type of a value as messages show it: members of objects are all dynamic. */
function shape(value: Value): string {
    const found = inner(value);
    if (found instanceof RecordValue) {
        return `{${[...found.properties.keys()].map((name) => `${name}: dynamic`).join(", ")}}`;
    }
    return typeName(found);
}

export default definePackage("experimental/dynamic", {
    _isNotDistinct: scalar(["lhs", "rhs"], (args) => {
        const left = inner(args.any("lhs"));
        const right = inner(args.any("rhs"));
        return isNullValue(left) || isNullValue(right) ? isNullValue(left) && isNullValue(right) : valuesEqual(left, right);
    }),
    asArray: scalar(["<-v"], (args) => {
        const value = inner(args.any("v"));
        if (!(value instanceof ArrayValue)) {
            throw new FluxError("invalid", `unable to convert ${shape(value)} to array`);
        }
        return value;
    }),
    dynamic: scalar(["<-v"], (args) => dynamicOf(args.any("v"))),
    isType: scalar(["v", "type"], (args) => {
        const value = inner(args.any("v"));
        return !isNullValue(value) && kindOf(value) === args.string("type");
    }),
    jsonEncode: scalar(["v"], (args) => utf8(jsonText(args.any("v")))),
    jsonParse: scalar(["data"], (args) => dynamicOf(parseJson(decoder.decode(args.bytes("data"))))),
});
