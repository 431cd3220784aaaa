/** The state of inference in one chunk, and where its findings go. */
import type { Expression, Identifier, Span } from "../../syntax/ast.ts";
import type { Fault } from "../../types/fault.ts";
import { generalise, instantiate } from "../../types/generalise.ts";
import { type Report, unify } from "../../types/unify.ts";
import { type Kind, resolve, type Type, TypeVariable } from "../../types/type.ts";
import { demand } from "../../types/kinds.ts";
import type { Binding, BindingKind, Scope } from "./environment.ts";

/** A fault with its place, relative to the chunk. */
export interface PlacedFault {
    readonly fault: Fault;
    readonly start: number;
    readonly end: number;
}

/** Names that the file does not define: one variable each for the whole file. */
export type FreeNames = Map<string, Type>;

/** What editors ask for later; absent in plain runs. */
export interface Recorder {
    expression(node: Expression, type: Type): void;
    /** A use of a name; without a binding it is free. */
    use(node: Identifier, binding: Binding | undefined, chunk: number): void;
    define(binding: Binding): void;
    /** Bindings of a block or function, visible within the span. */
    scope(span: Span, scope: Scope, chunk: number): void;
}

/** Names that are known without being defined: what the scripts API binds. */
const KNOWN_FREE: ReadonlySet<string> = new Set(["params"]);

export class Context {
    readonly chunk: number;
    readonly free: FreeNames;
    readonly recorder: Recorder | undefined;
    readonly faults: PlacedFault[] = [];
    /** File-level names that the chunk reads, each with what it found. */
    readonly reads = new Map<string, Binding | undefined>();
    /** File-level bindings that the chunk makes, in order. */
    readonly provides: Binding[] = [];
    /** What the chunk found hangs on how far free names were known before it. */
    sensitive = false;
    level = 1;
    private readonly fileScope: Scope;
    private readonly localise: ((binding: Binding) => Type) | undefined;

    /**
     * `localise` gives the type of an open binding of the file when the chunk is inferred apart from
     * the others; without it uses see what earlier chunks made of it.
     */
    constructor(chunk: number, fileScope: Scope, free: FreeNames, recorder?: Recorder, localise?: (binding: Binding) => Type) {
        this.chunk = chunk;
        this.fileScope = fileScope;
        this.free = free;
        this.recorder = recorder;
        this.localise = localise;
    }

    fresh(kinds?: readonly Kind[]): TypeVariable {
        return new TypeVariable(this.level, kinds);
    }

    report(fault: Fault, place: Span): void {
        this.faults.push({ fault, start: place.start, end: place.end });
    }

    at(place: Span): Report {
        return (fault) => this.report(fault, place);
    }

    /** @returns true when the types could be made equal. */
    unify(expected: Type, found: Type, place: Span): boolean {
        // Most are equal, and a report costs more to make than that is to see.
        if (resolve(expected) === resolve(found)) {
            return true;
        }
        const before = this.faults.length;
        unify(expected, found, this.at(place));
        return this.faults.length === before;
    }

    /** @returns true when the type has the kind. */
    demand(type: Type, kind: Kind, place: Span): boolean {
        const culprit = demand(type, kind);
        if (culprit === undefined) {
            return true;
        }
        this.report({ tag: "constraint", type: culprit, kind }, place);
        return false;
    }

    lookup(name: string, scope: Scope): Binding | undefined {
        let at: Scope | undefined = scope;
        for (; at !== undefined && at !== this.fileScope; at = at.parent) {
            const found = at.own(name);
            if (found !== undefined) {
                return found;
            }
        }
        const known = this.reads.get(name);
        if (known !== undefined || this.reads.has(name)) {
            return known;
        }
        const found = at?.lookup(name);
        this.reads.set(name, found);
        return found;
    }

    /** Type of a use of a name: an instance of its scheme, or the file-wide variable of a free name. */
    use(node: Identifier, scope: Scope): Type {
        const binding = this.lookup(node.name, scope);
        this.recorder?.use(node, binding, this.chunk);
        if (binding !== undefined) {
            // Parameters are open, too, but they are the chunk's own.
            const local = binding.open && this.localise !== undefined && this.reads.get(node.name) === binding;
            const type = local ? (this.localise?.(binding) ?? binding.type) : binding.type;
            return binding.generic ? instantiate(type, this.level) : type;
        }
        if (!KNOWN_FREE.has(node.name)) {
            this.report({ tag: "undefined", name: node.name }, node);
        }
        let variable = this.free.get(node.name);
        if (variable === undefined) {
            variable = new TypeVariable(0);
            this.free.set(node.name, variable);
        }
        return variable;
    }

    /** Binds a name whose type was inferred one level deeper, quantifying what is its own. */
    define(scope: Scope, name: Identifier, kind: BindingKind, type: Type): Binding {
        const { generic, open } = generalise(type, this.level);
        const binding: Binding = {
            name: name.name,
            kind,
            type,
            generic,
            open,
            key: {},
            chunk: this.chunk,
            start: name.start,
            end: name.end,
        };
        this.bind(scope, binding);
        return binding;
    }

    bind(scope: Scope, binding: Binding): void {
        scope.define(binding);
        if (scope === this.fileScope) {
            this.provides.push(binding);
        }
        this.recorder?.define(binding);
    }
}
