import type { Value } from "../values/value.ts";

/** Where a piece of program comes from, so that an error can say its place. */
export interface Frame {
    /** Absolute offset of the chunk being evaluated; undefined for the library's own Flux text. */
    readonly base: number | undefined;
}

/** Names bound in a block, a function call or a file. */
export class Scope {
    private readonly names = new Map<string, Value>();

    constructor(
        readonly parent: Scope | undefined,
        readonly frame: Frame,
        /** Names that are made when first asked for: imports, the prelude. */
        private readonly fallback?: (name: string) => Value | undefined,
    ) {}

    set(name: string, value: Value): void {
        this.names.set(name, value);
    }

    hasOwn(name: string): boolean {
        return this.names.has(name);
    }

    lookup(name: string): Value | undefined {
        // undefined stands for no binding only: a name bound to null is found.
        const own = this.names.get(name) ?? (this.names.has(name) ? null : this.fallback?.(name));
        return own === undefined ? this.parent?.lookup(name) : own;
    }
}
