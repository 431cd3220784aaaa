// The language server over real messages, as an editor speaks to it: a process on standard input and output, against the official
// language server (WebAssembly, over its own protocol in this process) in the same run on the same file.
import { join } from "node:path";
import { root } from "../scripts/lib/process.mjs";
import { generatedFile } from "./lib/generated-file.mjs";
import { LspProcess } from "./lib/lsp-process.mjs";
import { median, milliseconds, ratio, table, timed } from "./lib/measure.mjs";
import { peerDocument } from "./lib/peer-language-server.mjs";

const lines = 12_000;
const rounds = 12;
const starts = 9;
/** Typed on a new line in the midst of a statement's pipes, an answer after each letter. */
const typed = "aggregate";
const command = [join(root, "packages/cli/bin/flux-scripts.js"), "lsp", "--stdio"];

export const title = "The language server over LSP, 12,000 lines";

/** @returns {Promise<string>} a table */
export async function run() {
    const ours = await measureOurs();
    const theirs = await measureTheirs();
    const row = (name, goal, times, peer) => [
        name,
        milliseconds(median(times)),
        milliseconds(percentile(times, 0.9)),
        goal,
        milliseconds(peer === undefined ? undefined : median(peer)),
        ratio(median(times), peer === undefined ? undefined : median(peer)),
    ];
    const [start, bare] = await startTimes();
    const memory = await memoryOf(50);
    return table(
        ["work", "median", "p90", "goal", "flux-lsp 0.8.40", "ratio"],
        [
            row("a letter in a string → diagnostics", "10 ms", ours.leaf, theirs.keys),
            row("a letter in a pipe → diagnostics", "10 ms", ours.keys, theirs.keys),
            row("completion", "5 ms", ours.completion, theirs.completion),
            row("hover", "2 ms", ours.hover, theirs.hover),
            row("semantic tokens, delta", "10 ms", ours.tokens, undefined),
            row(`start → first diagnostics (bare Node takes ${milliseconds(median(bare))})`, "150 ms", start, undefined),
            ["resident, 50 files of 60 lines open", ...memory, "80 MB", "–", "–"],
        ],
    );
}

const percentile = (times, part) => [...times].sort((a, b) => a - b)[Math.floor(times.length * part)];

/** Where a line can be put in, the start of a statement's second pipe; spread over the file. */
function places(text) {
    return Array.from({ length: rounds }, (_, index) => {
        const at = text.indexOf("        |> filter(", Math.floor((text.length * (index + 0.5)) / (rounds + 1)));
        return text.slice(0, at).split("\n").length - 1;
    });
}

async function measureOurs() {
    const { text, edits } = generatedFile(lines);
    const server = new LspProcess(command);
    await server.initialize();
    const uri = "file:///bench.flux";
    await server.open(uri, text);
    let version = 1;
    const change = async (start, end, inserted) => {
        version++;
        const diagnostics = server.diagnostics(uri, version);
        server.notify("textDocument/didChange", {
            textDocument: { uri, version },
            contentChanges: [{ range: { start, end }, text: inserted }],
        });
        await diagnostics;
    };
    const times = { leaf: [], keys: [], completion: [], hover: [], tokens: [] };
    const ask = async (into, method, params) => {
        let result;
        const taken = await timed(async () => {
            result = await server.request(`textDocument/${method}`, { textDocument: { uri }, ...params });
        });
        into.push(taken);
        return result;
    };
    let { resultId } = await ask([], "semanticTokens/full", {});
    const askAll = async (position) => {
        const { items = [] } = (await ask(times.completion, "completion", { position })) ?? {};
        if (items.length === 0 && times.completion.length === 0) throw new Error("completion should have items");
        await ask(times.hover, "hover", { position: { line: position.line + 1, character: 13 } });
        ({ resultId } = await ask(times.tokens, "semanticTokens/full/delta", { previousResultId: resultId }));
    };
    for (const place of edits) {
        const start = positionOf(text, place);
        for (const [index, letter] of [...typed].entries()) {
            const at = { line: start.line, character: start.character + index };
            times.leaf.push(await timed(() => change(at, at, letter)));
        }
        await change(start, { line: start.line, character: start.character + typed.length }, "");
    }
    for (const line of places(text)) {
        const start = { line, character: 0 };
        const head = "        |> ";
        await change(start, start, `${head}\n`);
        for (const [index, letter] of [...typed].entries()) {
            const at = { line, character: head.length + index };
            times.keys.push(await timed(() => change(at, at, letter)));
            await askAll({ line, character: at.character + 1 });
        }
        await change(start, { line: line + 1, character: 0 }, "");
    }
    await server.stop();
    return times;
}

function positionOf(text, offset) {
    const before = text.slice(0, offset);
    return { line: before.split("\n").length - 1, character: offset - before.lastIndexOf("\n") - 1 };
}

/** The peer reads the whole text with every change; a few keys tell enough. */
async function measureTheirs() {
    const { text } = generatedFile(lines);
    const document = await peerDocument(text);
    const times = { keys: [], completion: [], hover: [] };
    const [line] = places(text).slice(rounds / 2);
    const all = text.split("\n");
    for (const length of [2, 3]) {
        const current = [...all.slice(0, line), `        |> ${typed.slice(0, length)}`, ...all.slice(line)].join("\n");
        times.keys.push(await timed(() => document.change(current)));
        const position = { line, character: 11 + length };
        times.completion.push(await timed(() => document.request("textDocument/completion", { position, context: { triggerKind: 1 } })));
        times.hover.push(await timed(() => document.request("textDocument/hover", { position: { line: line + 1, character: 13 } })));
    }
    return times;
}

/** Times of our start, and of a Node that does nothing, in turn. */
async function startTimes() {
    const { text } = generatedFile(60);
    const ours = [];
    const bare = [];
    for (let round = 0; round < starts; round++) {
        const server = new LspProcess(command);
        await server.initialize();
        await server.open("file:///start.flux", text);
        ours.push(performance.now() - server.started);
        await server.stop();
        bare.push(await timed(() => new Promise((resolve) => new LspProcess(["-e", "0"]).child.once("exit", resolve))));
    }
    return [ours, bare];
}

/** Megabytes that the server holds once so many files are open, and when each was hovered and coloured as well. */
async function memoryOf(count) {
    const server = new LspProcess(command);
    await server.initialize();
    for (let index = 0; index < count; index++) {
        await server.open(`file:///${index}.flux`, generatedFile(60).text.replaceAll("room", `room${index}`));
    }
    const opened = await server.resident();
    for (let index = 0; index < count; index++) {
        const textDocument = { uri: `file:///${index}.flux` };
        await server.request("textDocument/hover", { textDocument, position: { line: 9, character: 10 } });
        await server.request("textDocument/semanticTokens/full", { textDocument });
    }
    const asked = await server.resident();
    await server.stop();
    return [opened, asked].map((size) => (size === undefined ? "–" : `${Math.round(size)} MB`));
}
