/** The standard library: packages by import path, with the exports that the engine lacks as clear errors. */
import { constant, type Definition, type PackageDefinition } from "../registry.ts";
import { FluxError } from "../values/error.ts";
import { definitions } from "./packages.ts";
import { refused } from "./refused.ts";

function refusal(path: string, name: string): Definition {
    return constant(() => {
        throw new FluxError("unimplemented", `"${name}" of package "${path}" is not available in this engine`);
    });
}

function complete(definition: PackageDefinition): PackageDefinition {
    const missing = refused.get(definition.path) ?? [];
    return {
        ...definition,
        exports: { ...Object.fromEntries(missing.map((name) => [name, refusal(definition.path, name)])), ...definition.exports },
    };
}

export const packages: ReadonlyMap<string, PackageDefinition> = new Map(
    definitions.map((definition) => [definition.path, complete(definition)]),
);
