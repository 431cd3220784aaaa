import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { ESLint } from "eslint";
import { describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));
const eslint = new ESLint({ cwd: root });

/** Names of the rules that `text` breaks when it stands in `path`. */
async function broken(path: string, text: string): Promise<string[]> {
    const [result] = await eslint.lintText(text, { filePath: join(root, path) });
    return (result?.messages ?? []).map((message) => message.ruleId ?? message.message);
}

describe("the rule on import directions", () => {
    it.each([
        ["packages/flux/src/bad.ts", 'export * from "@flux-scripts/tables";'],
        ["packages/tables/src/bad.ts", 'export * from "@flux-scripts/flux";'],
        ["packages/engine/src/bad.ts", 'export * from "@flux-scripts/backend";'],
        ["packages/scripts-api/src/bad.ts", 'export * from "@flux-scripts/workspace";'],
        ["server/src/bad.ts", 'export * from "@flux-scripts/engine";'],
        ["client/src/bad.ts", 'export * from "@flux-scripts/flux";'],
        ["client/src/bad.ts", 'export * from "@flux-scripts/engine";'],
        ["packages/flux/src/params/bad.ts", 'export * from "../syntax/ast.ts";'],
        ["packages/backend/src/bad.ts", 'export * from "../../cli/src/main.ts";'],
    ])("refuses, in %s, %s", async (path, text) => {
        expect(await broken(path, text)).toEqual(["boundaries/dependencies"]);
    });

    it.each([
        ["packages/engine/src/good.ts", 'export * from "@flux-scripts/flux";'],
        ["client/src/good.ts", 'export * from "@flux-scripts/flux/params";'],
        ["packages/cli/src/good.ts", 'export * from "@flux-scripts/server";'],
        ["packages/backend/src/good.ts", 'export * from "node:fs";'],
        ["packages/flux/src/good.ts", 'export * from "./params/index.ts";'],
    ])("allows, in %s, %s", async (path, text) => {
        expect(await broken(path, text)).toEqual([]);
    });

    it("keeps the language and the tables free of Node and VS Code", async () => {
        expect(await broken("packages/flux/src/bad.ts", 'export * from "node:fs";')).toEqual(["no-restricted-imports"]);
        expect(await broken("packages/backend/src/bad.ts", 'export * from "vscode";')).toContain("no-restricted-imports");
    });
});
