/** Random edits and questions: nothing fails, and the text and faults are those of the document opened afresh. */
import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { type Opened, Session } from "./session.test-support.ts";

const runs = Math.max(40, Math.floor(Number(process.env["FUZZ_RUNS"] ?? 0) / 100));
const seed = Number(process.env["FUZZ_SEED"] ?? 20_240_301);

function random(start: number): (below: number) => number {
    let state = start >>> 0;
    return (below) => {
        state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
        return Math.floor((state / 2 ** 32) * below);
    };
}

const folder = new URL("../../test/conformance/diagnostics/", import.meta.url);
const scripts = readdirSync(folder).filter((name) => name.endsWith(".flux"));
const pieces = [
    "|> ",
    "params.x",
    '"',
    "(",
    ")",
    "{",
    "}",
    "[",
    "]",
    "\n",
    "\r\n",
    "// ",
    ".",
    ":",
    ",",
    "=",
    "=>",
    "${",
    "/",
    "é",
    "𝄞",
    "import ",
    "testcase t {",
    "1h",
    "-",
    "r.",
    "",
];

async function askEverything({ session, uri }: Opened, position: { line: number; character: number }): Promise<void> {
    const textDocument = { uri };
    const range = { start: { line: 0, character: 0 }, end: position };
    const about = (method: string, more: object = {}) => session.request(`textDocument/${method}`, { textDocument, position, ...more });
    await Promise.all([
        about("hover"),
        about("completion"),
        about("signatureHelp"),
        about("definition"),
        about("references", { context: { includeDeclaration: true } }),
        about("documentHighlight"),
        about("prepareRename"),
        about("documentSymbol"),
        about("foldingRange"),
        session.request("textDocument/selectionRange", { textDocument, positions: [position] }),
        about("semanticTokens/full"),
        about("inlayHint", { range }),
        about("codeLens"),
        about("codeAction", { range, context: { diagnostics: [] } }),
        about("linkedEditingRange"),
        about("documentLink"),
        about("prepareCallHierarchy"),
        session.request("workspace/symbol", { query: "a" }),
        session.request("fluxScripts/params", { uri }),
    ]);
}

it(`survives ${runs} documents of random edits (seed ${seed})`, async () => {
    const next = random(seed);
    const session = await Session.start();
    for (let run = 0; run < runs; run++) {
        let text = readFileSync(new URL(scripts[next(scripts.length)] ?? "", folder), "utf8");
        const opened = await session.open(text);
        // The marks of the tests' sources don't occur in scripts.
        expect(opened.text).toBe(text);
        let version = 1;
        for (let edit = 0; edit < 6; edit++) {
            const start = next(text.length + 1);
            const end = Math.min(text.length, start + next(6));
            const piece = pieces[next(pieces.length)] ?? "";
            const position = (offset: number): { line: number; character: number } => {
                const lines = text.slice(0, offset).split(/\r\n|\n|\r/);
                return { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 };
            };
            // An editor never cuts a line break or a pair of surrogates in two.
            const inside = (offset: number): boolean =>
                /\r\n/.test(text.slice(offset - 1, offset + 1)) || /[\ud800-\udbff]$/.test(text.slice(0, offset));
            if (inside(start) || inside(end)) continue;
            const range = { start: position(start), end: position(end) };
            text = text.slice(0, start) + piece + text.slice(end);
            version++;
            await session.client.sendNotification("textDocument/didChange", {
                textDocument: { uri: opened.uri, version },
                contentChanges: [{ range, text: piece }],
            });
            await askEverything(opened, position(Math.min(text.length, start + piece.length)));
        }
        const fresh = await session.open(text);
        const [edited, afresh] = [await session.diagnostics(opened.uri, version), await session.diagnostics(fresh.uri)];
        expect({ text, run, found: edited }).toEqual({ text, run, found: afresh });
        await session.client.sendNotification("textDocument/didClose", { textDocument: { uri: opened.uri } });
        await session.client.sendNotification("textDocument/didClose", { textDocument: { uri: fresh.uri } });
    }
    expect(session.logged).toEqual([]);
    session.close();
});
