/** The type that the type expression of a `builtin` statement denotes. */
import type { MonoType, TypeExpression } from "../syntax/ast.ts";
import { isKind } from "./kinds.ts";
import {
    BASIC_TYPES,
    compareNames,
    DYNAMIC,
    EMPTY_ROW,
    ERROR,
    extend,
    GENERIC,
    type Kind,
    type ParameterType,
    type Type,
    TypeVariable,
} from "./type.ts";

/** The scheme, every variable quantified; a name in it that is no type fits anything. */
export function typeFromSyntax(node: TypeExpression): Type {
    const variables = new Map<string, TypeVariable>();

    const variable = (name: string): TypeVariable => {
        let found = variables.get(name);
        if (found === undefined) {
            found = new TypeVariable(GENERIC);
            found.index = variables.size;
            variables.set(name, found);
        }
        return found;
    };

    const convert = (type: MonoType): Type => {
        switch (type.kind) {
            case "NamedType": {
                const basic = BASIC_TYPES.get(type.name);
                if (basic !== undefined) {
                    return basic;
                }
                return type.variable === true ? variable(type.name) : ERROR;
            }
            case "ArrayType":
                return { tag: "array", element: convert(type.element) };
            case "StreamType":
                return { tag: "stream", element: convert(type.element) };
            case "VectorType":
                return { tag: "vector", element: convert(type.element) };
            case "DictType":
                return { tag: "dictionary", key: convert(type.key), value: convert(type.value) };
            case "DynamicType":
                return DYNAMIC;
            case "LabelType":
                return { tag: "label", value: type.value };
            case "RecordType": {
                // The row is built from the first property on, so that the last one written comes first.
                let row: Type = type.extends === undefined ? EMPTY_ROW : variable(type.extends.name);
                for (const property of type.properties) {
                    row = extend(
                        property.name.kind === "Identifier" ? property.name.name : property.name.value,
                        convert(property.type),
                        row,
                    );
                }
                return row;
            }
            case "FunctionType": {
                const of = (mode: "required" | "optional"): ParameterType[] =>
                    type.params
                        .filter((parameter) => parameter.mode === mode)
                        .map((parameter) => ({ name: parameter.name?.name ?? "", type: convert(parameter.type) }))
                        .sort((a, b) => compareNames(a.name, b.name));
                const piped = type.params.find((parameter) => parameter.mode === "pipe");
                return {
                    tag: "function",
                    required: of("required"),
                    optional: of("optional"),
                    pipe: piped === undefined ? undefined : { name: piped.name?.name ?? "", type: convert(piped.type) },
                    result: convert(type.result),
                };
            }
        }
    };

    const type = convert(node.type);
    for (const constraint of node.constraints) {
        const subject = variable(constraint.variable.name);
        for (const kind of constraint.kinds) {
            if (isKind(kind.name)) {
                subject.kinds = [...subject.kinds, kind.name as Kind];
            }
        }
    }
    return type;
}
