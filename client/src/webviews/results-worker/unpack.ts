/** Packed pieces of an answer on their way in: unpacking takes a moment, and no message overtakes another. */
import { inOrder } from "../../inOrder.ts";
import type { ToWorker } from "../results/protocol.ts";

/**
 * Hands messages on in the order in which they come, their bytes unpacked. `onFailure`: bytes that are no gzip (the piece is left
 * out then, and counts as taken), or a message that could not be taken.
 */
export function unpackedInOrder(receive: (message: ToWorker) => void, onFailure: (reason: string) => void): (message: ToWorker) => void {
    const send = inOrder(receive, onFailure);
    return (message) => send(message.type === "bytes" && message.packed === true ? unpacked(message.bytes, onFailure) : message);
}

async function unpacked(packed: Uint8Array<ArrayBuffer>, onFailure: (reason: string) => void): Promise<ToWorker> {
    try {
        const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
        return { type: "bytes", bytes: new Uint8Array(await new Response(stream).arrayBuffer()) };
    } catch (error) {
        onFailure(error instanceof Error ? error.message : String(error));
        return { type: "bytes", bytes: new Uint8Array() };
    }
}
