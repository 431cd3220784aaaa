import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));
const bundle = join(root, "l10n/bundle.l10n.json");

/** Every text that goes through `t` in the extension's sources, its pages included. */
function texts(folder: string): string[] {
    return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
        const path = join(folder, entry.name);
        if (entry.isDirectory()) return texts(path);
        if (!/\.ts$/.test(entry.name) || /\.test\.ts$/.test(entry.name)) return [];
        const found = readFileSync(path, "utf8").matchAll(
            /(?<![\w.])(?:vscode\.l10n\.|l10n\.)?t\(\s*("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')/g,
        );
        return [...found].map(([, literal = ""]) => unquoted(literal));
    });
}

function unquoted(literal: string): string {
    const inner = literal.slice(1, -1);
    return JSON.parse(literal.startsWith("'") ? `"${inner.replace(/\\'/g, "'").replace(/"/g, '\\"')}"` : literal) as string;
}

it("has every text that a person sees in l10n/bundle.l10n.json, for translators", () => {
    const all = [...new Set(texts(join(root, "client/src")))].sort();
    const expected = `${JSON.stringify(Object.fromEntries(all.map((text) => [text, text])), null, 4)}\n`;
    if (process.env["UPDATE_L10N"] === "1") writeFileSync(bundle, expected);
    const there = existsSync(bundle) ? readFileSync(bundle, "utf8") : "";
    expect(there, "run the test with UPDATE_L10N=1").toBe(expected);
    expect(all.length).toBeGreaterThan(150);
});

it("has every key of the manifest in package.nls.json, and no other", () => {
    const manifest = readFileSync(join(root, "package.json"), "utf8");
    const used = new Set([...manifest.matchAll(/"%([^%"]+)%"/g)].map(([, key]) => key));
    const nls = JSON.parse(readFileSync(join(root, "package.nls.json"), "utf8")) as Record<string, string>;
    expect(Object.keys(nls).sort()).toEqual([...used].sort());
});

it("declares each command once, and registers each that it declares", () => {
    const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
        contributes: { commands: { command: string }[]; keybindings: { command: string }[] };
    };
    const declared = manifest.contributes.commands.map(({ command }) => command).sort();
    const registered = [...readFileSync(join(root, "client/src/commands.ts"), "utf8").matchAll(/register\("(\w+)"/g)].map(
        ([, id]) => `fluxScripts.${id}`,
    );
    expect(declared).toEqual(registered.sort());
    for (const { command } of manifest.contributes.keybindings) expect(declared).toContain(command);
});
