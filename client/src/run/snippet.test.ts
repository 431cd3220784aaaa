import { execFileSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { snippet } from "./snippet.ts";

const facts = {
    url: "http://127.0.0.1:8086",
    id: "0123456789abcdef",
    name: 'it\'s a "name"',
    params: `{"room":"O'Hara $HOME \\"x\\"","n":9007199254740993,"f":5.0}`,
};

describe("snippets", () => {
    it.each(["curl", "javascript", "python", "go", "cli"] as const)("name the token's variable, not a token: %s", (language) => {
        const text = snippet(language, facts);
        expect(text).not.toMatch(/Bearer [A-Za-z0-9_-]{20}/);
        if (language !== "cli") expect(text).toContain("INFLUX_TOKEN");
    });

    it.runIf(process.platform !== "win32")("quote for the shell so that the params arrive as they are", () => {
        const command = snippet("cli", facts).replace("flux-scripts", "printf '%s\\n'");
        expect(execFileSync("sh", ["-c", command], { encoding: "utf8" }).split("\n")).toEqual([
            "invoke",
            facts.name,
            "--params",
            facts.params,
            "",
        ]);
    });

    it("say where the id goes for a script that is not stored", () => {
        expect(snippet("curl", { ...facts, id: undefined })).toContain("/api/v2/scripts/SCRIPT_ID/invoke");
    });
});
