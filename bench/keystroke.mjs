// One keystroke until the diagnostics are there, against the official language server, in one run on one file.
import { generatedFile } from "./lib/generated-file.mjs";
import { loadRoom } from "./lib/bundled.mjs";
import { median, milliseconds, ratio, table, timed } from "./lib/measure.mjs";
import { peerDocument } from "./lib/peer-language-server.mjs";

const sizes = [60, 600, 2_400, 12_000];

/** Keystrokes measured per file: the same letters at the same places for both. */
const keys = "abcde";

export const title = "Keystroke → diagnostics";

/** @returns {Promise<string>} a table */
export async function run() {
    const flux = await loadRoom("@flux-scripts/flux");
    warmUp(flux);
    const rows = [];
    for (const size of sizes) {
        const file = generatedFile(size);
        const ours = oursPerKey(flux, file);
        const theirs = await theirsPerKey(file);
        rows.push([
            `${size.toLocaleString("en")} lines`,
            milliseconds(ours.first),
            milliseconds(ours.key),
            milliseconds(theirs),
            ratio(ours.key, theirs),
        ]);
    }
    return table(["file", "Flux Scripts, first analysis", "Flux Scripts, a keystroke", "flux-lsp 0.8.40, a keystroke", "ratio"], rows);
}

function warmUp(flux) {
    const { text, edits } = generatedFile(600);
    for (let round = 0; round < 3; round++) {
        const document = new flux.FluxDocument(text);
        for (const place of edits) {
            document.edit([{ start: place, end: place, text: "x" }]);
            document.analysis().diagnostics.length;
        }
    }
}

function oursPerKey(flux, { text, edits }) {
    const started = performance.now();
    const document = new flux.FluxDocument(text);
    const errors = document.analysis().diagnostics.filter((diagnostic) => diagnostic.severity === "error");
    const first = performance.now() - started;
    if (errors.length > 0) throw new Error(`the generated file should have no errors: ${errors[0].message}`);

    const times = [];
    for (const place of edits) {
        for (const [index, key] of [...keys].entries()) {
            const start = performance.now();
            document.edit([{ start: place + index, end: place + index, text: key }]);
            document.analysis().diagnostics.length;
            times.push(performance.now() - start);
        }
        document.edit([{ start: place, end: place + keys.length, text: "" }]);
    }
    return { first, key: median(times) };
}

async function theirsPerKey({ text, edits }) {
    const document = await peerDocument(text);
    // The peer reads the whole text on every change, wherever it is; on a long file a few keys tell enough.
    const places = text.length > 300_000 ? edits.slice(2, 3) : edits;
    const times = [];
    for (const place of places) {
        let current = text;
        for (const [index, key] of [...keys].slice(0, text.length > 100_000 ? 2 : keys.length).entries()) {
            current = current.slice(0, place + index) + key + current.slice(place + index);
            times.push(await timed(() => document.change(current)));
        }
    }
    return median(times);
}
