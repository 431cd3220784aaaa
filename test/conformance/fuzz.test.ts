import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { analyze, print } from "@flux-scripts/flux";
import { expect, it } from "vitest";

/** `FUZZ_RUNS` for long runs, `FUZZ_SEED` to repeat one. */
const RUNS = Number(process.env["FUZZ_RUNS"] ?? 100_000);
const SEED = Number(process.env["FUZZ_SEED"] ?? Date.now() % 1_000_000_000);

/** A small generator whose numbers follow from the seed alone. */
function generator(seed: number): () => number {
    let state = seed | 0;
    return () => {
        state = (state + 0x6d2b79f5) | 0;
        let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
        mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
        return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
    };
}

const scripts = ["params", "diagnostics", "format"].flatMap((kind) => {
    const folder = fileURLToPath(new URL(`${kind}/`, import.meta.url));
    return readdirSync(folder)
        .filter((name) => name.endsWith(".flux"))
        .map((name) => readFileSync(`${folder}${name}`, "utf8"))
        .filter((text) => text.length < 3000);
});

const tokens = (
    'import "array" x = 1 "s" ( ) { } [ ] , : |> => <- with option return if then else and or not exists + - * == =~ /a/ . params from ' +
    'range map fn r 1h 2020-01-01 "${ }" testcase builtin A where Addable ? extends package @a stream dynamic .b 1.5 null _'
).split(" ");

it(`no text makes the analysis throw (seed ${SEED}, ${RUNS} texts)`, () => {
    const random = generator(SEED);
    const below = (limit: number): number => Math.floor(random() * limit);
    const pick = <T>(list: readonly T[]): T => list[below(list.length)] as T;
    const soup = (length: number): string => Array.from({ length }, () => pick(tokens)).join(pick([" ", "\n", ""]));
    const mutate = (text: string): string => {
        const at = below(text.length + 1);
        return text.slice(0, at) + pick(["", ...tokens, "\n", '"', "//"]) + text.slice(at + below(12));
    };
    const makers: readonly (() => string)[] = [
        () => pick(scripts).slice(0, below(3000)),
        () => mutate(mutate(mutate(pick(scripts)))),
        () => soup(1 + below(40)),
        () => Array.from({ length: below(60) }, () => String.fromCharCode(random() < 0.8 ? 32 + below(95) : below(65_536))).join(""),
        () => pick(scripts).slice(0, below(2000)) + pick(scripts).slice(below(2000)),
    ];
    for (let run = 0; run < RUNS; run++) {
        const text = pick(makers)();
        const offset = below(text.length + 1);
        try {
            const analysis = analyze(text);
            expect(print(analysis.file)).toBe(text);
            for (const { start, end } of [...analysis.diagnostics, ...analysis.effects]) {
                expect(start >= 0 && start <= end && end <= text.length).toBe(true);
            }
            analysis.hoverAt(offset);
            analysis.typeAt(offset);
            analysis.scopeAt(offset);
            analysis.membersAt(offset);
            analysis.definitionAt(offset);
            analysis.referencesAt(offset);
            analysis.signatureAt(offset);
        } catch (error) {
            throw new Error(`run ${run} of seed ${SEED}, offset ${offset}: ${JSON.stringify(text)}`, { cause: error });
        }
    }
}, 3_600_000);
