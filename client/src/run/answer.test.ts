import { expect, it, vi } from "vitest";
import { Answer } from "./answer.ts";

vi.mock("vscode", () => ({}));

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

function answer(hold: number): { readonly answer: Answer; readonly seen: string[] } {
    const seen: string[] = [];
    const target = {
        begin: () => Promise.resolve(void seen.push("begin")),
        add: (piece: Uint8Array) => Promise.resolve(void seen.push(new TextDecoder().decode(piece))),
    };
    return { answer: new Answer(hold, target), seen };
}

it("passes bytes on, counts rows and keeps them", async () => {
    const { answer: plain, seen } = answer(0);
    await plain.begin();
    await plain.add(bytes(",result,table,n\r\n,_result,0,1\r\n"));
    await plain.add(bytes(",_result,0,2\r\n"));
    await plain.finish();
    expect(seen).toHaveLength(3);
    expect([plain.rows, plain.error]).toEqual([2, undefined]);
    expect(new TextDecoder().decode(plain.bytes)).toBe(",result,table,n\r\n,_result,0,1\r\n,_result,0,2\r\n");
});

it("holds bytes back until they are all here or many, and shows nothing of an answer that failed", async () => {
    const held = answer(1000);
    await held.answer.add(bytes(",result,table,n\r\n,_result,0,1\r\n"));
    expect(held.seen).toEqual([]);
    await held.answer.finish();
    expect(held.seen).toHaveLength(2);

    const many = answer(10);
    await many.answer.add(bytes(",result,table,n\r\n"));
    expect(many.seen).toHaveLength(2);

    const failed = answer(1000);
    await failed.answer.add(bytes(",result,table,n\r\n,_result,0,1\r\n\r\n,error,reference\r\n,bad,\r\n"));
    await expect(failed.answer.finish()).rejects.toThrow("bad");
    expect(failed.seen).toEqual([]);
});
