/** The views in a real VS Code: the keyboard alone, streaming, keys of VS Code, tabs that keep rows, a window that reloads, axe-core. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { finishedRows, inSession, script } from "./journey.ts";
import { axeFaults } from "./support/axe.ts";
import { startSampleBackend } from "./support/backend.ts";
import { chartFrame, pixelAt } from "./support/pixels.ts";
import { openSession } from "./support/session.ts";

const files = {
    "three.flux": `import "array"

array.from(rows: [
    {_time: 2026-01-01T00:00:00Z, room: "a", _value: 1.0},
    {_time: 2026-01-01T00:01:00Z, room: "a", _value: 3.0},
    {_time: 2026-01-01T00:02:00Z, room: "a", _value: 2.0},
]) |> group(columns: ["room"])
`,
    "many.flux": `import "generate"

generate.from(start: 2000-01-01T00:00:00Z, stop: 2000-02-01T00:00:00Z, count: 1500000, fn: (n) => n)
`,
};

inSession(
    "the views",
    () => openSession({ mode: "checkout", files, size: { width: 1440, height: 900 }, prepare: startSampleBackend }),
    (session) => {
        it("fills the form by the keyboard alone, with names from the backend, and runs it", async () => {
            const { workbench } = session();
            const { page } = workbench;
            await workbench.openFile(script.file);
            await workbench.goTo(1, 1);
            await page.keyboard.press("Control+Enter");
            const form = await workbench.webview("#p-bucket");
            await workbench.until("the focus in the form", () => form.evaluate(() => document.activeElement?.id === "p-bucket"));
            // The last values or a preset stand there: all of it anew.
            await page.keyboard.press("End");
            await page.keyboard.press("Shift+Home");
            await page.keyboard.type("air_s");
            await form.locator("#p-bucket-0").waitFor();
            await page.keyboard.press("Tab");
            expect(await form.locator("#p-bucket").inputValue()).toBe("air_sensor");
            await page.keyboard.press("Tab");
            await page.keyboard.press("Tab");
            await page.keyboard.press("End");
            await page.keyboard.press("Shift+Home");
            await page.keyboard.type("-1d");
            await form.locator("#p-room").focus();
            await page.keyboard.press("End");
            await page.keyboard.press("Shift+Home");
            await page.keyboard.type("kitch");
            await form.locator("#p-room-0").waitFor();
            await page.keyboard.press("Enter");
            expect(await form.locator("#p-room").inputValue()).toBe("kitchen");
            expect(await axeFaults(form)).toEqual([]);
            await page.keyboard.press("Enter");
            await finishedRows(workbench, 72);
            const results = await workbench.webview("#grid .slick-cell");
            expect(await axeFaults(results)).toEqual([]);
        });

        it("keeps values as a preset in flux-scripts.json, under another name, and no longer", async () => {
            const { workbench, workspace } = session();
            const presets = (): string[] => {
                const text = readFileSync(join(workspace, "flux-scripts.json"), "utf8");
                const { scripts } = JSON.parse(text) as { scripts: Record<string, { presets?: object } | undefined> };
                return Object.keys(scripts["sensor-mean"]?.presets ?? {});
            };
            const before = presets();
            const form = await workbench.webview("#p-bucket");
            await form.locator("#p-room").focus();
            await workbench.page.keyboard.press("Control+s");
            await workbench.answer("Save Preset", "kitchen");
            await workbench.until("the preset", async () => presets().includes("kitchen"));
            await workbench.until("it in the form", async () => (await form.locator("#preset").inputValue()) === "kitchen");
            await form.locator("#rename-preset").click();
            await workbench.answer("Rename Preset", "kitchen, a day");
            await workbench.until("its new name", async () => presets().includes("kitchen, a day"));
            expect(presets()).not.toContain("kitchen");
            await workbench.until("it in the form", async () => (await form.locator("#preset").inputValue()) === "kitchen, a day");
            await form.locator("#delete-preset").click();
            const dialog = workbench.page.locator(".monaco-dialog-box");
            await dialog.locator(".monaco-button", { hasText: "Delete" }).click();
            await workbench.until("it gone", async () => presets().join() === before.join());
            await workbench.until("no preset in the form", async () => (await form.locator("#preset").inputValue()) === "");
            expect(await form.locator("#p-room").inputValue()).toBe("kitchen");
        });

        it("shows rows while more are coming, and can be cancelled with them", async () => {
            const { workbench } = session();
            await workbench.openFile("many.flux");
            await workbench.goTo(1, 1);
            await workbench.page.keyboard.press("Control+Enter");
            const results = await workbench.webview("#state");
            await workbench.until("rows of a run that goes on", async () =>
                /Running · [\d,]+ rows/.test(await results.locator("#state").innerText()),
            );
            expect(await results.locator("#grid .slick-row").count()).toBeGreaterThan(0);
            await results.locator("#cancel").click();
            await workbench.until("its end", async () =>
                /^cancelled\s+· [\d,]+ rows/.test((await results.locator("#state").innerText()).trim()),
            );
        });

        it("has each of three known points in the series' own colour", async () => {
            const { workbench } = session();
            await workbench.openFile("three.flux");
            await workbench.goTo(1, 1);
            await workbench.page.keyboard.press("Control+Enter");
            await finishedRows(workbench, 3);
            const results = await workbench.webview("#look-chart");
            await results.locator("#look-chart").click();
            await results.locator("#plot canvas").waitFor();
            await workbench.until("the three points", async () => (await results.locator("#plot").getAttribute("data-points")) === "3");
            const colour = await results.evaluate(() => {
                const context = document.createElement("canvas").getContext("2d") as CanvasRenderingContext2D;
                context.fillStyle = getComputedStyle(document.body).getPropertyValue("--vscode-charts-blue");
                context.fillRect(0, 0, 1, 1);
                return [...context.getImageData(0, 0, 1, 1).data].slice(0, 3);
            });
            const box = await results.locator("#plot canvas").boundingBox();
            if (box === null) throw new Error("no chart");
            const frame = await chartFrame({ page: results });
            for (const [minute, value] of [
                [0, 1],
                [1, 3],
                [2, 2],
            ] as const)
                expect(await pixelAt({ page: workbench.page }, frame, Date.UTC(2026, 0, 1, 0, minute) / 1000, value, box)).toEqual(colour);
            expect(await axeFaults(results)).toEqual([]);
            await results.locator("#look-table").click();
        });

        it("finds with Ctrl+F and runs again with Ctrl+Enter while the results have the keyboard", async () => {
            const { workbench } = session();
            const results = await workbench.webview("#grid .slick-cell");
            await results.locator("#grid .slick-cell.l1").first().click();
            await workbench.page.keyboard.press("Control+f");
            await workbench.until("the find bar", () => results.locator("#find").isVisible());
            await workbench.page.keyboard.type("2026");
            await workbench.until("a match", async () => (await results.locator("#find-said").innerText()).startsWith("Row"));
            await workbench.page.keyboard.press("Escape");
            await results.locator("#state").evaluate((element) => {
                element.dataset["mark"] = element.textContent ?? "";
                element.textContent = "";
            });
            await workbench.page.keyboard.press("Control+Enter");
            await finishedRows(workbench, 3);
        });

        it("keeps rows in a tab that later runs leave alone, and shows all again when the window reloads", async () => {
            const { workbench } = session();
            const first = await workbench.webview("#keep");
            await first.locator("#keep").click();
            await workbench.page.locator(".tab", { hasText: "three: results" }).first().waitFor();
            const pages = () => workbench.page.frames().filter((frame) => frame !== workbench.page.mainFrame());
            const showing = async (): Promise<string[]> => {
                const texts = await Promise.all(
                    pages().map((frame) =>
                        frame
                            .locator("#state")
                            .innerText({ timeout: 500 })
                            .catch(() => ""),
                    ),
                );
                return texts.filter((text) => /^3 rows/.test(text.trim()));
            };
            await workbench.until("two views of the rows", async () => (await showing()).length === 2);
            // A browser's VS Code writes down its open editors every five seconds, when it has nothing else to do.
            await workbench.page.waitForTimeout(9_000);
            await workbench.page.reload();
            await workbench.untilReady();
            await workbench.until("both views again", async () => (await showing()).length === 2);
        });
    },
);
