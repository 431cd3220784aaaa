import { expect, it } from "vitest";
import { outcome, values } from "../support/script.ts";

it("counts bytes or characters as each function does", async () => {
    expect(
        await values(
            ["strings"],
            [
                'strings.index(v: "Öl", substr: "l")',
                'strings.strlen(v: "Öl")',
                'strings.substring(v: "Ölfass", start: -1, end: 2)',
                'strings.lastIndexAny(v: "abcabc", chars: "ab")',
                'strings.countStr(v: "äb", substr: "")',
                'strings.replace(v: "oink oink", t: "k", u: "ky", i: 1)',
                'strings.title(v: "o\'neil x-ray a_b")',
                'strings.splitN(v: "a,b", t: ",", i: 0)',
                'strings.splitAfter(v: "a,b", t: ",")',
                'strings.joinStr(arr: ["a", "b"], v: "-")',
                'strings.equalFold(v: "ſ", t: "S")',
            ],
        ),
    ).toEqual(["2", "2", "Öl", "4", "3", "oinky oink", "O'Neil X-Ray A_b", "[]", "[a,, b]", "a-b", "true"]);
});

it("refuses what is no single character, and a null", async () => {
    const [refusal] = await values(["strings"], ['strings.isDigit(v: "ab")']);
    expect(refusal).toMatch(/^invalid: error calling function "isDigit".*: string must be a single character$/);
    const found = await outcome(
        `import "array"\nimport "strings"\nimport "internal/debug"\narray.from(rows: [{v: debug.null(type: "string")}]) |> map(fn: (r) => ({v: strings.trimSpace(v: r.v)}))`,
    );
    expect(found[0]).toMatch(/cannot convert argument of type string value <nil> to upper case$/);
});
