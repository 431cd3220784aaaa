import { describe, expect, it } from "vitest";
import { placeAt, wordEndingAt } from "./lexical.ts";

/** `|` marks the cursor. */
function place(marked: string): string {
    const offset = marked.indexOf("¦");
    const { kind, bracket } = placeAt(marked.replace("¦", ""), 0, offset);
    return `${kind}${bracket?.open ?? ""}`;
}

describe("the place of the cursor", () => {
    it.each([
        ['from(bucket: "a¦', "string("],
        ['from(bucket: "a"¦', "code("],
        ["f(a: [1, ¦", "code["],
        ["f(a: [1], ¦", "code("],
        ["f(a: 1)¦", "code"],
        ['x = "a ${b + {c: 1}.¦', "code{"],
        ['x = "a ${b} c¦', "string"],
        ['x = "a \\" c¦', "string"],
        ["x = 1 // it's \"¦", "comment"],
        ["x = 1 // it's \"\ny = ¦", "code"],
        ['x = r.a =~ /a"b¦', "regexp"],
        ['x = r.a =~ /a"b/ and ¦', "code"],
        ['x = a / b / "¦', "string"],
        ["x = if a then /b¦", "regexp"],
    ])("%s is %s", (marked, expected) => {
        expect(place(marked)).toBe(expected);
    });

    it("knows the word that is being typed", () => {
        expect(wordEndingAt("a |> größe_1", 12)).toBe("größe_1");
        expect(wordEndingAt("a.", 2)).toBe("");
    });
});
