/** Around runs: pipeline inspection, watch mode, history, comparison, and the ways to invoke a script. */
import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Frame } from "playwright-core";
import { expect, it } from "vitest";
import { fillForm, finishedRows, inSession, script, values } from "./journey.ts";
import { runningBackend, startSampleBackend } from "./support/backend.ts";
import { Explorer } from "./support/explorer.ts";
import { createScript } from "./support/http.ts";
import { openSession, output, root, type Session } from "./support/session.ts";

/** With `FLUX_SCRIPTS_PICTURES=1` the pictures of the documentation are taken anew, in both themes. */
const pictures = process.env["FLUX_SCRIPTS_PICTURES"] === "1";

const files = {
    "watched.flux": 'import "array"\n\narray.from(rows: [{id: 1, v: 10}, {id: 2, v: 20}])\n',
    "writes.flux":
        'import "array"\n\narray.from(rows: [{_time: now(), _measurement: "m", _field: "f", _value: 1}]) |> to(bucket: "air_sensor")\n',
    "compared.flux":
        'import "array"\n\narray.from(rows: [{id: 1, room: "hall", v: 20.5}, {id: 2, room: "lab", v: 21.0}, {id: 3, room: "attic", v: 19.25}])\n',
};

async function take(session: Session, name: string): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, 700));
    await session.workbench.screenshot(name);
    if (!pictures) return;
    mkdirSync(join(root, "docs/images"), { recursive: true });
    copyFileSync(join(output, `${name}.png`), join(root, "docs/images", `${name}.png`));
}

/** The texts behind pipes, by their order in the script. */
async function inlays({ workbench }: Session): Promise<string[]> {
    const spans = workbench.page.locator(".editor-group-container.active .view-line span[class*=dyn-rule]");
    const texts = await spans.allInnerTexts();
    return texts.map((text) => text.replace(/\u00a0/g, " ").trim()).filter((text) => /\d ms$|in storage$/.test(text));
}

/** The status bar's word on watch mode. */
async function watching({ workbench }: Session): Promise<string> {
    const item = workbench.page.locator('[id="flux-scripts.flux-scripts.fluxScripts.watch"] a').first();
    return (await item.getAttribute("aria-label", { timeout: 5000 }).catch(() => "")) ?? "";
}

/** Waits until a run has ended with just so many rows. */
async function exactRows({ workbench }: Session, count: number): Promise<void> {
    await workbench.until(`${count} rows`, async () => (await finishedRows(workbench, 1)) === count);
}

async function gridText(results: Frame): Promise<string[]> {
    return (await results.locator("#grid .slick-cell").allInnerTexts()).map((text) => text.trim());
}

async function invoke({ workbench }: Session, file: string): Promise<void> {
    await workbench.openFile(file);
    await workbench.page.locator(".editor-actions .action-label[aria-label*='Invoke Script']").first().waitFor();
    await workbench.goTo(1, 1);
    await workbench.page.keyboard.press("Control+Enter");
}

async function choose({ workbench }: Session, prompt: string, text: string): Promise<void> {
    await workbench.prompt(prompt);
    const row = workbench.page.locator(".quick-input-list .monaco-list-row", { hasText: text }).first();
    await row.click();
}

