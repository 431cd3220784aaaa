/** Whether watch mode may run a text by itself. Pure. */

export interface WatchFacts {
    readonly trusted: boolean;
    readonly connection: "local" | "cloud" | "oss" | undefined;
    /** Errors that the language server marks. */
    readonly errors: number;
    /** What a run would change outside; undefined when nobody knows. */
    readonly effects: readonly { readonly function: string }[] | undefined;
    /** Params without a value. */
    readonly missing: readonly string[];
    /** A run that a person asked for is under way. */
    readonly busy: boolean;
}

export type WatchObstacle =
    | { readonly kind: "untrusted" | "connection" | "errors" | "unknown" | "busy" }
    | { readonly kind: "effects" | "params"; readonly names: readonly string[] };

/** Why it must not run; undefined when it may. */
export function watchObstacle({ trusted, connection, errors, effects, missing, busy }: WatchFacts): WatchObstacle | undefined {
    if (!trusted) return { kind: "untrusted" };
    if (connection !== "local") return { kind: "connection" };
    if (effects === undefined) return { kind: "unknown" };
    if (effects.length > 0) {
        const names = effects.map((effect) => effect.function.split("/").at(-1) ?? effect.function);
        return { kind: "effects", names: [...new Set(names)] };
    }
    if (errors > 0) return { kind: "errors" };
    if (missing.length > 0) return { kind: "params", names: missing };
    return busy ? { kind: "busy" } : undefined;
}
