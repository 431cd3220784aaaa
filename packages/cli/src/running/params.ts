/** Params of a run from options and files, as exact values. */
import { readFileSync } from "node:fs";
import { analyze, inferParams, type ParamType } from "@flux-scripts/flux";
import { convertParam, type JsonObject, type JsonValue, type ParamValue, readParamsJson, readParamText } from "@flux-scripts/flux/params";
import { UsageError } from "../faults.ts";

export interface ParamOptions {
    /** JSON text, or `@file`. */
    readonly params?: string;
    /** `name=value`, later ones win. */
    readonly param?: readonly string[];
}

/** What was given, or undefined where nothing was. Throws a `UsageError` for what is no JSON object. */
export function givenParams(options: ParamOptions, schemaOf: () => Readonly<Record<string, ParamType>>): JsonObject | undefined {
    const pairs = options.param ?? [];
    if (options.params === undefined && pairs.length === 0) return undefined;
    const values = new Map<string, JsonValue>(options.params === undefined ? [] : paramsOfText(options.params));
    const schema = pairs.length === 0 ? {} : schemaOf();
    for (const pair of pairs) {
        const equals = pair.indexOf("=");
        if (equals < 1) throw new UsageError(`--param takes NAME=VALUE, but got ${JSON.stringify(pair)}`);
        const name = pair.slice(0, equals);
        values.set(name, readParamText(schema[name] ?? "any", pair.slice(equals + 1)));
    }
    return values;
}

function paramsOfText(given: string): JsonObject {
    const text = given.startsWith("@") ? readParamsFile(given.slice(1)) : given;
    const result = readParamsJson(text);
    if (!result.ok) throw new UsageError(given.startsWith("@") ? `${given.slice(1)}: ${result.message}` : result.message);
    return result.value;
}

function readParamsFile(path: string): string {
    try {
        return readFileSync(path === "-" ? 0 : path, "utf8");
    } catch (error) {
        throw new UsageError(`${path}: ${(error as NodeJS.ErrnoException).code === "ENOENT" ? "no such file" : (error as Error).message}`);
    }
}

/** Names and types in the order of their first use, as a person meets them in the script. */
export function paramsByUse(source: string): [name: string, type: ParamType][] {
    return analyze(source, { lint: false }).paramFacts.map(({ name, type }) => [name, type]);
}

export interface BoundParams {
    readonly values: ReadonlyMap<string, ParamValue>;
    /** One message a param that has the wrong type. */
    readonly faults: readonly string[];
}

/** Values by the script's inferred types. What is missing is left to the engine, which says where it is needed. */
export function boundParams(source: string, given: JsonObject): BoundParams {
    const schema = inferParams(source);
    const values = new Map<string, ParamValue>();
    const faults: string[] = [];
    for (const [name, value] of given) {
        const isUsed = Object.hasOwn(schema, name);
        const result = convertParam(name, (isUsed ? schema[name] : undefined) ?? "any", value);
        if (result.ok) values.set(name, result.value);
        // A script that doesn't read it can't mind.
        else if (isUsed) faults.push(result.fault.message);
    }
    return { values, faults };
}
