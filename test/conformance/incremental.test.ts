import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { analyze, FluxDocument } from "@flux-scripts/flux";
import fc from "fast-check";
import { expect, it } from "vitest";

/** Scripts of the golden folders, edited at random. `FLUX_PROPERTY_RUNS` multiplies the number of runs. */
const RUNS = 400 * Math.max(1, Number(process.env["FLUX_PROPERTY_RUNS"] ?? 1));

const scripts = ["params", "diagnostics"].flatMap((kind) => {
    const folder = fileURLToPath(new URL(`${kind}/`, import.meta.url));
    return readdirSync(folder)
        .filter((name) => name.endsWith(".flux"))
        .map((name) => readFileSync(`${folder}${name}`, "utf8"))
        .filter((text) => text.length < 4000);
});

const edit = fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    length: fc.nat({ max: 20 }),
    text: fc.oneof(
        fc.constantFrom("", " ", "\n", "(", ")", "{", '"', "params.x", " + 1", "|> ", "x = ", "//"),
        fc.string({ maxLength: 5 }),
    ),
});

it("a document after edits of a golden script is what its text is from scratch", () => {
    fc.assert(
        fc.property(fc.constantFrom(...scripts), fc.array(edit, { minLength: 5, maxLength: 5 }), (start, edits) => {
            const document = new FluxDocument(start);
            for (const { at, length, text } of edits) {
                const from = Math.floor(at * document.text.length);
                document.edit([{ start: from, end: Math.min(document.text.length, from + length), text }]);
                const whole = analyze(document.text, { lint: false });
                const stepwise = document.analysis();
                expect(stepwise.diagnostics).toEqual(whole.diagnostics);
                expect(stepwise.params).toEqual(whole.params);
                expect(stepwise.file).toEqual(whole.file);
                expect(stepwise.paramFacts).toEqual(whole.paramFacts);
                expect(stepwise.hints).toEqual(whole.hints);
            }
        }),
        { numRuns: RUNS },
    );
}, 600_000);

it("an edited document answers an editor's questions as its text from scratch does", () => {
    const place = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
        fc.property(
            fc.constantFrom(...scripts),
            edit,
            fc.array(place, { minLength: 6, maxLength: 6 }),
            (start, { at, length, text }, places) => {
                const document = new FluxDocument(start);
                document.analysis();
                const from = Math.floor(at * start.length);
                document.edit([{ start: from, end: Math.min(start.length, from + length), text }]);
                const stepwise = document.analysis();
                const whole = analyze(document.text, { lint: false });
                // From now on it answers from one walk through the whole file.
                expect(whole.paramFacts.map((facts) => facts.name).sort()).toEqual(Object.keys(whole.params).sort());
                for (const share of places) {
                    const offset = Math.floor(share * document.text.length);
                    expect(stepwise.typeAt(offset)).toEqual(whole.typeAt(offset));
                    expect(stepwise.definitionAt(offset)).toEqual(whole.definitionAt(offset));
                    expect(stepwise.membersAt(offset)).toEqual(whole.membersAt(offset));
                    expect(stepwise.signatureAt(offset)).toEqual(whole.signatureAt(offset));
                    expect(stepwise.scopeAt(offset).map((symbol) => symbol.name)).toEqual(
                        whole.scopeAt(offset).map((symbol) => symbol.name),
                    );
                    expect(stepwise.hoverAt(offset)).toEqual(whole.hoverAt(offset));
                    expect(stepwise.referencesAt(offset)).toEqual(whole.referencesAt(offset));
                }
            },
        ),
        { numRuns: RUNS },
    );
}, 600_000);
