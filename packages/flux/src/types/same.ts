/** Whether two schemes are the same but for the names of their variables. */
import { resolve, type ParameterType, type Type, type TypeVariable } from "./type.ts";

/** Only closed schemes are ever the same: free variables have an identity of their own. */
export function sameScheme(a: Type, b: Type): boolean {
    const pairs = new Map<TypeVariable, TypeVariable>();

    const parameters = (left: readonly ParameterType[], right: readonly ParameterType[]): boolean =>
        left.length === right.length &&
        left.every((parameter, index) => {
            const other = right[index];
            return other !== undefined && other.name === parameter.name && same(parameter.type, other.type);
        });

    const same = (first: Type, second: Type): boolean => {
        const left = resolve(first);
        const right = resolve(second);
        if (left === right && left.tag !== "variable") {
            return true;
        }
        switch (left.tag) {
            case "variable": {
                if (right.tag !== "variable" || left.index < 0 || left.index !== right.index) {
                    return false;
                }
                const known = pairs.get(left);
                if (known !== undefined) {
                    return known === right;
                }
                pairs.set(left, right);
                return left.kinds.length === right.kinds.length && left.kinds.every((kind, index) => kind === right.kinds[index]);
            }
            case "basic":
                return right.tag === "basic" && right.name === left.name;
            case "array":
            case "stream":
            case "vector":
                return right.tag === left.tag && same(left.element, right.element);
            case "dictionary":
                return right.tag === "dictionary" && same(left.key, right.key) && same(left.value, right.value);
            case "function":
                return (
                    right.tag === "function" &&
                    parameters(left.required, right.required) &&
                    parameters(left.optional, right.optional) &&
                    (left.pipe === undefined
                        ? right.pipe === undefined
                        : right.pipe !== undefined && parameters([left.pipe], [right.pipe])) &&
                    same(left.result, right.result)
                );
            case "extension":
                return (
                    right.tag === "extension" && left.label === right.label && same(left.type, right.type) && same(left.tail, right.tail)
                );
            case "label":
                return right.tag === "label" && left.value === right.value;
            case "package":
                return false;
            default:
                return left.tag === right.tag;
        }
    };
    return same(a, b);
}
