/** The params of a script from what inference found for the free name `params`. */
import { resolve, type Type } from "../types/type.ts";
import type { ParamType } from "../params/schema.ts";

const NAMES: ReadonlySet<string> = new Set<ParamType>(["bool", "duration", "float", "int", "string", "time", "uint"]);

/** The type that the API names for an inferred type. */
export function paramType(type: Type): ParamType {
    const subject = resolve(type);
    return subject.tag === "basic" && NAMES.has(subject.name) ? (subject.name as ParamType) : "any";
}

/** The properties of `params` with their types, in source order of first use; none when it is no record. */
export function paramTypes(params: Type | undefined): ReadonlyMap<string, Type> {
    const found = new Map<string, Type>();
    for (let row = params === undefined ? undefined : resolve(params); row?.tag === "extension"; row = resolve(row.tail)) {
        if (!found.has(row.label)) {
            found.set(row.label, row.type);
        }
    }
    return found;
}
