/** Packed pieces of an answer on their way in: unpacking takes a moment, and no message overtakes another. */
import type { ToWorker } from "../results/protocol.ts";

/**
 * Hands messages on in the order in which they come, their bytes unpacked. `onFailure`: bytes that are no gzip; the piece is left
 * out then, and counts as taken.
 */
export function unpackedInOrder(receive: (message: ToWorker) => void, onFailure: (message: string) => void): (message: ToWorker) => void {
    let before: Promise<void> | undefined;
    return (message) => {
        const isPacked = message.type === "bytes" && message.packed === true;
        if (!isPacked && before === undefined) {
            receive(message);
            return;
        }
        const unpacked: Promise<ToWorker> = isPacked
            ? unpack(message.bytes).then((bytes) => ({ type: "bytes", bytes }))
            : Promise.resolve(message);
        const done = Promise.all([
            unpacked.catch((error: unknown): ToWorker => {
                onFailure(error instanceof Error ? error.message : String(error));
                return { type: "bytes", bytes: new Uint8Array() };
            }),
            before,
        ])
            .then(([ready]) => receive(ready))
            .finally(() => {
                if (before === done) before = undefined;
            });
        before = done;
    };
}

async function unpack(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    return new Uint8Array(await new Response(stream).arrayBuffer());
}
