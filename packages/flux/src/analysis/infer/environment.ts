/** What names stand for while a file is inferred. */
import { SmallMap } from "../../types/small-map.ts";
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

/** Names of one block, with the block around it. */
export class Scope {
    readonly parent: Scope | undefined;
    private readonly names = new SmallMap<string, Binding>();

    constructor(parent: Scope | undefined) {
        this.parent = parent;
    }

    define(binding: Binding): void {
        this.names.set(binding.name, binding);
    }

    own(name: string): Binding | undefined {
        return this.names.get(name);
    }

    lookup(name: string): Binding | undefined {
        return this.names.get(name) ?? this.parent?.lookup(name);
    }

    bindings(): Iterable<Binding> {
        return this.names.values();
    }
}
