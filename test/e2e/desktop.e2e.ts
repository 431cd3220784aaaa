import { describe, it } from "vitest";
import { inSession, languageSteps } from "./journey.ts";
import { desktopProgram, openDesktop } from "./support/desktop.ts";

const program = await desktopProgram();

if ("path" in program) {
    inSession("the extension in a desktop VS Code", () => openDesktop(program.path), languageSteps);
} else {
    describe("the extension in a desktop VS Code", () => {
        it("has a desktop VS Code to run in", ({ skip }) => skip(program.reason));
    });
}
