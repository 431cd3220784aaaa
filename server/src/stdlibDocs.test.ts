/** The documentation names what the standard library has, and its examples are scripts without a fault. */
import { analyze } from "@flux-scripts/flux";
import { documentedPackages, exportDoc, packageDoc } from "@flux-scripts/stdlib-docs";
import { describe, expect, it } from "vitest";
import recorded from "../../packages/flux/src/stdlib/stdlib-types.json" with { type: "json" };

const packages = recorded.packages as unknown as Readonly<
    Record<string, { readonly exports: Readonly<Record<string, { readonly type: string }>> }>
>;

/** Names of the parameters of a recorded function type. */
function parameterNames(type: string): string[] {
    const names: string[] = [];
    let depth = 0;
    let start = 1;
    for (let at = 0; at < type.length; at++) {
        const character = type[at] ?? "";
        if ("([{".includes(character)) depth++;
        else if (")]}".includes(character)) depth--;
        if ((character === "," && depth === 1) || depth === 0) {
            const name = /^\s*(?:<-|\?)?([A-Za-z_]\w*)\s*:/.exec(type.slice(start, at))?.[1];
            if (name !== undefined) names.push(name);
            start = at + 1;
            if (depth === 0) break;
        }
    }
    return names.sort();
}

describe.each(documentedPackages)("documentation of %s", (path) => {
    it("has every export and every argument, and no other", async () => {
        const doc = await packageDoc(path);
        const real = packages[path]?.exports ?? {};
        const own = Object.keys(real).filter((name) => !name.startsWith("_"));
        const documented = Object.keys(doc?.exports ?? {});
        const elsewhere = recorded.prelude.map(({ name }) => name);
        expect(documented.filter((name) => !own.includes(name) && !(path === "universe" && elsewhere.includes(name)))).toEqual([]);
        expect(own.filter((name) => !documented.includes(name))).toEqual([]);
        for (const name of documented) {
            const type = real[name]?.type ?? "";
            if (!type.startsWith("(")) continue;
            const described = Object.keys(doc?.exports[name]?.arguments ?? {}).sort();
            expect({ name, arguments: described }).toEqual({ name, arguments: parameterNames(type) });
        }
    });

    it("has values only for its arguments, and examples without a fault", async () => {
        for (const [name, { values, example, summary, arguments: described }] of Object.entries((await packageDoc(path))?.exports ?? {})) {
            expect(summary).toMatch(/[.…]$/);
            expect(Object.keys(values ?? {}).every((argument) => described !== undefined && argument in described)).toBe(true);
            if (example === undefined) continue;
            const faults = analyze(example).diagnostics.filter(({ severity }) => severity === "error");
            expect({ name, faults }).toEqual({ name, faults: [] });
        }
    });
});

it("answers nothing for what is not there", async () => {
    expect(await exportDoc("universe", "toString")).toBeDefined();
    expect(await exportDoc("universe", "constructor")).toBeUndefined();
    expect(await packageDoc("nope")).toBeUndefined();
});
