/**
 * Generated and damaged scripts, compared with the official language server of an npm package: verdict, first error, params, format.
 *
 * What is left out of the comparison, because the package is not the reference that the goldens come from:
 * - it takes `params` for an unknown name: those errors are dropped;
 * - its own names of type variables (`t45`) and of the document in messages are made equal;
 * - texts on which it panics, and formatted texts that it has broken itself (they have syntax errors that the script has not);
 * - it tells the errors of some damaged functions in an order that differs from the goldens': of those the set counts.
 */
import { analyze, format, inferParams } from "@flux-scripts/flux";
import { expect, it } from "vitest";
import { LayoutGenerator, WORDS } from "./support/layout-generator.ts";
import { Oracle, type OracleFault } from "./support/oracle.ts";
import { type Random, randomFrom } from "./support/random.ts";
import { ScriptGenerator } from "./support/script-generator.ts";

/** A tenth of `FUZZ_RUNS` (the oracle takes milliseconds a script, and seconds until it panics), `FUZZ_SEED` to repeat a run. */
const RUNS = Math.max(200, Math.floor(Number(process.env["FUZZ_RUNS"] ?? 0) / 10));
const SEED = Number(process.env["FUZZ_SEED"] ?? Date.now() % 1_000_000_000);

const NAMES = new Set(["bool", "duration", "float", "int", "string", "time", "uint"]);

function ours(text: string): readonly OracleFault[] {
    const place = (offset: number): string => {
        const lines = text.slice(0, offset).split("\n");
        return `${lines.length}:${(lines.at(-1)?.length ?? 0) + 1}`;
    };
    return analyze(text, { lint: false }).diagnostics.map(({ start, end, message }) => ({
        place: `${place(start)}-${place(end)}`,
        message: neutral(message),
    }));
}

function theirs(faults: readonly OracleFault[]): readonly OracleFault[] {
    return faults
        .filter(({ message }) => message !== "undefined identifier params")
        .map(({ place, message }) => ({ place, message: neutral(message) }));
}

function neutral(message: string): string {
    return message
        .replaceAll(/\bcase\d+\.flux@/g, "@")
        .replaceAll(/(recursive types not supported )\w+/g, "$1T")
        .replaceAll(/\bt\d+\b/g, "T");
}

