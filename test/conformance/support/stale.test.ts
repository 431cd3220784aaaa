import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { differences, digestGoldens } from "./stale.ts";

const copy = fileURLToPath(new URL("..", import.meta.url));
const original = process.env["FLUX_SCRIPTS_SHARED"] ?? fileURLToPath(new URL("../../../../shared", import.meta.url));

it("says which golden files were added, changed and removed", () => {
    const ours = new Map([
        ["a", "1"],
        ["b", "1"],
        ["c", "1"],
    ]);
    const theirs = new Map([
        ["a", "1"],
        ["b", "2"],
        ["d", "1"],
    ]);
    expect(differences(ours, theirs)).toEqual(["differs: b", "missing in the copy: d", "no longer in the original: c"]);
});

it("has the golden cases as they stand in ../shared/conformance", (context) => {
    const goldens = `${original}/conformance`;
    if (!existsSync(goldens)) context.skip(`there is no ${goldens} to compare with`);
    expect(differences(digestGoldens(copy), digestGoldens(goldens))).toEqual([]);
});
