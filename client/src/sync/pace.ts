/** When to look at the server again, and whether there is anything new to tell. */
import type { PlanItem } from "@flux-scripts/workspace";

/** A look by focus right after another one asks nothing new. */
const restMs = 10_000;
const longestMs = 30 * 60_000;

/** Paces requests: the interval while they succeed, twice as long after each failure, half an hour at most. */
export class Pace {
    private failures = 0;
    private last = Number.NEGATIVE_INFINITY;

    /** `intervalMs`: 0 looks on focus only. */
    constructor(private readonly intervalMs: () => number) {}

    done(ok: boolean, now: number): void {
        this.failures = ok ? 0 : this.failures + 1;
        this.last = now;
    }

    /** The window got the focus: look now? After failures only once their time has passed. */
    onFocus(now: number): boolean {
        const rest = this.failures === 0 ? restMs : Math.min(longestMs, restMs * 2 ** this.failures);
        return now - this.last >= rest;
    }

    /** Milliseconds until the next look; undefined for none. */
    next(now: number): number | undefined {
        const interval = this.intervalMs();
        if (interval <= 0) return undefined;
        return Math.max(0, this.last + Math.min(Math.max(longestMs, interval), interval * 2 ** this.failures) - now);
    }
}

/** What changed there since the last sync, of scripts that this workspace has: script, and one mark for each version. */
export function changesThere(connection: string, items: readonly PlanItem[]): { readonly item: PlanItem; readonly mark: string }[] {
    return items.flatMap((item) => {
        const { state, base, remote } = item;
        const there =
            state === "changedThere" || state === "changedBoth" || state === "deletedThere" || (state === "conflict" && base !== undefined);
        if (!there || (remote !== undefined && base !== undefined && base.updatedAt === remote.updatedAt)) return [];
        return [{ item, mark: [connection, item.key, remote?.updatedAt ?? "deleted"].join("\n") }];
    });
}

/** Marks that a person was not told yet; those of the past that are of no use any more are left out of `known`. */
export function news(marks: readonly string[], told: readonly string[]): { readonly fresh: string[]; readonly known: string[] } {
    const before = new Set(told);
    return { fresh: marks.filter((mark) => !before.has(mark)), known: [...new Set(marks)] };
}
