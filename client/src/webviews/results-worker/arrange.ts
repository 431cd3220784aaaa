/** Which columns of a view are shown, and in which order. */
import { isRangeBound } from "../../rangeBounds.ts";
import type { ColumnHead, ViewRequest } from "../results/protocol.ts";

export interface Arrangement {
    readonly columns: readonly ColumnHead[];
    /** Labels that are there and left out. */
    readonly hidden: readonly string[];
}

/** Pinned columns first, in the order of pinning, the bounds of the range last; hidden ones left out; at least one column stays. */
export function arrange(columns: readonly ColumnHead[], { hidden = [], pinned = [] }: Pick<ViewRequest, "hidden" | "pinned">): Arrangement {
    const shown = columns.filter(({ label }) => !hidden.includes(label));
    const kept = shown.length === 0 ? columns : shown;
    const first = pinned.flatMap((label) => kept.filter((column) => column.label === label));
    const others = kept.filter((column) => !first.includes(column));
    const last = others.filter(({ label }) => isRangeBound(label));
    return {
        columns: [...first, ...others.filter((column) => !last.includes(column)), ...last],
        hidden: columns.filter((column) => !kept.includes(column)).map(({ label }) => label),
    };
}
