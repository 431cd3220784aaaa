import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { format } from "@flux-scripts/flux";
import { commentsIn, meaningOf } from "./support/flux-meaning.ts";
import { defineConformance } from "./support/known-failures.ts";

const folder = fileURLToPath(new URL("format/", import.meta.url));
const cases = readdirSync(folder)
    .filter((name) => name.endsWith(".flux") && !name.endsWith(".expected.flux"))
    .map((name) => name.slice(0, -".flux".length));

defineConformance("format", cases, async (name) => {
    const text = readFileSync(`${folder}${name}.flux`, "utf8");
    const result = format(text);
    const expectedPath = `${folder}${name}.expected.flux`;
    if (!existsSync(expectedPath)) {
        const errors = readFileSync(`${folder}${name}.error`, "utf8").trimEnd();
        return "error" in result && result.error.message.trimEnd() === errors ? undefined : `expected to be refused with ${errors}`;
    }
    if ("error" in result) {
        return `refused: ${result.error.message}`;
    }
    if (result.text === readFileSync(expectedPath, "utf8")) {
        return undefined;
    }
    // Where the reference itself loses something, ours must lose nothing.
    if (/^(?:lossy|nonidempotent)_/.test(name)) {
        const again = format(result.text);
        if ("error" in again || again.text !== result.text) {
            return "formatted again it differs";
        }
        if (meaningOf(result.text) !== meaningOf(text)) {
            return "the meaning differs";
        }
        return commentsIn(result.text) === commentsIn(text) ? undefined : "comments are lost";
    }
    return `differs:\n${result.text}`;
});
