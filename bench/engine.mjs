// The engine on own scripts over generated data, against the plain loop and the official engine's figures.
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { root } from "../scripts/lib/process.mjs";
import { loadRoom } from "./lib/bundled.mjs";
import { best, milliseconds, ratio, table } from "./lib/measure.mjs";
import { filterCount, generateMapMean, sortLimit } from "./plain-loops.mjs";

export const title = "Engine: scripts over generated data";

const plainLoops = { "generate-map-mean": generateMapMean, "filter-count": filterCount, "sort-limit": sortLimit };

/**
 * Milliseconds that the official Go engine (Flux 0.197) took where the plain loop of generate-map-mean took
 * `referenceLoop`; on another machine they are scaled by that loop. join-inner did not end within two minutes.
 */
const official = {
    "generate-map-mean": 1_050,
    "filter-count": 1_230,
    "window-aggregate": 1_990,
    "series-window-mean": 3_250,
    "sort-limit": 1_300,
    "pivot-wide": 1_330,
    "join-inner": 120_000,
    "derivative-moving": 690,
    "quantile-digest": 790,
    "strings-regex": 1_630,
    "group-many": 2_560,
};
const referenceLoop = 17;

const rounds = 5;

/** @returns {Promise<string>} a table */
export async function run() {
    const engine = await loadRoom("@flux-scripts/engine");
    const loops = {};
    for (const [name, loop] of Object.entries(plainLoops)) loops[name] = await best(9, loop);
    const scale = loops["generate-map-mean"] / referenceLoop;
    const folder = join(root, "bench/engine");
    const rows = [];
    for (const file of (await readdir(folder)).sort()) {
        const name = file.replace(/\.flux$/, "");
        const source = await readFile(join(folder, file), "utf8");
        const { time, failure } = await measure(engine, source);
        const theirs = official[name] * scale;
        rows.push([
            name,
            failure ?? milliseconds(time),
            milliseconds(loops[name]),
            loops[name] === undefined || time === undefined ? "–" : `${(time / loops[name]).toFixed(1)}×`,
            milliseconds(theirs),
            ratio(time, theirs),
        ]);
    }
    return table(["script", "Flux Scripts", "plain loop", "of the loop", "official, scaled", "against it"], rows);
}

/** Best time of a few runs, or why the script does not run (yet). */
async function measure(engine, source) {
    try {
        return { time: await best(rounds, () => drain(engine, source)) };
    } catch (error) {
        return { failure: `fails: ${String(error.message).split("\n")[0].slice(0, 60)}` };
    }
}

async function drain(engine, source) {
    for await (const event of engine.run({ source, now: 1_709_294_400_000_000_000n })) {
        if (event.kind === "error") throw new Error(event.error.message);
    }
}
