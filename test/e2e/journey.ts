/** The main job, as a person does it, in whichever VS Code a session has. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Access, deleteScript, invokeScript, listScripts, type StoredScript, scriptParams } from "./support/http.ts";
import type { Session } from "./support/session.ts";
import type { Workbench } from "./support/workbench.ts";

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

/** What the params form is filled with for the example. */
export const values = { bucket: "air_sensor", start: "-1d", room: "kitchen" };

/** Fills the params form that is open and runs. */
export async function fillForm(workbench: Workbench, params: Readonly<Record<string, string>>): Promise<void> {
    const form = await workbench.webview("#run");
    for (const [name, value] of Object.entries(params)) await form.locator(`#p-${name}`).fill(value);
    await form.locator("#run").click();
}

/** Waits until the status line of the results counts at least so many rows of a run that has finished; answers the count. */
export async function finishedRows(workbench: Workbench, atLeast: number): Promise<number> {
    const results = await workbench.webview("#state");
    let rows = 0;
    await workbench.until(`a finished run of ${atLeast} rows or more`, async () => {
        const text = (await results.locator("#state").innerText()).trim();
        rows = Number(/^([\d,.]+) rows? · .* m?s$/.exec(text)?.[1]?.replace(/\D/g, "") ?? 0);
        return rows >= atLeast;
    });
    return rows;
}

/** Invoking, reading rows, pushing, and the same over HTTP. */
export function backendSteps(session: () => Session, access: () => Promise<Access>): void {
    it("asks for the params with their types on Ctrl+Enter", async () => {
        const { workbench } = session();
        await workbench.openFile(script.file);
        await workbench.goTo(script.aggregateWindow.line, script.aggregateWindow.column);
        await workbench.page.keyboard.press("Control+Enter");
        const form = await workbench.webview("#run");
        const types = await form
            .locator(".row")
            .evaluateAll((rows) => rows.map((row) => [row.getAttribute("data-param"), row.querySelector(".type")?.textContent]));
        expect(types).toEqual([
            ["bucket", "string"],
            ["start", "any"],
            ["room", "any"],
        ]);
    });

    it("shows the rows in the results view", async () => {
        const { workbench } = session();
        await fillForm(workbench, values);
        // Three fields of one room, a value an hour, for a day.
        expect(await finishedRows(workbench, 72)).toBeLessThan(100);
        const results = await workbench.webview("#grid");
        const cells = results.locator("#grid .slick-cell");
        await cells.first().waitFor();
        const text = (await cells.allInnerTexts()).join("\n");
        expect(text).toMatch(/\d{4}-\d\d-\d\d.\d\d:00:00/);
        expect(text).toMatch(/\d+\.\d+/);
    });

    it("stores the script with Flux: Push Script, which HTTP then lists, reads and invokes", async () => {
        const { workbench } = session();
        const place = await access();
        for (const { id, name } of await listScripts(place)) if (name === "sensor-mean") await deleteScript(place, id);
        await workbench.openFile(script.file);
        await workbench.command("Flux: Push Script");
        let stored: StoredScript | undefined;
        await workbench.until("the script in the backend", async () => {
            stored = (await listScripts(place)).find(({ name }) => name === "sensor-mean");
            return stored !== undefined;
        });
        if (stored === undefined) throw new Error("not stored");
        expect(stored.script).toBe(readFileSync(join(session().workspace, script.file), "utf8"));
        expect(await scriptParams(place, stored.id)).toEqual({ bucket: "string", start: "any", room: "any" });
        const lines = await invokeScript(place, stored.id, values);
        expect(lines[0]).toContain("_time");
        expect(lines.length).toBeGreaterThanOrEqual(72);
    });
}
