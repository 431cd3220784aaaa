import { expect, it } from "vitest";
import { layOut } from "./layout.ts";

it("indents JSON and keeps every digit and text as it is", () => {
    expect(layOut('{"n":9007199254740993,"f":1.50,"list":[1,[],{}],"text":"a, {b}: \\"c\\""}')).toBe(
        '{\n  "n": 9007199254740993,\n  "f": 1.50,\n  "list": [\n    1,\n    [],\n    {}\n  ],\n  "text": "a, {b}: \\"c\\""\n}',
    );
    expect(layOut("[]")).toBe("[]");
});

it("leaves what is no record or list alone", () => {
    for (const text of ["", "5", "abc", "{a: 1}", "[1,", '"x"']) expect(layOut(text)).toBeUndefined();
});
