import { expect, it } from "vitest";
import { Latest } from "./latest.ts";

it("asks one question at a time, and of those that came meanwhile only the last", async () => {
    const asked: number[] = [];
    const answers: (() => void)[] = [];
    const latest = new Latest();
    const ask = (number: number): void =>
        latest.ask(async () => {
            asked.push(number);
            await new Promise<void>((resolve) => answers.push(resolve));
        });
    for (const number of [1, 2, 3]) ask(number);
    expect(asked).toEqual([1]);
    answers[0]?.();
    await new Promise((resolve) => setTimeout(resolve, 0));
    expect(asked).toEqual([1, 3]);
    answers[1]?.();
    await new Promise((resolve) => setTimeout(resolve, 0));
    ask(4);
    expect(asked).toEqual([1, 3, 4]);
});

it("goes on after a question that failed", async () => {
    const latest = new Latest();
    let asked = 0;
    const errors: unknown[] = [];
    latest.ask(() => Promise.reject(new Error("no")).catch((error: unknown) => void errors.push(error)));
    latest.ask(() => {
        asked++;
        return Promise.resolve();
    });
    await new Promise((resolve) => setTimeout(resolve, 0));
    expect([asked, errors.length]).toEqual([1, 1]);
});
