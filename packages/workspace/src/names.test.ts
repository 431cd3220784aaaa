import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { assignFileNames, fileNameOf, isExactFileName, scriptNameOf } from "./names.ts";

const anyName = fc.oneof(
    fc.string({ unit: "binary", maxLength: 60 }),
    fc.string({ unit: "grapheme", maxLength: 60 }),
    fc
        .array(
            fc.constantFrom(
                "..",
                "/",
                "\\",
                "con",
                "NUL",
                ".",
                " ",
                "%",
                "%2F",
                "%uD800",
                "\ud800",
                "e\u0301",
                "é",
                "A",
                "a",
                ".flux",
                "~",
            ),
            { maxLength: 8 },
        )
        .map((parts) => parts.join("")),
);

describe("names and files", () => {
    it.each([
        ["sensor-mean", "sensor-mean.flux"],
        ["Mean temperature (°C)", "Mean temperature (°C).flux"],
        ["a/b", "a%2Fb.flux"],
        ["../../etc/passwd", "%2E.%2F..%2Fetc%2Fpasswd.flux"],
        [".hidden", "%2Ehidden.flux"],
        ["con", "%63on.flux"],
        ["COM1.old", "%43OM1.old.flux"],
        ["100%", "100%25.flux"],
        ["ends. ", "ends.%20.flux"],
        ["", "%.flux"],
        ["..", "%2E%2E.flux"],
        [".", "%2E.flux"],
        ["C:", "C%3A.flux"],
        ["C:\\Windows\\x", "C%3A%5CWindows%5Cx.flux"],
        ["\\\\host\\share", "%5C%5Chost%5Cshare.flux"],
        ["/etc/passwd", "%2Fetc%2Fpasswd.flux"],
        ["a\0b", "a%00b.flux"],
        ["line\nbreak", "line%0Abreak.flux"],
        ["dots...", "dots..%2E.flux"],
        ["NUL", "%4EUL.flux"],
        ["lpt1.txt", "%6Cpt1.txt.flux"],
        ["x.flux", "x.flux.flux"],
        ["stream:data", "stream%3Adata.flux"],
        ["\u202egpj.exe", "%E2%80%AEgpj.exe.flux"],
        ["é", "é.flux"],
        ["e\u0301", "e%CC%81.flux"],
        ["\ud800", "%uD800.flux"],
        ["日本語", "日本語.flux"],
    ])("writes %j as %s and reads it back", (name, file) => {
        expect(fileNameOf(name)).toBe(file);
        expect(scriptNameOf(file)).toBe(name);
    });

    it("gives every name back, unless it is too long for a file", () => {
        fc.assert(
            fc.property(anyName, (name) => {
                const file = fileNameOf(name);
                expect(isExactFileName(name) || new TextEncoder().encode(file).length > 150).toBe(true);
            }),
            { numRuns: 3000 },
        );
    });

    it("never leaves the folder, and is a name that Windows takes", () => {
        fc.assert(
            fc.property(anyName, (name) => {
                const file = fileNameOf(name);
                expect(file).toMatch(/^[^/\\<>:"|?*\u0000-\u001f]+\.flux$/);
                expect(file.startsWith(".")).toBe(false);
                expect(file.slice(0, -5)).not.toMatch(/[. ]$/);
                expect(file).not.toMatch(/^(con|prn|aux|nul|com\d|lpt\d)\./i);
                expect(new TextEncoder().encode(file).length).toBeLessThan(220);
                expect(file.normalize("NFC")).toBe(file);
            }),
            { numRuns: 3000 },
        );
    });

    it("keeps long names apart by a hash", () => {
        const long = "x".repeat(400);
        expect(fileNameOf(long)).not.toBe(fileNameOf(`${long}y`));
        expect(isExactFileName(long)).toBe(false);
    });

    it.each([["x".repeat(255)], ["é".repeat(255)], ["😀".repeat(255)], ["/".repeat(255)], ["e\u0301".repeat(128)]])(
        "keeps below 255 bytes, with what tools add, for %j",
        (name) => {
            const file = fileNameOf(name);
            expect(new TextEncoder().encode(file).length).toBeLessThanOrEqual(200);
            expect(fileNameOf(`${name}.`)).not.toBe(file);
        },
    );

    it("gives names that only differ in composition files of their own", () => {
        const files = assignFileNames(["é", "e\u0301", "É", "E\u0301"]);
        expect(new Set([...files.values()].map((file) => file.normalize("NFC").toLowerCase())).size).toBe(4);
    });

    it("gives each of many names its own file, also where only the case differs", () => {
        const files = assignFileNames(["Mean", "mean", "MEAN", "straße", "STRASSE", "ſ", "s", "S"], ["other.flux"]);
        const folded = [...files.values()].map((file) => file.toLowerCase());
        expect(new Set(folded).size).toBe(8);
        expect(files.get("Mean")).toBe("Mean.flux");
        fc.assert(
            fc.property(fc.uniqueArray(anyName, { maxLength: 12 }), (names) => {
                const assigned = [...assignFileNames(names).values()];
                expect(new Set(assigned.map((file) => file.normalize("NFC").toLowerCase())).size).toBe(names.length);
            }),
        );
    });
});
