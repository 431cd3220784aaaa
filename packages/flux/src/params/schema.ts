/** The type of a param as the scripts API names it; `any` when undetermined or structured. */
export type ParamType = "any" | "bool" | "duration" | "float" | "int" | "string" | "time" | "uint";

export const PARAM_TYPES: readonly ParamType[] = ["any", "bool", "duration", "float", "int", "string", "time", "uint"];

/** What `GET /scripts/{id}/params` answers under `params`: every param of a script with its type. */
export type ParamSchema = Readonly<Record<string, ParamType>>;

export function isParamType(text: string): text is ParamType {
    return (PARAM_TYPES as readonly string[]).includes(text);
}
