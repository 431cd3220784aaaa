/** Lets go of what is kept for files that are no longer there. Costs nothing while none is gone. */
export function keepOnly(kept: Map<string, unknown>, there: readonly string[]): void {
    if (kept.size <= there.length) return;
    const left = new Set(there);
    for (const key of kept.keys()) if (!left.has(key)) kept.delete(key);
}
