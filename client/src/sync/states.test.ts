import { plan } from "@flux-scripts/workspace";
import { expect, it } from "vitest";
import { scriptState } from "./states.ts";

const facts = { name: "a", description: "" };
const base = (text: string) => ({ ...facts, text, id: "1", file: "a.flux", updatedAt: "t" });
const local = (text: string) => ({ ...facts, text, file: "a.flux" });
const remote = (text: string, language = "flux") => ({ ...facts, text, id: "1", updatedAt: "t", language });

it.each([
    ["same", "0", "0", "0"],
    ["changedHere", "0", "1", "0"],
    ["changedThere", "0", "0", "1"],
    ["both", "0", "1", "2"],
    ["both", undefined, "1", "2"],
    ["onlyHere", undefined, "1", undefined],
    ["onlyHere", "0", "0", undefined],
    ["onlyHere", "0", "1", undefined],
    ["onlyThere", undefined, undefined, "1"],
    ["onlyThere", "0", undefined, "0"],
    ["onlyThere", "0", undefined, "1"],
])("is %s for base %s, here %s, there %s", (state, b, l, r) => {
    const [item] = plan({
        base: b === undefined ? [] : [base(b)],
        local: l === undefined ? [] : [local(l)],
        remote: r === undefined ? [] : [remote(r)],
    });
    expect(item && scriptState(item)).toBe(state);
});

it("is foreign for another language, whatever is here", () => {
    const [item] = plan({ base: [], local: [local("0")], remote: [remote("select 1", "sql")] });
    expect(item && scriptState(item)).toBe("foreign");
});
