/** What names stand for while a file is inferred. */
import type { Type } from "../../types/type.ts";

export type BindingKind = "variable" | "parameter" | "option" | "builtin" | "package" | "testcase" | "prelude";

/** A name with its type scheme and the place that binds it. */
export interface Binding {
    readonly name: string;
    readonly kind: BindingKind;
    readonly type: Type;
    /** The scheme has quantified variables: each use takes an instance. */
    readonly generic: boolean;
    /** The type depends on names that the file does not define: it has variables that others may still bind. */
    readonly open: boolean;
    /** What makes two bindings the same to a reader; another object when the type may differ. */
    readonly key: object;
    /** Import path of the package that it is, or (prelude) that it comes from. */
    readonly package?: string;
    /** Index of the chunk that binds it; -1 for the prelude. */
    readonly chunk: number;
    /** The binding name's place, relative to its chunk. */
    readonly start: number;
    readonly end: number;
}

/** A scope with more names than this has a map of them. */
const FEW = 8;

/** Names of one block, with the block around it. */
export class Scope {
    readonly parent: Scope | undefined;
    /** In order; most scopes have one or two names. */
    private readonly few: Binding[] = [];
    /** By name, of a scope with many. */
    private many: Map<string, Binding> | undefined;

    constructor(parent: Scope | undefined) {
        this.parent = parent;
    }

    define(binding: Binding): void {
        if (this.many !== undefined) {
            this.many.set(binding.name, binding);
            return;
        }
        const at = this.few.findIndex(({ name }) => name === binding.name);
        if (at >= 0) {
            this.few[at] = binding;
            return;
        }
        this.few.push(binding);
        if (this.few.length > FEW) {
            this.many = new Map(this.few.map((known) => [known.name, known]));
        }
    }

    own(name: string): Binding | undefined {
        if (this.many !== undefined) {
            return this.many.get(name);
        }
        for (const binding of this.few) {
            if (binding.name === name) {
                return binding;
            }
        }
        return undefined;
    }

    lookup(name: string): Binding | undefined {
        return this.own(name) ?? this.parent?.lookup(name);
    }

    bindings(): Iterable<Binding> {
        return this.many?.values() ?? this.few;
    }
}
