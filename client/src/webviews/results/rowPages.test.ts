import { describe, expect, it } from "vitest";
import type { CellText } from "./protocol.ts";
import { RowPages } from "./rowPages.ts";

const view = { result: 0, table: -1, zone: "UTC" };

/** A worker that answers when it is told to, with as many rows as there are then. */
function opened(rows: number) {
    const asked: number[] = [];
    const waiting: (() => void)[] = [];
    const worker = {
        ask: ({ from, to }: { from: number; to: number }) => {
            asked.push(from);
            return new Promise<CellText[][]>((resolve) =>
                waiting.push(() => resolve(Array.from({ length: Math.min(to, state.rows) - from }, (_row, index) => [`${from + index}`]))),
            );
        },
    };
    const state = {
        rows,
        asked,
        came: [] as (readonly number[])[],
        answer: async () => {
            for (const each of waiting.splice(0)) each();
            await new Promise((resolve) => setTimeout(resolve, 0));
        },
    };
    return { state, pages: new RowPages(worker as never, (numbers) => state.came.push(numbers)) };
}

describe("pages of rows", () => {
    it("are asked for once, where they are looked at", async () => {
        const { pages, state } = opened(1000);
        pages.request(view, 150, 250);
        pages.request(view, 150, 250);
        expect([state.asked, pages.cells(199)]).toEqual([[0, 200], undefined]);
        await state.answer();
        expect([pages.cells(199), pages.cells(399), pages.cells(400)]).toEqual([["199"], ["399"], undefined]);
        expect(state.came.map((rows) => [rows[0], rows.length])).toEqual([
            [0, 200],
            [200, 200],
        ]);
        pages.request(view, 150, 250);
        expect(state.asked).toEqual([0, 200]);
        pages.clear();
        expect(pages.cells(199)).toBeUndefined();
    });

    it("come also when rows were added while they were under way", async () => {
        const { pages, state } = opened(250);
        pages.request(view, 0, 249);
        await state.answer();
        pages.request(view, 0, 249);
        state.rows = 700;
        pages.grow();
        pages.request(view, 200, 450);
        await state.answer();
        expect([pages.cells(0), pages.cells(399), pages.cells(450)]).toEqual([["0"], ["399"], ["450"]]);
        pages.request(view, 600, 699);
        pages.grow();
        await state.answer();
        expect([pages.cells(699), pages.cells(700)]).toEqual([["699"], undefined]);
        state.rows = 750;
        await state.answer();
        expect(pages.cells(749)).toEqual(["749"]);
        expect(state.asked).toEqual([0, 200, 200, 400, 600, 600]);
    });
});
