import { expect, it, vi } from "vitest";
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

it("goes on after a question that failed, and says so", async () => {
    const latest = new Latest();
    const said = vi.spyOn(console, "error").mockImplementation(() => undefined);
    let asked = 0;
    latest.ask(() => Promise.reject(new Error("no")));
    latest.ask(() => {
        asked++;
        return Promise.resolve();
    });
    await new Promise((resolve) => setTimeout(resolve, 0));
    expect([asked, said.mock.calls]).toEqual([1, [[new Error("no")]]]);
    said.mockRestore();
});
