// The language by itself on a file of 12,000 lines: what a keystroke costs by its kind, and what reading, analysing and formatting cost.
import { execFileSync } from "node:child_process";
import { bundledSize, loadRoom, writeBundle } from "./lib/bundled.mjs";
import { generatedFile } from "./lib/generated-file.mjs";
import { median, milliseconds, table } from "./lib/measure.mjs";

const lines = 12_000;
const rounds = 300;

export const title = "The language, 12,000 lines";

/** A record that every third block reads, so that its type matters all over the file. */
const shared = "shared = {factor: 1.8}\n";

function sharedFile() {
    const { text } = generatedFile(lines);
    const at = text.indexOf("// Mean of room");
    return text.slice(0, at) + shared + text.slice(at).replaceAll("r._value * 1.8", "r._value * shared.factor");
}

/** @returns {Promise<string>} a table */
export async function run() {
    const flux = await loadRoom("@flux-scripts/flux");
    const text = sharedFile();
    const megabytes = Buffer.byteLength(text) / 1e6;
    const whole = repeat(9, () => touch(new flux.FluxDocument(text).analysis()));
    const formatted = repeat(9, () => flux.format(text));
    const document = new flux.FluxDocument(text);
    const faults = touch(document.analysis());
    if (faults > 0) throw new Error(`the file should have no faults, it has ${faults}`);
    const kinds = [
        ["a letter in a leaf (a yield's name)", 'yield(name: "room', 17, "x"],
        ["a letter in a function's body", "level: if r._value > ", 21, "1.5 + "],
        ["the type of a shared record", "{factor: 1.8", 12, ", more: 1"],
    ];
    const hints = keystrokes(document, text.indexOf(kinds[0][1], text.length / 2) + kinds[0][2], "x", (analysis) => {
        touch(analysis);
        return analysis.hints.length + analysis.paramFacts.length;
    });
    const signatures = await coldSignatures();
    const rows = kinds.map(([name, anchor, into, inserted]) => {
        const middle = text.indexOf(anchor, anchor.startsWith("{") ? 0 : text.length / 2) + into;
        const times = keystrokes(document, middle, inserted);
        return [name, milliseconds(median(times)), milliseconds(percentile(times, 0.99)), "faults and params"];
    });
    return table(
        ["work", "median", "p99", "of"],
        [
            ...rows,
            [
                "the same letter, with all hints and param facts",
                milliseconds(median(hints)),
                milliseconds(percentile(hints, 0.99)),
                "faults, params, hints, facts",
            ],
            ["parse and analyse anew", milliseconds(median(whole)), "–", `${(megabytes / (median(whole) / 1000)).toFixed(1)} MB/s`],
            [
                `read the ${signatures.exports.toLocaleString("en")} signatures, in a new process`,
                milliseconds(median(signatures.times)),
                "–",
                `${signatures.packages} packages`,
            ],
            [
                "bundle of the language, with all signatures",
                `${Math.round((await bundledSize("@flux-scripts/flux")) / 1000)} KB`,
                "–",
                "minified",
            ],
            ["format", milliseconds(median(formatted)), "–", `${megabytes.toFixed(2)} MB`],
        ],
    );
}

/** Reads what an editor shows after each key. */
function touch(analysis) {
    const { diagnostics, params } = analysis;
    if (Object.keys(params).length === 0) throw new Error("the file should have params");
    return diagnostics.filter(({ severity }) => severity === "error").length;
}

/** Inserts and takes away in turn, a measurement each. */
function keystrokes(document, place, inserted, read = touch) {
    const times = [];
    for (let round = 0; round < rounds; round++) {
        for (const change of [
            { start: place, end: place, text: inserted },
            { start: place, end: place + inserted.length, text: "" },
        ]) {
            const started = performance.now();
            document.edit([change]);
            read(document.analysis());
            times.push(performance.now() - started);
        }
    }
    return times;
}

/** Reads every package and the type of each export, in processes that have read none. */
async function coldSignatures() {
    const file = await writeBundle("signatures", 'export * from "./packages/flux/src/stdlib/signatures.ts";');
    const script = `
        const { standardPaths, standardPackage } = await import(${JSON.stringify(file)});
        const started = performance.now();
        let packages = 0;
        let exports = 0;
        for (const path of standardPaths()) {
            const found = standardPackage(path);
            packages++;
            for (const name of found.names()) if (found.member(name) !== undefined) exports++;
        }
        console.log(JSON.stringify({ packages, exports, ms: performance.now() - started }));`;
    const runs = Array.from({ length: 7 }, () =>
        JSON.parse(execFileSync(process.execPath, ["--input-type=module", "--eval", script], { encoding: "utf8" })),
    );
    return { ...runs[0], times: runs.map(({ ms }) => ms) };
}

function repeat(count, work) {
    const times = [];
    for (let round = 0; round < count; round++) {
        const started = performance.now();
        work();
        times.push(performance.now() - started);
    }
    return times;
}

function percentile(values, share) {
    const sorted = [...values].sort((a, b) => a - b);
    return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}
