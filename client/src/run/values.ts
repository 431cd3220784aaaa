/** Params as JSON text against the params that a script reads. */
import { isJsonObject, type JsonObject, type JsonValue, readJson, writeJson } from "@flux-scripts/flux/params";

type Names = readonly { readonly name: string }[];

/** Names of `schema` for which the params have no value. */
export function missingParams(params: string, schema: Names): string[] {
    const given = objectOf(params);
    return schema.filter(({ name }) => !given.has(name)).map(({ name }) => name);
}

/** The params that the script reads, with the spelling they have: a server refuses others. */
export function paramsOf(params: string, schema: Names): string {
    const given = objectOf(params);
    const names = new Set(schema.map(({ name }) => name));
    if ([...given.keys()].every((name) => names.has(name))) return params;
    return writeJson(new Map([...given].filter(([name]) => names.has(name))));
}

/** The values of several params texts; the first that has one wins. */
export function firstValues(texts: readonly string[]): string {
    const all = new Map<string, JsonValue>();
    for (const text of texts) for (const [name, value] of objectOf(text)) if (!all.has(name)) all.set(name, value);
    return writeJson(all);
}

function objectOf(params: string): JsonObject {
    const read = readJson(params);
    return read.ok && isJsonObject(read.value) ? read.value : new Map();
}
