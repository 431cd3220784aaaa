import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { faultOf, texts } from "./support/syntax-fuzz.ts";

/** `FUZZ_RUNS` for long runs, `FUZZ_SEED` to repeat one. */
const RUNS = Number(process.env["FUZZ_RUNS"] ?? 100_000);
const SEED = Number(process.env["FUZZ_SEED"] ?? Date.now() % 1_000_000_000);

const scripts = ["diagnostics", "format", "params"].flatMap((kind) => {
    const folder = fileURLToPath(new URL(`${kind}/`, import.meta.url));
    return readdirSync(folder)
        .filter((name) => name.endsWith(".flux"))
        .map((name) => readFileSync(`${folder}${name}`, "utf8"))
        .filter((text) => text.length < 2000);
});

it(`no text makes the parser or the formatter throw, hang or lose something (seed ${SEED}, ${RUNS} texts)`, () => {
    const source = texts(SEED, scripts);
    for (let run = 0; run < RUNS; run++) {
        const text = source.next().value;
        const fault = faultOf(text);
        if (fault !== undefined) {
            expect.fail(`${fault} (seed ${SEED}, text ${run}): ${JSON.stringify(text)}`);
        }
    }
}, 600_000);
