/** Events of several results, one result after another: CSV can't hold two at a time. */
import type { RunEvent } from "@flux-scripts/engine";

/**
 * Passes the events of the result that came first on as they come, and keeps those of others until it has ended. An error
 * comes after what was kept, as the rows before it did happen.
 */
export async function* oneResultAtATime(events: AsyncIterable<RunEvent>): AsyncGenerator<RunEvent, void, undefined> {
    let current: string | undefined;
    const kept = new Map<string, RunEvent[]>();
    const next = function* (): Generator<RunEvent, void, undefined> {
        for (const [name, waiting] of kept) {
            kept.delete(name);
            yield* waiting;
            if (waiting.at(-1)?.kind === "resultEnd") continue;
            current = name;
            return;
        }
    };
    for await (const event of events) {
        if (event.kind !== "table" && event.kind !== "resultEnd") {
            for (const waiting of kept.values()) yield* waiting;
            kept.clear();
            yield event;
            continue;
        }
        current ??= event.result;
        if (event.result !== current) {
            const waiting = kept.get(event.result);
            if (waiting === undefined) kept.set(event.result, [event]);
            else waiting.push(event);
            continue;
        }
        yield event;
        if (event.kind === "resultEnd") {
            current = undefined;
            yield* next();
        }
    }
    for (const waiting of kept.values()) yield* waiting;
}