for (const theme of pictures ? (["dark", "light"] as const) : (["dark"] as const)) {
    inSession(
        `runs, ${theme}`,
        () => openSession({ mode: "checkout", theme, files, size: { width: 1440, height: 900 }, prepare: startSampleBackend }),
        (session) => {
            it("shows behind each pipe what came out of it, the first rows in the hover, and the tables there in the grid", async () => {
                const { workbench } = session();
                await workbench.openFile(script.file);
                await workbench.goTo(script.aggregateWindow.line, script.aggregateWindow.column);
                await workbench.page.keyboard.press("Control+Enter");
                await fillForm(workbench, values);
                await finishedRows(workbench, 72);
                // The whole window for the script, as the form is not needed any more.
                await workbench.command("View: Close All Editors");
                await workbench.openFile(script.file);
                await workbench.command("Flux: Invoke With Last Values");
                await finishedRows(workbench, 72);
                await workbench.until("the steps", async () => (await inlays(session())).filter((text) => /rows?/.test(text)).length === 3);
                const [range = "", filter = "", window = ""] = await inlays(session());
                expect(range).toMatch(/^\d+ tables · [\d,]+ rows · in storage$/);
                expect(filter).toMatch(/^\d+ tables · [\d,]+ rows · (in storage|[\d,.]+ ms)$/);
                expect(window).toMatch(/^\d+ tables · \d+ rows · [\d,.]+ ms$/);
                const hover = await workbench.hover(5, 5, "The first rows at this step");
                expect(hover.replace(/\u00a0/g, " ")).toContain("_value float");
                expect(hover).toContain("kitchen");
                await take(session(), `pipeline-${theme}`);
                await workbench.page.locator(".monaco-hover:not(.hidden) a", { hasText: "Inspect here" }).first().click();
                await workbench.until("the step's tables", async () => {
                    const results = await workbench.webview("#run-name");
                    return /aggregateWindow \(line 5\)/.test(await results.locator("body").innerText());
                });
                expect((await inlays(session())).length).toBe(3);
                // What an edit does not touch stays.
                await workbench.goTo(5, 38);
                await workbench.type(" ");
                await workbench.until("fewer steps", async () => (await inlays(session())).length === 2);
                await workbench.page.keyboard.press("Control+Z");
            });

            it("refreshes results while one types, keeps the last over a faulty text, and never runs what changes something", async () => {
                const { workbench } = session();
                await workbench.openFile("watched.flux");
                await workbench.command("Flux: Toggle Watch Mode");
                await exactRows(session(), 2);
                await workbench.until("its word", async () => /text as it is/.test(await watching(session())));
                await workbench.goTo(3, 49);
                await workbench.type(", {id: 3, v: 30}");
                await exactRows(session(), 3);
                await workbench.goTo(3, 1);
                await workbench.type("nope");
                await workbench.until("the fault", async () => /last results stay/.test(await watching(session())));
                expect(await finishedRows(workbench, 3)).toBe(3);
                await workbench.page.keyboard.press("Control+Z");
                await workbench.until("its end", async () => /as you type/.test(await watching(session())));
                await workbench.openFile("writes.flux");
                await workbench.until("the refusal", async () =>
                    /does not run a script that changes something/.test(await watching(session())),
                );
                await workbench.command("Flux: Toggle Watch Mode");
            });

            it("keeps runs with their rows, and shows how two of them differ", async () => {
                const { workbench } = session();
                await invoke(session(), "compared.flux");
                await finishedRows(workbench, 3);
                const later =
                    'array.from(rows: [{id: 1, room: "hall", v: 20.5}, {id: 2, room: "lab", v: 23.75}, {id: 4, room: "cellar", v: 16.0}, {id: 5, room: "porch", v: 12.5}])';
                writeFileSync(join(session().workspace, "compared.flux"), `import "array"\n\n${later}\n`);
                const editor = workbench.page.locator(".editor-group-container.active .view-lines");
                await workbench.until("the changed text", async () => (await editor.innerText()).includes("cellar"));
                await workbench.goTo(1, 1);
                await workbench.page.keyboard.press("Control+Enter");
                await finishedRows(workbench, 4);
                await workbench.command("Flux: Show Runs…");
                const widget = await workbench.prompt("Run again with the same values");
                await workbench.until("the runs", async () => (await widget.innerText()).includes("sensor-mean"));
                expect(await widget.innerText()).toContain("4 rows");
                await workbench.page.mouse.move(700, 480);
                await take(session(), `history-${theme}`);
                await workbench.page.keyboard.press("Escape");
                await workbench.command("Flux: Compare Runs…");
                await choose(session(), "The run to compare", "4 rows");
                await choose(session(), "Compare compared with", "3 rows");
                const page = await workbench.webview("#differences");
                await page.locator("[data-key=id]").check();
                const counts = async (): Promise<string> => (await page.locator("#counts").innerText()).replace(/\s+/g, " ");
                for (const other of ["room", "v"])
                    if (await page.locator(`[data-key=${other}]`).isChecked()) await page.locator(`[data-key=${other}]`).uncheck();
                await workbench.until("the differences", async () => /1 changed 2 added 1 removed 1 the same/.test(await counts()));
                const rows = (await page.locator(".dwindow .drow").allInnerTexts()).map((text) => text.replace(/\s+/g, " ").trim());
                expect(rows.find((row) => row.startsWith("changed"))).toContain("21 → 23.75");
                await take(session(), `compare-${theme}`);
            });

            it("runs again with the last values, the stored version, by lens and tree, a task, and a link only after a question", async () => {
                const { workbench } = session();
                await workbench.openFile(script.file);
                await workbench.command("Flux: Invoke With Last Values");
                await finishedRows(workbench, 72);
                for (const [name, word] of [
                    ["watched", "yes"],
                    ["elsewhere", "far"],
                ])
                    await createScript(await runningBackend(session().home), {
                        name: name ?? "",
                        description: "",
                        script: `import "array"\narray.from(rows: [{stored: "${word}"}])`,
                    });
                await workbench.openFile("watched.flux");
                await workbench.command("Flux: Invoke Stored Version");
                const results = await workbench.webview("#grid");
                await workbench.until("the stored row", async () => (await gridText(results)).includes("yes"));
                // What is on the screen runs, saved or not, also by the lens over the script.
                await workbench.goTo(3, 49);
                await workbench.type(", {id: 9, v: 90}");
                await workbench.page
                    .locator(".editor-group-container.active .codelens-decoration a", { hasText: "Invoke" })
                    .first()
                    .click();
                await workbench.until("the unsaved row", async () => (await gridText(results)).includes("90"));
                await workbench.command("File: Revert File");
                const tree = new Explorer(workbench);
                await tree.show();
                await tree.press("elsewhere", "Invoke");
                await workbench.until("the row of a script that is only there", async () => (await gridText(results)).includes("far"));
                await workbench.command("Tasks: Run Task");
                await choose(session(), "Select the task", "flux-invoke");
                await choose(session(), "Select the task", "invoke watched");
                await workbench.until("the task's rows", async () => (await gridText(results)).includes("10"));
                await workbench.command("Developer: Open URL");
                await workbench.answer("URL", "vscode://flux-scripts.flux-scripts/invoke?script=compared&connection=Local");
                const dialog = workbench.page.locator(".monaco-dialog-box");
                // VS Code's own question first, then ours.
                await dialog.locator(".monaco-button", { hasText: "Open" }).click();
                await dialog.filter({ hasText: 'A link asks to run "compared" on "Local"' }).waitFor();
                expect(await dialog.innerText()).toContain("It changes nothing.");
                await dialog.locator(".monaco-button", { hasText: "Run" }).click();
                await workbench.until("the link's rows", async () => (await gridText(results)).includes("hall"));
            });
        },
    );
}
