/** Events of several results, one result after another: CSV can't hold two at a time. */
import { RunError, type RunEvent } from "@flux-scripts/engine";
import { tableBytes } from "@flux-scripts/tables";

/**
 * Passes the events of the result that came first on as they come, and keeps those of others until it has ended. An error
 * comes after what was kept, as the rows before it did happen. A run whose other results are larger than `memoryBytes` ends
 * with an error.
 */
export async function* oneResultAtATime(
    events: AsyncIterable<RunEvent>,
    memoryBytes = Number.POSITIVE_INFINITY,
): AsyncGenerator<RunEvent, void, undefined> {
    let bytes = 0;
    let current: string | undefined;
    const kept = new Map<string, RunEvent[]>();
    const next = function* (): Generator<RunEvent, void, undefined> {
        for (const [name, waiting] of kept) {
            kept.delete(name);
            for (const event of waiting) {
                bytes -= bytesOf(event);
                yield event;
            }
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
            bytes += bytesOf(event);
            if (bytes > memoryBytes) {
                const message = `the results but the first hold more than the limit of ${memoryBytes} bytes: run them one by one`;
                yield { kind: "error", error: new RunError("resource exhausted", message) };
                return;
            }
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

function bytesOf(event: RunEvent): number {
    return event.kind === "table" ? tableBytes(event.table) : 0;
}
