import { expect, it } from "vitest";
import { values } from "../support/script.ts";

it("finds, replaces and splits with Go's rules for empty matches and names", async () => {
    const expressions = [
        'regexp.findStringIndex(r: /foo.?/, v: "sééafood fool")',
        'regexp.replaceAllString(r: /a(x*)b/, v: "-ab-axxb-", t: "$1W")',
        'regexp.replaceAllString(r: /a*/, v: "baaac", t: "-")',
        'regexp.replaceAllString(r: /(?P<k>\\w+)=(?P<v>\\w+)/, v: "a=1", t: "$v:$k$$")',
        'regexp.splitRegexp(r: /,/, v: "a,b", i: -1)',
        'regexp.splitRegexp(r: /,/, v: "", i: 0)',
        'regexp.quoteMeta(v: "a.b")',
    ];
    expect(await values(["regexp"], expressions)).toEqual(["[6, 10]", "---", "-b-c-", "1:a$", "[a, b]", "[]", "a\\.b"]);
});

it("says what is wrong with a pattern", async () => {
    const [found] = await values(["regexp"], ['regexp.compile(v: "a(b")']);
    expect(found).toMatch(/^unknown: error calling function "compile".*: error parsing regexp: missing closing \): `a\(b`$/);
});
