/** What editors ask about: types of nodes, uses of names, scopes. Filled by one run of inference. */
import type { Chunk, Expression, Identifier, Span } from "../syntax/ast.ts";
import type { Type } from "../types/type.ts";
import type { FreeNames, Recorder } from "./infer/context.ts";
import { type Binding, Scope } from "./infer/environment.ts";
import { type FileInference, inferChunk, preludeScope } from "./infer/file.ts";
import type { PackageLoader } from "./infer/statements.ts";

export interface Use {
    readonly node: Identifier;
    /** Absent for a name that the file does not define. */
    readonly binding: Binding | undefined;
    readonly chunk: number;
}

export interface ScopeSpan extends Span {
    readonly chunk: number;
    readonly scope: Scope;
}

export class Recording implements Recorder {
    readonly types = new Map<Expression, Type>();
    readonly uses: Use[] = [];
    readonly definitions: Binding[] = [];
    readonly scopes: ScopeSpan[] = [];
    readonly free: FreeNames;
    readonly file: Scope = new Scope(preludeScope());
    private readonly usesByNode = new Map<Identifier, Use>();

    private constructor(free: FreeNames) {
        this.free = free;
    }

    /** Of a whole file, from nothing. */
    static ofFile(chunks: readonly Chunk[], load: PackageLoader): Recording {
        const recording = new Recording(new Map());
        for (const [index, chunk] of chunks.entries()) {
            inferChunk(chunk, index, recording.file, recording.free, load, recording);
        }
        return recording;
    }

    /** Of one chunk alone, with what inference of the file found for the names that it reads. */
    static ofChunk(chunks: readonly Chunk[], index: number, inference: FileInference, load: PackageLoader): Recording {
        const recording = new Recording(inference.free);
        for (const [chunk, bindings] of inference.provided.slice(0, index).entries()) {
            for (const binding of bindings) {
                const placed = binding.chunk === chunk ? binding : { ...binding, chunk };
                recording.file.define(placed);
            }
        }
        const chunk = chunks[index];
        if (chunk !== undefined) {
            inferChunk(chunk, index, recording.file, recording.free, load, recording);
        }
        return recording;
    }

    expression(node: Expression, type: Type): void {
        this.types.set(node, type);
    }

    use(node: Identifier, binding: Binding | undefined, chunk: number): void {
        const use = { node, binding, chunk };
        this.uses.push(use);
        this.usesByNode.set(node, use);
    }

    define(binding: Binding): void {
        this.definitions.push(binding);
    }

    scope(span: Span, scope: Scope, chunk: number): void {
        this.scopes.push({ start: span.start, end: span.end, scope, chunk });
    }

    useOf(node: Identifier): Use | undefined {
        return this.usesByNode.get(node);
    }
}
