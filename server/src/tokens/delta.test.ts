/** Semantic tokens after edits: the difference makes of the last answer what the text says opened afresh. */
import { expect, it } from "vitest";
import type { SemanticTokens, SemanticTokensDelta } from "vscode-languageserver";
import { Session } from "../session.test-support.ts";

const pieces = [
    "\n",
    "\r\n",
    "a",
    "f = (x) => x\n",
    'import "strings"\n',
    "params.b",
    " |> f()",
    "(",
    ")",
    "𝄞",
    "// c\n",
    "b = a\n",
    "",
    "",
];

it("differences add up", async () => {
    const session = await Session.start();
    const opened = await session.open('import "date"\n\na = 1 b = a\nf = (x) => date.month(t: x)\n\n// c\ny = f(x: params.t) |> f()\n');
    const { uri } = opened;
    let { text } = opened;
    let { resultId, data } = await opened.ask<SemanticTokens>("semanticTokens/full");
    let state = 7;
    const random = (below: number): number => {
        state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
        return Math.floor((state / 2 ** 32) * below);
    };
    const place = (offset: number): { line: number; character: number } => {
        const lines = text.slice(0, offset).split(/\r\n|\n|\r/);
        return { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 };
    };
    for (let version = 2; version < 120; version++) {
        // Never between the halves of a line's end or of a pair: an editor doesn't either.
        const start = random(text.length + 1);
        const end = Math.min(text.length, start + (random(3) === 0 ? random(12) : 0));
        if (/[\r\uD800-\uDBFF]$/.test(text.slice(0, start)) || /[\r\uD800-\uDBFF]$/.test(text.slice(0, end))) continue;
        const piece = pieces[random(pieces.length)] ?? "";
        await session.client.sendNotification("textDocument/didChange", {
            textDocument: { uri, version },
            contentChanges: [{ range: { start: place(start), end: place(end) }, text: piece }],
        });
        text = text.slice(0, start) + piece + text.slice(end);
        const answer = await opened.ask<SemanticTokens | SemanticTokensDelta>("semanticTokens/full/delta", { previousResultId: resultId });
        const edits = "edits" in answer ? answer.edits : [{ start: 0, deleteCount: data.length, data: answer.data }];
        data = [...data];
        for (const edit of edits) data.splice(edit.start, edit.deleteCount, ...(edit.data ?? []));
        resultId = answer.resultId;
        const fresh = await (await session.open(text)).ask<SemanticTokens>("semanticTokens/full");
        expect({ version, data }).toEqual({ version, data: fresh.data });
    }
    session.close();
});

it("an answer that is not known any more is answered in full, and a range has its lines only", async () => {
    const session = await Session.start();
    const opened = await session.open("a = 1\nb = a\nc = b\nd = c\n");
    const all = await opened.ask<SemanticTokens>("semanticTokens/full/delta", { previousResultId: "17" });
    expect(all.data).toHaveLength(7 * 5);
    const part = await opened.ask<SemanticTokens>("semanticTokens/range", {
        range: { start: { line: 1, character: 0 }, end: { line: 2, character: 5 } },
    });
    expect(part.data).toEqual([1, 0, 1, 3, 1, 0, 4, 1, 3, 0, 1, 0, 1, 3, 1, 0, 4, 1, 3, 0]);
    session.close();
});