/** Params by the record type that hover tells: `{C with n: int, s: A}`. */
function hoveredParams(type: string): Readonly<Record<string, string>> | undefined {
    const body = /^\{\s*#?\w+ with\s+([\s\S]*)\}$/.exec(type)?.[1];
    if (body === undefined) {
        return undefined;
    }
    const found: Record<string, string> = {};
    let depth = 0;
    let part = "";
    for (const letter of `${body},`) {
        depth += "{[(".includes(letter) ? 1 : "}])".includes(letter) ? -1 : 0;
        if (letter !== "," || depth > 0) {
            part += letter;
            continue;
        }
        const [, name, value] = /^\s*(\w*): ([\s\S]*?)\s*$/.exec(part) ?? [];
        if (name !== undefined && value !== undefined && !(name in found)) {
            found[name] = NAMES.has(value) ? value : "any";
        }
        part = "";
    }
    return found;
}

function hasSyntaxFault(text: string): boolean {
    return analyze(text, { lint: false }).diagnostics.some(
        ({ kind, message }) => kind === "syntax" || kind === "convert" || message.includes("<INVALID_OP>"),
    );
}

function sorted(record: Readonly<Record<string, string>>): string {
    return JSON.stringify(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
}

interface Counts {
    scripts: number;
    clean: number;
    verdict: number;
    place: number;
    message: number;
    all: number;
    params: number;
    formatted: number;
    panics: number;
}

async function compare(oracle: Oracle, text: string, counts: Counts, differences: string[], isFormatted: boolean): Promise<void> {
    const at = text.indexOf("params.");
    const answer = await oracle.about(text, at < 0 ? undefined : at + 1);
    if (answer === undefined) {
        counts.panics++;
        return;
    }
    const [mine, reference] = [ours(text), theirs(answer.faults)];
    const isVerdict = mine.length > 0 === reference.length > 0;
    const isPlace = isVerdict && mine[0]?.place === reference[0]?.place;
    const isMessage = isPlace && mine[0]?.message === reference[0]?.message;
    counts.scripts++;
    counts.clean += reference.length === 0 ? 1 : 0;
    counts.verdict += isVerdict ? 1 : 0;
    counts.place += isPlace ? 1 : 0;
    counts.message += isMessage ? 1 : 0;
    counts.all += JSON.stringify(mine) === JSON.stringify(reference) ? 1 : 0;
    const inSet = reference.some(({ place, message }) => place === mine[0]?.place && message === mine[0].message);
    if (!isMessage && !(isVerdict && inSet)) {
        differences.push(`first error: ${JSON.stringify(mine[0])} for ${JSON.stringify(reference[0])} in\n${text}`);
    }
    const hovered = answer.hover === undefined ? undefined : hoveredParams(answer.hover);
    const params = sorted(inferParams(text));
    if (hovered !== undefined && sorted(hovered) !== params) {
        differences.push(`params: ${params} for ${sorted(hovered)} in\n${text}`);
    } else if (hovered !== undefined) {
        counts.params++;
    }
    const result = format(text);
    if (isFormatted && answer.formatted !== undefined && !hasSyntaxFault(text) && !hasSyntaxFault(answer.formatted)) {
        if ("text" in result && result.text === answer.formatted) {
            counts.formatted++;
        } else {
            differences.push(`format: ${JSON.stringify(result)} for ${JSON.stringify(answer.formatted)} of\n${text}`);
        }
    }
}

/** Names that a param must not stand for: of types and constants. */
const OF_TYPES: ReadonlySet<string> = new Set("true false int string dynamic stream vector A B".split(" "));

/** Scripts of every construct, whose types fit only by chance; some names are params. */
function constructs(random: Random): () => string {
    const generator = new LayoutGenerator(random);
    return () => {
        let text = "";
        do {
            // Where a value stands: behind an operator or a colon.
            text = generator
                .script()
                .replaceAll(/(?<=[:+*<>=] ?|\b(?:and|or|not|then|else) )(?:[a-z]\w*)\b(?! ?[.([:=]| with)/g, (name) =>
                    !WORDS.has(name) && !OF_TYPES.has(name) && random.oneIn(3) ? `params.${name}` : name,
                );
        } while (text.length > 1000);
        return text;
    };
}

it.each([
    [
        "generated",
        true,
        (random: Random) => {
            const generator = new ScriptGenerator(random);
            return () => generator.script();
        },
    ],
    [
        "damaged",
        true,
        (random: Random) => {
            const generator = new ScriptGenerator(random);
            return () => generator.damaged();
        },
    ],
    // How all constructs are laid out has a comparison of its own: differential-format.test.ts.
    ["all constructs in", false, constructs],
] as const)(
    `%s scripts are judged as the official server does (seed ${SEED}, ${RUNS} scripts)`,
    async (title, isFormatted, source) => {
        const oracle = new Oracle();
        const next = source(randomFrom(SEED));
        const counts: Counts = { scripts: 0, clean: 0, verdict: 0, place: 0, message: 0, all: 0, params: 0, formatted: 0, panics: 0 };
        const differences: string[] = [];
        for (let run = 0; run < RUNS; run++) {
            await compare(oracle, next(), counts, differences, isFormatted);
        }
        await oracle.stop();
        console.log(`differential, ${title}, seed ${SEED}: ${JSON.stringify(counts)}, ${differences.length} differences`);
        for (const difference of differences.slice(0, 5)) {
            console.log(difference);
        }
        // The goals, over what is compared; the rest is printed to be looked into.
        expect(counts.verdict / counts.scripts).toBeGreaterThanOrEqual(0.995);
        expect(counts.place / counts.scripts).toBeGreaterThanOrEqual(0.98);
        expect(counts.message / counts.scripts).toBeGreaterThanOrEqual(0.95);
        expect(differences.length / counts.scripts).toBeLessThanOrEqual(0.01);
    },
    3_600_000,
);
