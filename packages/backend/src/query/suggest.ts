/** Functions of the prelude for editors that ask the server. */
import { analyze } from "@flux-scripts/flux";
import type { Suggestion } from "./messages.ts";

/** All functions by name, or the one of a name. */
export function suggest(name: string | undefined): Suggestion[] {
    const names = analyze("", { lint: false })
        .scopeAt(0)
        .filter((symbol) => symbol.callable && !symbol.name.startsWith("_") && (name === undefined || symbol.name === name))
        .map((symbol) => symbol.name)
        .sort();
    return names.flatMap((each) => suggestion(each) ?? []);
}

function suggestion(name: string): Suggestion | undefined {
    const call = `${name}(`;
    const signature = analyze(call, { lint: false }).signatureAt(call.length);
    if (signature === undefined) return undefined;
    return { name, params: Object.fromEntries(signature.parameters.map((parameter) => [parameter.name, kindOf(parameter.type)])) };
}

/** InfluxDB's word for a type; `invalid` for one that depends on the call. */
function kindOf(type: string): string {
    if (type.startsWith("stream[")) return "stream";
    if (type.startsWith("[")) return type.includes(":") && !type.includes("{") ? "dictionary" : "array";
    if (type.startsWith("{")) return "object";
    if (type.startsWith("(") || type.includes("=>")) return "function";
    return /^(string|bytes|int|uint|float|bool|time|duration|regexp|dynamic)$/.test(type) ? type : "invalid";
}
