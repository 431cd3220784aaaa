import { describe, expect, it } from "vitest";
import { parse, print } from "@flux-scripts/flux";
import { packages } from "./index.ts";
import { definitions } from "./packages.ts";
import { refused } from "./refused.ts";
import { outcome } from "./support/script.ts";

describe("the library's own Flux", () => {
    const texts = definitions.flatMap(({ path, exports }) =>
        Object.entries(exports).flatMap(([name, definition]) =>
            definition.kind === "flux" || definition.kind === "option" ? [{ name: `${path}.${name}`, text: definition.text }] : [],
        ),
    );

    it.each(texts)("$name parses to imports and one expression", ({ text }) => {
        const file = parse(text);
        expect(print(file)).toBe(text);
        const kinds = file.chunks.map(({ item }) => item.kind);
        expect(kinds.filter((kind) => kind !== "ImportDeclaration")).toEqual(["ExpressionStatement"]);
    });
});

it("lists as refused only what no package exports (packages/engine/scripts/stdlib.mjs writes the list)", () => {
    for (const [path, names] of refused) {
        const exports = definitions.find((definition) => definition.path === path)?.exports ?? {};
        expect(names.filter((name) => Object.hasOwn(exports, name))).toEqual([]);
        expect(packages.has(path)).toBe(true);
    }
});

it("refuses an export that it lacks with its name", async () => {
    const found = await outcome(`import "array"\nimport "sql"\nsql.from(driverName: "x", dataSourceName: "y", query: "z")`);
    expect(found).toEqual(['unimplemented: "from" of package "sql" is not available in this engine']);
});
