import { expect, it } from "vitest";
import { inOrder } from "./inOrder.ts";

const soon = (message: string, ms: number): Promise<string> => new Promise((resolve) => setTimeout(() => resolve(message), ms));

it("hands messages on in order, at once where none is waited for", async () => {
    const received: string[] = [];
    const send = inOrder<string>((message) => received.push(message), String);
    send("at once");
    expect(received).toEqual(["at once"]);
    for (const message of [soon("slow", 20), soon("quick", 1), "plain"]) send(message);
    expect(received).toEqual(["at once"]);
    await expect.poll(() => received).toEqual(["at once", "slow", "quick", "plain"]);
    send("at once again");
    expect(received.at(-1)).toBe("at once again");
});

it("goes on behind a message that could not be made or taken, which overtakes none", async () => {
    const received: string[] = [];
    const send = inOrder<string>(
        (message) => {
            if (message === "bad") throw new Error("not taken");
            received.push(message);
        },
        (reason) => received.push(`failure: ${reason}`),
    );
    for (const message of [soon("slow", 20), Promise.reject(new Error("not made")), "bad", "plain"]) send(message);
    await expect.poll(() => received).toEqual(["slow", "failure: not made", "failure: not taken", "plain"]);
});
