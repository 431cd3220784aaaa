import { gzipSync } from "node:zlib";
import { expect, it } from "vitest";
import type { ToWorker } from "../results/protocol.ts";
import { unpackedInOrder } from "./unpack.ts";

const text = (message: ToWorker): string => (message.type === "bytes" ? new TextDecoder().decode(message.bytes) : message.type);
const plain = (content: string): ToWorker => ({ type: "bytes", bytes: new Uint8Array(new TextEncoder().encode(content)) });
const packed = (content: string): ToWorker => ({ type: "bytes", bytes: new Uint8Array(gzipSync(content)), packed: true });

it("unpacks bytes, and keeps the order of all messages", async () => {
    const received: string[] = [];
    const send = unpackedInOrder(
        (message) => received.push(text(message)),
        (message) => received.push(`failure: ${message}`),
    );
    send(plain("at once"));
    expect(received).toEqual(["at once"]);
    const large = "x".repeat(2_000_000);
    for (const message of [packed(large), packed("small"), plain("plain"), { type: "finish" } as const]) send(message);
    await expect.poll(() => received.length).toBe(5);
    expect(received).toEqual(["at once", large, "small", "plain", "finish"]);
    send(plain("at once again"));
    expect(received.at(-1)).toBe("at once again");
});

it("says what can't be unpacked, and goes on", async () => {
    const received: string[] = [];
    const send = unpackedInOrder(
        (message) => received.push(text(message)),
        () => received.push("failure"),
    );
    send({ type: "bytes", bytes: new Uint8Array([1, 2, 3]), packed: true });
    send({ type: "finish" });
    await expect.poll(() => received).toEqual(["failure", "", "finish"]);
});
