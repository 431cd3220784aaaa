/** Inference of a whole file, chunk by chunk. */
import type { Chunk } from "../../syntax/ast.ts";
import { isChunkTooDeep } from "../../syntax/diagnostics.ts";
import { packageName, preludeNames, standardPackage } from "../../stdlib/signatures.ts";
import { openness } from "../../types/generalise.ts";
import type { Type } from "../../types/type.ts";
import { type Binding, Scope } from "./environment.ts";
import { Context, type FreeNames, type PlacedFault, type Recorder } from "./context.ts";
import { inferImport, inferStatement, type PackageLoader } from "./statements.ts";

/** Scope of the names that need no import; their signatures are read when first used. */
class PreludeScope extends Scope {
    constructor() {
        super(undefined);
    }

    override lookup(name: string): Binding | undefined {
        const known = this.own(name);
        if (known !== undefined) {
            return known;
        }
        const path = preludeNames().get(name);
        const type = path === undefined ? undefined : standardPackage(path)?.member(name);
        if (type === undefined) {
            return undefined;
        }
        const binding: Binding = { name, kind: "prelude", type, ...openness(type), key: type, package: path, chunk: -1, start: 0, end: 0 };
        this.define(binding);
        return binding;
    }
}

const prelude = new PreludeScope();

/** The standard library's names, around every file. */
export function preludeScope(): Scope {
    return prelude;
}

/** Infers one chunk: its names are bound in `scope`, its faults are in the context given back. */
export function inferChunk(
    chunk: Chunk,
    index: number,
    scope: Scope,
    free: FreeNames,
    load: PackageLoader,
    recorder?: Recorder,
    localise?: (binding: Binding) => Type,
): Context {
    const context = new Context(index, scope, free, recorder, localise);
    const { item } = chunk;
    if (isChunkTooDeep(chunk)) {
        // Refused: nothing of it is looked at, and no tree is deeper than the stack allows.
        return context;
    }
    if (item.kind === "ImportDeclaration") {
        inferImport(item, packageName(item.path.value), load, scope, context);
    } else if (item.kind !== "PackageClause") {
        inferStatement(item, scope, context);
    }
    return context;
}

/** A fault with the index of its chunk. */
export interface FileFault extends PlacedFault {
    readonly chunk: number;
}

export interface FileInference {
    /** In the order in which they were found. */
    readonly faults: readonly FileFault[];
    /** The types of the names that the file does not define, `params` among them. */
    readonly free: FreeNames;
    /** File-level bindings by the chunk that makes them. */
    readonly provided: readonly (readonly Binding[])[];
}

/** Infers all chunks of a file in order, from nothing. */
export function inferFile(chunks: readonly Chunk[], load: PackageLoader, recorder?: Recorder): FileInference {
    const scope = new Scope(prelude);
    const free: FreeNames = new Map();
    const faults: FileFault[] = [];
    const provided: (readonly Binding[])[] = [];
    for (const [chunk, node] of chunks.entries()) {
        const context = inferChunk(node, chunk, scope, free, load, recorder);
        for (const fault of context.faults) {
            faults.push({ ...fault, chunk });
        }
        provided.push(context.provides);
    }
    return { faults, free, provided };
}
