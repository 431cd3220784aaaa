/** Sync as a person does it: dry run, conflict, gutter, stored scripts as files, copies to another connection, what is told. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { inSession } from "./journey.ts";
import { type BackendProcess, runningBackend, startSampleBackend } from "./support/backend.ts";
import { type Access, createScript, listScripts, patchScript } from "./support/http.ts";
import { openSession } from "./support/session.ts";

const lines = (...texts: string[]): string => `${texts.join("\n")}\n`;
const peaks = lines('import "array"', "", "limit = 5", "array.from(rows: [{n: limit}])");

const files = {
    "here.flux": lines("// Changed here", "x = 1"),
    "there.flux": lines("// Changed there", "x = 1"),
    "peaks.flux": peaks,
    "saved.flux": lines("// Pushed on save", "x = 1"),
};

let staging: BackendProcess | undefined;

/** The local backend of the session, and another one that flux-scripts.json names. */
async function prepare(home: string, workspace: string): Promise<{ stop(): Promise<void> }> {
    const own = await startSampleBackend(home);
    const elsewhere = join(home, "elsewhere");
    mkdirSync(elsewhere);
    staging = await startSampleBackend(elsewhere);
    writeFileSync(
        join(workspace, "flux-scripts.json"),
        JSON.stringify({ connections: { staging: { kind: "cloud", host: staging.url, label: "staging" } } }),
    );
    return {
        stop: async () => {
            await own.stop();
            await staging?.stop();
        },
    };
}

