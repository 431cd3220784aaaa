import type { RunEvent } from "@flux-scripts/engine";
import { columnFrom, GroupKey, makeTable } from "@flux-scripts/tables";
import { expect, it } from "vitest";
import { oneResultAtATime } from "./order.ts";

const table = (result: string, index: number): RunEvent => ({
    kind: "table",
    result,
    index,
    table: makeTable(GroupKey.empty, []),
    more: false,
});
const end = (result: string): RunEvent => ({ kind: "resultEnd", result });

async function order(events: RunEvent[]): Promise<string> {
    async function* source(): AsyncGenerator<RunEvent> {
        yield* events;
    }
    const out: string[] = [];
    for await (const event of oneResultAtATime(source())) {
        out.push(event.kind === "table" ? `${event.result}${event.index}` : event.kind === "resultEnd" ? `/${event.result}` : event.kind);
    }
    return out.join(" ");
}

it("keeps the rows of other results until the first has ended", async () => {
    expect(await order([table("b", 0), table("a", 0), table("b", 1), end("b"), table("a", 1), end("a")])).toBe("b0 b1 /b a0 a1 /a");
    expect(await order([table("a", 0), table("b", 0), end("b"), end("c"), table("a", 1), end("a")])).toBe("a0 a1 /a b0 /b /c");
    expect(await order([table("a", 0), table("b", 0), table("c", 0), end("a"), end("c"), end("b")])).toBe("a0 /a b0 /b c0 /c");
    expect(await order([])).toBe("");
});

it("gives what was kept before an error", async () => {
    expect(await order([table("a", 0), table("b", 0), { kind: "error", error: new Error("x") as never }])).toBe("a0 b0 error");
});

it("ends where the results that wait hold too much", async () => {
    const rows = makeTable(GroupKey.empty, [
        columnFrom(
            "v",
            "int",
            Array.from({ length: 1000 }, () => 1n),
        ),
    ]);
    async function* source(): AsyncGenerator<RunEvent> {
        yield { kind: "table", result: "a", index: 0, table: rows, more: true };
        for (let i = 0; i < 1000; i++) {
            yield { kind: "table", result: i % 10 === 9 ? "a" : "b", index: 0, table: rows, more: true };
        }
    }
    const seen: string[] = [];
    for await (const event of oneResultAtATime(source(), 100_000)) {
        seen.push(event.kind === "table" ? event.result : event.kind === "error" ? event.error.code : event.kind);
    }
    expect(seen).toEqual(["a", "a", "resource exhausted"]);
});
