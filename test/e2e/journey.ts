/** The main job, as a person does it, in whichever VS Code a session has. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Session } from "./support/session.ts";

/** Where things are in samples/workspace/sensor-mean.flux; lines and columns from 1. */
export const script = {
    file: "sensor-mean.flux",
    /** Inside `bucket` of `params.bucket`. */
    bucketParam: { line: 2, column: 24 },
    /** Before `aggregateWindow`. */
    aggregateWindow: { line: 5, column: 8 },
};

/** The language features that every place of the extension has: diagnostics while typing, hover. */
export function languageSteps(session: () => Session): void {
    it("opens the example without a false error", async () => {
        const { workbench } = session();
        await workbench.openFile(script.file);
        await workbench.hover(script.bucketParam.line, script.bucketParam.column, "string");
        expect(await workbench.problems()).toBe("No Problems");
    });

    it("shows the type of params.bucket on hover", async () => {
        const text = await session().workbench.hover(script.bucketParam.line, script.bucketParam.column, "string");
        expect(text).toMatch(/bucket/);
        expect(text).toMatch(/string/);
    });

    it("marks a misspelled function while it is being typed, and nothing once it is right again", async () => {
        const { workbench } = session();
        await workbench.goTo(script.aggregateWindow.line, script.aggregateWindow.column);
        await workbench.page.keyboard.press("Delete");
        await workbench.untilErrors(1);
        expect((await workbench.problemMessages()).join("\n")).toContain("undefined identifier ggregateWindow");
        await workbench.goTo(script.aggregateWindow.line, script.aggregateWindow.column);
        await workbench.type("a");
        await workbench.untilErrors(0);
    });
}

/** Runs `steps` in one session that `open` starts, with a picture of the window after a failure. */
export function inSession(name: string, open: () => Promise<Session>, steps: (session: () => Session) => void): void {
    describe(name, () => {
        let session: Session | undefined;
        beforeAll(async () => {
            session = await open();
        });
        afterAll(async () => {
            await session?.close();
        });
        steps(() => {
            if (session === undefined) throw new Error("the session did not start");
            return session;
        });
    });
}
