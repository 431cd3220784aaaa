/** The columns that `range` gives to rows: the same in all of them as a rule, and other ones in each run. */
export const rangeBounds: readonly string[] = ["_start", "_stop"];

export function isRangeBound(label: string): boolean {
    return rangeBounds.includes(label);
}
