import { describe, expect, it } from "vitest";
import { typeText } from "../types/print.ts";
import { instantiate } from "../types/generalise.ts";
import { resolve, type Type } from "../types/type.ts";
import recorded from "./stdlib-types.json" with { type: "json" };
import { exportInfo, preludeNames, standardPackage, standardPaths } from "./signatures.ts";

interface Recorded {
    readonly type: string;
    readonly defined: string;
    readonly introduced?: string;
    readonly deprecated?: string;
    readonly defaults?: Readonly<Record<string, string>>;
}

const packages = recorded.packages as unknown as Readonly<
    Record<string, { readonly name: string; readonly exports: Readonly<Record<string, Recorded>> }>
>;

/** Variables by order of first appearance in the text, white space and trailing commas evened out. */
function canonical(text: string): string {
    const names = new Map<string, string>();
    const [type = "", constraints] = text
        .replace(/\s+/g, " ")
        .replace(/,? \}/g, "}")
        .replace(/\{ /g, "{")
        .replace(/\b[A-Z]\d*\b(?!: )|\b[A-Z]\d*\b(?=: \w+( \+ \w+)*(,|$))/g, (name) => {
            if (!names.has(name)) {
                names.set(name, `T${names.size}`);
            }
            return names.get(name) ?? name;
        })
        .split(" where ");
    return constraints === undefined ? type : `${type} where ${constraints.split(", ").sort().join(", ")}`;
}

function print(scheme: Type | undefined): string {
    // An instance has variables of its own: nothing of the recorded text's letters can survive.
    return scheme === undefined ? "missing" : typeText(resolve(instantiate(scheme, 1)));
}

describe("the standard library's signatures", () => {
    it("has every package and nothing else", () => {
        expect([...standardPaths()].sort()).toEqual(Object.keys(packages).sort());
    });

    it.each(Object.keys(packages))("prints every type of %s as recorded", (path) => {
        const found = standardPackage(path);
        for (const [name, entry] of Object.entries(packages[path]?.exports ?? {})) {
            expect(`${name}: ${canonical(print(found?.member(name)))}`).toBe(`${name}: ${canonical(entry.type)}`);
            const info = exportInfo(path, name);
            expect(info?.defined).toBe(entry.defined);
            expect(info?.introduced).toBe(entry.introduced);
            expect(info?.deprecated).toBe(entry.deprecated);
            expect(Object.fromEntries(info?.defaults ?? [])).toEqual(entry.defaults ?? {});
        }
    });

    it("knows the prelude's names by their packages", () => {
        expect(preludeNames().size).toBe(recorded.prelude.length);
        for (const [name, path] of preludeNames()) {
            expect(standardPackage(path)?.member(name), name).toBeDefined();
        }
    });

    it("does not take the names of Object for packages or exports", () => {
        expect(standardPackage("constructor")).toBeUndefined();
        expect(standardPackage("universe")?.member("toString")).toBeDefined();
        expect(standardPackage("universe")?.member("hasOwnProperty")).toBeUndefined();
    });
});
