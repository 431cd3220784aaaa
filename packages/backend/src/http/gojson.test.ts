import fc from "fast-check";
import { expect, it } from "vitest";
import { jsonFault } from "./gojson.ts";

it.each([
    ["", "EOF"],
    ["  ", "EOF"],
    ["{", "unexpected EOF"],
    ['{"query": ', "unexpected EOF"],
    ["from", "invalid character 'r' in literal false (expecting 'a')"],
    ["\u001f", "invalid character '\\x1f' looking for beginning of value"],
    ["'a'", "invalid character '\\'' looking for beginning of value"],
    ['{"a" 1}', "invalid character '1' after object key"],
    ['{"a":1 "b"}', "invalid character '\"' after object key:value pair"],
    ["{a:1}", "invalid character 'a' looking for beginning of object key string"],
    ["[1 2]", "invalid character '2' after array element"],
    ['"a\nb"', "invalid character '\\n' in string literal"],
    ['"\\x"', "invalid character 'x' in string escape code"],
    ["-", "unexpected EOF"],
    ["01", undefined],
    ['{"a":[1,2.5e3,"x",null,true]} more', undefined],
    ["[".repeat(100_000), "exceeded max depth"],
])("finds in %j the fault %j", (text, fault) => {
    expect(jsonFault(text)).toBe(fault);
});

it("finds no fault in JSON, and reads past one value", () => {
    fc.assert(
        fc.property(fc.jsonValue(), (value) => {
            expect(jsonFault(JSON.stringify(value))).toBeUndefined();
        }),
    );
    fc.assert(
        fc.property(
            fc.array(fc.constantFrom("{", "}", "[", "]", ",", ":", '"', "a", "1", "-", ".", "e", "\\", "t", "null", " ")),
            (parts) => {
                const text = parts.join("");
                let good = true;
                try {
                    JSON.parse(text);
                } catch {
                    good = false;
                }
                // What follows the first value does not count.
                if (good) expect(jsonFault(text)).toBeUndefined();
            },
        ),
        { numRuns: 5000 },
    );
});