inSession(
    "sync",
    () => openSession({ mode: "checkout", files, prepare, settings: { "fluxScripts.sync.interval": 2 } }),
    (session) => {
        const place = (): Promise<Access> => runningBackend(session().home);
        const file = (name: string): string => join(session().workspace, name);
        const read = (name: string): string => readFileSync(file(name), "utf8");
        const stored = async (name: string): Promise<string | undefined> =>
            (await listScripts(await place())).find((script) => script.name === name)?.script;
        const change = async (name: string, text: string): Promise<void> => {
            const access = await place();
            const script = (await listScripts(access)).find((each) => each.name === name);
            await patchScript(access, script?.id ?? "", { script: text });
        };
        const backups = (): string[] =>
            readdirSync(file(".flux-scripts/backup")).map((name) => readFileSync(join(file(".flux-scripts/backup"), name), "utf8"));
        const press = async (button: string): Promise<void> => {
            const dialog = session().workbench.page.locator(".monaco-dialog-box");
            await dialog.locator(".monaco-button", { hasText: button }).first().click();
            await dialog.waitFor({ state: "hidden" });
        };

        it("makes a new script, and pushes all after a list of what would happen", async () => {
            const { workbench } = session();
            await workbench.openFile("here.flux");
            await workbench.command("Flux: New Script");
            await workbench.answer("Its name", "brand-new");
            await workbench.until("its file", async () => existsSync(file("brand-new.flux")));
            await workbench.command("Flux: Push All Scripts");
            const dialog = workbench.page.locator(".monaco-dialog-box");
            await dialog.waitFor();
            expect(await dialog.innerText()).toContain("brand-new");
            expect(await stored("brand-new")).toBeUndefined();
            await press("Push");
            await workbench.until("all of them stored", async () => (await stored("there")) === files["there.flux"]);
            expect(await stored("brand-new")).toBe(read("brand-new.flux"));
        });

        it("shows in a dry run what changed where, and writes only what is applied", async () => {
            const { workbench } = session();
            writeFileSync(file("here.flux"), lines("// Changed here", "x = 2"));
            await change("there", lines("// Changed there", "x = 3"));
            writeFileSync(file("peaks.flux"), peaks.replace("limit = 5", "limit = 10"));
            await change("peaks", peaks.replace("limit = 5", "limit = 20"));
            writeFileSync(file("brand-new.flux"), lines("// Mine", "x = 5"));
            await workbench.command("Flux: Sync Workspace");
            const page = await workbench.webview("#plan [data-name=peaks]");
            const state = (name: string): Promise<string> => page.locator(`[data-name="${name}"]`).innerText();
            expect(await state("here")).toContain("Changed here");
            expect(await state("there")).toContain("Changed there");
            expect(await state("peaks")).toContain("Changed on both sides");
            await workbench.until("the difference", async () =>
                (await page.locator("#difference .dl.ins").allInnerTexts()).join().includes("10"),
            );
            await workbench.screenshot("sync-dry-run");
            expect([read("there.flux"), await stored("here")]).toEqual([files["there.flux"], files["here.flux"]]);
            // Someone is quicker than the person who looks at the plan.
            await change("brand-new", lines("// Theirs", "x = 6"));
            await page.locator("#apply").click();
            await workbench.until("the pull", async () => read("there.flux") === lines("// Changed there", "x = 3"));
            await workbench.until("the push", async () => (await stored("here")) === lines("// Changed here", "x = 2"));
            expect([read("peaks.flux"), await stored("peaks")]).toEqual([
                peaks.replace("limit = 5", "limit = 10"),
                peaks.replace("limit = 5", "limit = 20"),
            ]);
            await workbench.until("the end", async () => !(await page.locator("#apply").innerText()).includes("Working"));
            expect([read("brand-new.flux"), await stored("brand-new")]).toEqual([lines("// Mine", "x = 5"), lines("// Theirs", "x = 6")]);
            writeFileSync(file("brand-new.flux"), lines("// Theirs", "x = 6"));
        });

        it("solves a conflict in the merge editor, and keeps both texts", async () => {
            const { workbench } = session();
            const page = await workbench.webview("#plan [data-name=peaks]");
            await page.locator("#merge").click();
            await workbench.page.locator(".merge-editor").waitFor();
            await workbench.until("both sides", async () => {
                const text = await workbench.page.locator(".merge-editor").innerText();
                return text.includes("20") && text.includes("10");
            });
            await workbench.screenshot("sync-conflict");
            expect(backups()).toContain(peaks.replace("limit = 5", "limit = 10"));
            // Saved as it is, both changes would be left out: that is asked about, never pushed.
            await workbench.page.keyboard.press("Control+S");
            expect(await workbench.message("nobody decided")).toContain("1 conflicts");
            expect(await stored("peaks")).toBe(peaks.replace("limit = 5", "limit = 20"));
            await workbench.command("Merge Editor: Accept All Current Changes from Right");
            await workbench.command("Merge Editor: Complete Merge");
            await workbench.until("the merged file", async () => read("peaks.flux") === peaks.replace("limit = 5", "limit = 10"));
            expect(await stored("peaks")).toBe(peaks.replace("limit = 5", "limit = 20"));
            await workbench.message('"peaks" is merged', "Push");
            await workbench.until(
                "the merged text there",
                async () => (await stored("peaks")) === peaks.replace("limit = 5", "limit = 10"),
            );
            expect(backups()).toContain(peaks.replace("limit = 5", "limit = 20"));
        });

        it("marks what differs from the stored text in the gutter, and opens it beside the file", async () => {
            const { workbench } = session();
            await workbench.command("View: Close All Editors");
            await workbench.openFile("here.flux");
            await workbench.goTo(2, 1);
            await workbench.type("y = 2 ");
            await workbench.page.locator(".margin-view-overlays [class*=dirty-diff-modified]").first().waitFor();
            await workbench.page.keyboard.press("Control+Z");
            await workbench.command("Flux: Compare With Remote");
            await workbench.page.locator(".monaco-diff-editor").first().waitFor();
            await workbench.command("View: Revert and Close Editor");
        });

        it("tells once of what changed there, pulls all of it, and pushes on save only where that is set", async () => {
            const { workbench } = session();
            const access = await place();
            await change("there", lines("// Changed there", "x = 4"));
            await createScript(access, { name: "fetched", description: "", script: "z = 1\n" });
            const status = workbench.page.locator("[id='flux-scripts.flux-scripts.fluxScripts.sync']");
            await workbench.until("the count in the status bar", async () => (await status.innerText().catch(() => "")).includes("1↓"));
            await workbench.message("Changed on Local: there");
            await workbench.command("Notifications: Clear All Notifications");
            await new Promise((resolve) => setTimeout(resolve, 5_000));
            expect(await workbench.page.locator(".notification-list-item", { hasText: "Changed on Local" }).count()).toBe(0);
            await workbench.command("Flux: Pull All Scripts");
            await press("Pull");
            await workbench.until("their texts", async () => existsSync(file("fetched.flux")) && read("there.flux").includes("x = 4"));
            expect(read("fetched.flux")).toBe("z = 1\n");

            await workbench.openFile("saved.flux");
            await workbench.goTo(2, 1);
            await workbench.type("a");
            await workbench.page.keyboard.press("Control+S");
            await workbench.until("the saved file", async () => read("saved.flux").includes("ax = 1"));
            expect(await stored("saved")).toBe(files["saved.flux"]);
            mkdirSync(file(".vscode"));
            writeFileSync(file(".vscode/settings.json"), JSON.stringify({ "fluxScripts.sync.pushOnSave": true }));
            await workbench.until("the push of a save", async () => {
                await workbench.type("b");
                await workbench.page.keyboard.press("Control+S");
                return (await stored("saved"))?.includes("ab") === true;
            });
            await change("saved", lines("// Pushed on save", "other = 1"));
            await workbench.type("c");
            await workbench.page.keyboard.press("Control+S");
            await workbench.message("changed here and on", "Overwrite Here");
            await workbench.until("the text that was chosen", async () => read("saved.flux") === lines("// Pushed on save", "other = 1"));
            expect(backups().some((text) => /ab+cx = 1/.test(text))).toBe(true);
            writeFileSync(file(".vscode/settings.json"), "{}");
        });

        it("renames a stored script with its file, and deletes one after a question, with a backup", async () => {
            const { workbench } = session();
            await workbench.openFile("fetched.flux");
            await workbench.command("Flux: Rename Script on the Connection");
            await workbench.answer("Rename fetched", "renamed");
            await workbench.until("the new name", async () => (await stored("renamed")) === "z = 1\n");
            await workbench.until("the new file", async () => existsSync(file("renamed.flux")) && !existsSync(file("fetched.flux")));
            await workbench.openFile("renamed.flux");
            await workbench.command("Flux: Delete Script on the Connection");
            await press("Delete");
            await workbench.until("its end", async () => (await stored("renamed")) === undefined);
            expect(backups()).toContain("z = 1\n");
            expect(existsSync(file("renamed.flux"))).toBe(true);
        });

        it("edits a stored script in place, and asks before a save replaces another's", async () => {
            const { workbench } = session();
            await workbench.command("Flux: Open Stored Script");
            await workbench.answer("Open a script of Local", "co-peaks");
            const original = await stored("co-peaks");
            await workbench.page.locator(".tab.active", { hasText: "co-peaks" }).waitFor();
            await workbench.goTo(1, 1);
            await workbench.type("// in place ");
            await workbench.page.keyboard.press("Control+S");
            await workbench.until("the stored text", async () => (await stored("co-peaks")) === `// in place ${original}`);
            expect(read("co-peaks.flux")).toBe(original);
            await workbench.type("and again ");
            await change("co-peaks", "// someone else\n");
            await workbench.page.keyboard.press("Control+S");
            await workbench.message("newer", "Overwrite");
            await workbench.until("my text", async () => (await stored("co-peaks")) === `// in place and again ${original}`);
            expect(backups()).toContain("// someone else\n");
        });

        it("copies scripts to another connection, each difference shown before it is written", async () => {
            const { workbench } = session();
            const there = staging as BackendProcess;
            const before = (await listScripts(there)).find(({ name }) => name === "co-peaks")?.script;
            await workbench.command("Flux: Copy Script to Another Connection");
            const list = await workbench.prompt("Scripts of Local to copy");
            for (const name of ["co-peaks", "there"]) await list.locator(".monaco-list-row", { hasText: name }).first().click();
            await list.locator(".monaco-button", { hasText: "OK" }).click();
            await workbench.answer("Copy to", "staging");
            await workbench.answer("Token for staging", there.token);
            const dialog = workbench.page.locator(".monaco-dialog-box");
            await dialog.waitFor();
            expect(await dialog.innerText()).toContain("Shown one by one, since they differ: co-peaks");
            await press("Copy");
            await workbench.until(
                "the review",
                async () => (await workbench.page.locator(".tab.active", { hasText: "co-peaks: staging" }).count()) > 0,
            );
            expect((await listScripts(there)).find(({ name }) => name === "co-peaks")?.script).toBe(before);
            await workbench.message("differs. Overwrite it", "Overwrite There");
            await workbench.until("the copies", async () => {
                const scripts = await listScripts(there);
                const of = (name: string): string | undefined => scripts.find((script) => script.name === name)?.script;
                return of("co-peaks") === (await stored("co-peaks")) && of("there") === (await stored("there"));
            });
        });

        it("shows the scripts of a connection as a folder of the explorer, where a workspace is open", async () => {
            const { workbench, workspace } = session();
            const { page } = workbench;
            await workbench.command("View: Close All Editors");
            await workbench.command("Flux: Open Stored Scripts as Folder");
            expect(await workbench.message("this window has a single folder")).toContain("Save it as a workspace first");

            const file = join(workspace, "two.code-workspace");
            writeFileSync(file, JSON.stringify({ folders: [{ path: "." }] }));
            const address = new URL(page.url());
            address.searchParams.delete("folder");
            address.searchParams.set("workspace", file);
            await page.goto(address.href);
            const rows = page.locator(".explorer-folders-view .monaco-list-row");
            // VS Code in the browser now and then shows a workspace file as a window without folders, until it is loaded again.
            await workbench.until("the workspace's own folder", async () => {
                const shown = await rows
                    .filter({ hasText: "here.flux" })
                    .first()
                    .waitFor({ timeout: 15_000 })
                    .then(() => true)
                    .catch(() => false);
                if (!shown) await page.reload();
                return shown;
            });
            await workbench.command("Flux: Open Stored Scripts as Folder");
            const root = rows.filter({ hasText: "Scripts of Local" }).first();
            await root.waitFor();
            const expanded = rows.and(page.locator('[aria-expanded="true"]')).filter({ hasText: "Scripts of Local" });
            await workbench.until("the scripts in the folder", async () => {
                if ((await expanded.count()) === 0) {
                    await root.click();
                    // A click too early would close it again.
                    await expanded.waitFor({ timeout: 5000 }).catch(() => undefined);
                }
                return (await rows.filter({ hasText: "co-peaks.flux" }).count()) === 2;
            });

            // The folder's own file comes after the workspace's.
            const name = page.locator(".explorer-folders-view .explorer-item-edited input");
            const text = await stored("co-peaks");
            await rows.filter({ hasText: "co-peaks.flux" }).last().click();
            await page.keyboard.press("F2");
            await name.fill("peaks-renamed.flux");
            await name.press("Enter");
            await workbench.until("the script under its new name", async () => (await stored("peaks-renamed")) === text);
            expect(await stored("co-peaks")).toBeUndefined();
            await rows.filter({ hasText: "peaks-renamed.flux" }).click();
            await page.keyboard.press("Delete");
            // VS Code's own question, which a setting turns off, then ours.
            const dialog = page.locator(".monaco-dialog-box");
            await dialog.locator(".monaco-button", { hasText: "Delete" }).first().click();
            const ours = dialog.filter({ hasText: 'Delete "peaks-renamed" on Local?' });
            await ours.locator(".monaco-button", { hasText: "Delete" }).click();
            await workbench.until("the script gone", async () => (await stored("peaks-renamed")) === undefined);
            const kept = readdirSync(join(workspace, ".flux-scripts/backup")).map((each) =>
                readFileSync(join(workspace, ".flux-scripts/backup", each), "utf8"),
            );
            expect(kept).toContain(text);
            await root.click();
            await page.locator('.explorer-viewlet .action-label[aria-label*="New File"]').first().click();
            await name.fill("fresh.flux");
            await name.press("Enter");
            await workbench.until("the new script", async () => (await stored("fresh")) !== undefined);
        });
    },
);
