/**
 * Types are graphs: `{l: a, r: a}` holds `a` once, and a walk that forgets where it has been takes time
 * exponential in their depth. Small types are the rule, so that a walk remembers only when it gets long.
 */
import type { Type } from "./type.ts";

/** Steps after which a walk begins to remember. */
export const REMEMBER_AFTER = 400;

/** Where a walk has been. */
export class Visited {
    private steps = 0;
    private seen: Set<Type> | undefined;

    /** True when this part was walked before. */
    again(type: Type): boolean {
        if (++this.steps < REMEMBER_AFTER) {
            return false;
        }
        this.seen ??= new Set();
        if (this.seen.has(type)) {
            return true;
        }
        this.seen.add(type);
        return false;
    }
}
