import * as fc from "fast-check";
import { expect, it } from "vitest";
import { TextDocument } from "vscode-languageserver-textdocument";
import { Lines } from "./lines.ts";

const piece = fc.array(fc.constantFrom("a", "b", "\n", "\r", "\r\n", "𝄞"), { maxLength: 12 }).map((parts) => parts.join(""));

it("knows after any edits what it knows of the text afresh, and what the protocol's own documents know", () => {
    fc.assert(
        fc.property(piece, fc.array(fc.tuple(fc.nat(40), fc.nat(6), piece), { maxLength: 8 }), (first, edits) => {
            let text = first;
            const lines = new Lines(text);
            for (const [at, length, inserted] of edits) {
                const start = Math.min(at, text.length);
                const end = Math.min(start + length, text.length);
                text = text.slice(0, start) + inserted + text.slice(end);
                lines.edit(start, end, inserted.length, text);
                const reference = TextDocument.create("a", "flux", 1, text);
                expect(lines.count).toBe(reference.lineCount);
                for (let offset = -1; offset <= text.length + 1; offset++) {
                    expect(lines.positionAt(offset)).toEqual(reference.positionAt(offset));
                }
                for (let line = -1; line <= lines.count; line++) {
                    for (const character of [-1, 0, 1, 3, 50]) {
                        expect(lines.offsetAt({ line, character })).toBe(reference.offsetAt({ line, character }));
                    }
                }
            }
        }),
        { numRuns: 300 },
    );
});
