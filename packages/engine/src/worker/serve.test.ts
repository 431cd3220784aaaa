import { describe, expect, it } from "vitest";
import { type FromEngine, receiveTable, type ToEngine } from "./protocol.ts";
import { serveEngine } from "./serve.ts";

/** A worker's other end, whose messages are cloned as a real channel would. */
function connect(): {
    readonly answers: FromEngine[];
    send(message: ToEngine): void;
    until(test: (message: FromEngine) => boolean): Promise<FromEngine>;
} {
    const answers: FromEngine[] = [];
    let handler: (message: ToEngine) => void = () => {};
    const waiting: (() => void)[] = [];
    serveEngine({
        send: (message, transfer) => {
            answers.push(structuredClone(message, { transfer: [...transfer] }));
            for (const wake of waiting.splice(0)) wake();
        },
        listen: (listener) => {
            handler = listener;
        },
    });
    return {
        answers,
        send: (message) => handler(structuredClone(message)),
        until: async (test) => {
            for (;;) {
                const found = answers.find(test);
                if (found !== undefined) return found;
                await new Promise<void>((resolve) => waiting.push(resolve));
            }
        },
    };
}

const source = `import "array"\narray.from(rows: [{n: 1, s: "a"}, {n: 2, s: "b"}])`;

describe("the engine's worker", () => {
    it("answers a run with tables, the result's end and done", async () => {
        const worker = connect();
        worker.send({ kind: "run", id: 7, source });
        await worker.until(({ kind }) => kind === "done");
        expect(worker.answers.map(({ kind }) => kind)).toEqual(["ready", "table", "resultEnd", "done"]);
        const sent = worker.answers[1];
        const table = sent?.kind === "table" ? receiveTable(sent.table) : undefined;
        expect(table?.columns.map(({ label, data }) => [label, [...data]])).toEqual([
            ["n", [1n, 2n]],
            ["s", ["a", "b"]],
        ]);
    });

    it("answers a script that does not compile with an error and its place", async () => {
        const worker = connect();
        worker.send({ kind: "run", id: 1, source: "frm()" });
        await worker.until(({ kind }) => kind === "done");
        expect(worker.answers[1]).toMatchObject({ kind: "error", id: 1, code: "invalid", start: 0, end: 3 });
    });

    it("sends no more tables than it has credit for", async () => {
        const worker = connect();
        const many = `import "generate"\ngenerate.from(count: 300000, fn: (n) => n, start: 2024-01-01T00:00:00Z, stop: 2024-01-02T00:00:00Z)`;
        worker.send({ kind: "run", id: 2, source: many, credit: 1 });
        await worker.until(({ kind }) => kind === "table");
        await new Promise((resolve) => setTimeout(resolve, 20));
        expect(worker.answers.filter(({ kind }) => kind === "table")).toHaveLength(1);
        worker.send({ kind: "more", id: 2, count: 100 });
        await worker.until(({ kind }) => kind === "done");
        const rows = worker.answers.map((message) => (message.kind === "table" ? message.table.rows : 0));
        expect(rows.reduce((sum, count) => sum + count, 0)).toBe(300000);
    });

    it("stops a run that is cancelled", async () => {
        const worker = connect();
        const many = `import "generate"\ngenerate.from(count: 300000, fn: (n) => n, start: 2024-01-01T00:00:00Z, stop: 2024-01-02T00:00:00Z)`;
        worker.send({ kind: "run", id: 3, source: many, credit: 1 });
        await worker.until(({ kind }) => kind === "table");
        worker.send({ kind: "cancel", id: 3 });
        await worker.until(({ kind }) => kind === "done");
        expect(worker.answers.find(({ kind }) => kind === "error")).toMatchObject({ code: "canceled" });
    });
});
