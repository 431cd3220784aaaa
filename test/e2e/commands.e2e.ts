/** Commands beside the main job: names from buckets, tests, tasks, the local backend's life, snippets, the language server. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { inSession } from "./journey.ts";
import { runningBackend, startSampleBackend } from "./support/backend.ts";
import { listScripts } from "./support/http.ts";
import { openSession } from "./support/session.ts";

const files = {
    "names.flux": 'from(bucket: "")\n    |> range(start: -1h)\n',
    "sums_test.flux": `import "array"
import "testing"

testcase holds {
    testing.diff(got: array.from(rows: [{v: 1}]), want: array.from(rows: [{v: 1}]))
}

testcase differs {
    testing.diff(got: array.from(rows: [{v: 1}]), want: array.from(rows: [{v: 2}]))
}

testcase broken {
    array.from(rows: [{v: 1}]) |> nope()
}
`,
    "bad.flux": "x = 1 +\n",
};

inSession(
    "commands of the extension",
    () => openSession({ mode: "checkout", files, prepare: startSampleBackend }),
    (session) => {
        it("complete the names of buckets from a backend that runs", async () => {
            const { workbench } = session();
            await workbench.openFile("names.flux");
            await workbench.goTo(1, 15);
            const names = workbench.page.locator(".suggest-widget.visible .monaco-list-row", { hasText: "air_sensor" });
            await workbench.until("the bucket's name", async () => {
                await workbench.page.keyboard.press("Escape");
                await workbench.page.keyboard.press("Control+Space");
                try {
                    await names.first().waitFor({ timeout: 3_000 });
                    return true;
                } catch {
                    return false;
                }
            });
            await names.first().click();
            await workbench.until("the name in the script", async () =>
                (await workbench.page.locator(".editor-group-container.active .view-lines").innerText()).includes('"air_sensor"'),
            );
        });

        it("run testcases in the test explorer, with the message where it belongs", async () => {
            const { workbench } = session();
            await workbench.command("Test: Run All Tests");
            await workbench.command("Testing: Focus on Test Explorer View");
            const rows = workbench.page.locator(".test-explorer .monaco-list-row");
            const label = async (name: string): Promise<string> =>
                (await rows.filter({ hasText: name }).first().getAttribute("aria-label")) ?? "";
            await workbench.until("the results", async () => {
                const file = rows.filter({ hasText: "sums_test.flux" }).first();
                if ((await file.getAttribute("aria-expanded")) === "false") await file.locator(".monaco-tl-twistie").click();
                return (
                    (await label("holds")).includes("Passed") &&
                    (await label("differs")).includes("Failed") &&
                    (await label("broken")).includes("Failed")
                );
            });
            await workbench.screenshot("tests");
        });

        it("run one testcase by its code lens's command, after a change", async () => {
            const { workbench, workspace } = session();
            const path = join(workspace, "sums_test.flux");
            writeFileSync(path, readFileSync(path, "utf8").replace("{v: 2}", "{v: 1}"));
            await workbench.page.keyboard.press("Control+Shift+E");
            await workbench.page.locator(".explorer-folders-view .monaco-list-row", { hasText: "sums_test.flux" }).first().dblclick();
            await workbench.page.locator(".tab.active", { hasText: "sums_test.flux" }).first().waitFor();
            await workbench.command("Flux: Run Testcases of This File");
            await workbench.command("Testing: Focus on Test Explorer View");
            const row = workbench.page.locator(".test-explorer .monaco-list-row", { hasText: "differs" }).first();
            await workbench.until("the case to pass", async () => ((await row.getAttribute("aria-label")) ?? "").includes("Passed"));
        });

        it("check scripts as a task, whose findings are problems", async () => {
            const { workbench } = session();
            await workbench.command("Tasks: Run Task");
            await workbench.answer("Select the task to run", "flux-scripts");
            await workbench.answer("check all scripts", "check all scripts");
            await workbench.until("the problem of bad.flux", async () =>
                (await workbench.problemMessages()).some((text) => text.includes("flux-scripts")),
            );
        });

        it("copy a call of a script", async () => {
            const { workbench } = session();
            await workbench.page.keyboard.press("Control+Shift+E");
            await workbench.openFile("sensor-mean.flux");
            await workbench.command("Flux: Copy Invoke Call As");
            await workbench.answer("Copy Invoke Call As", "curl");
            await workbench.until("the call in the clipboard", async () =>
                (await workbench.page.evaluate(() => navigator.clipboard.readText())).includes("/invoke"),
            );
            const text = await workbench.page.evaluate(() => navigator.clipboard.readText());
            expect(text).toContain("$INFLUX_TOKEN");
            expect(text).not.toContain((await runningBackend(session().home)).token);
        });

        it("restart the language server, which answers again", async () => {
            const { workbench } = session();
            await workbench.command("Flux: Restart Language Server");
            await workbench.hover(2, 24, "string");
        });

        it("show the walkthrough", async () => {
            const { workbench } = session();
            await workbench.command("Flux: Open Walkthrough");
            await workbench.page.locator(".gettingStartedContainer, .getting-started").first().waitFor();
            await workbench.until("its steps", async () =>
                /invoke|script/i.test(await workbench.page.locator(".gettingStartedContainer, .getting-started").first().innerText()),
            );
        });

        it("stop, start and empty the local backend", async () => {
            const { workbench } = session();
            await workbench.command("Flux: Stop Local Backend");
            expect(await workbench.message("is stopped")).toContain("The next run starts it again");
            await workbench.command("Flux: Start Local Backend");
            expect(await workbench.message("runs at")).toContain("http://127.0.0.1");
            await workbench.command("Flux: Reset Local Backend");
            await workbench.page.locator(".monaco-dialog-box .monaco-button", { hasText: "Delete Everything" }).click();
            expect(await workbench.message("is empty")).toContain("is empty");
            await workbench.command("Flux: Start Local Backend");
            const { url, token } = await runningBackend(session().home);
            const answer = await fetch(`${url}/api/v2/scripts`, { headers: { authorization: `Bearer ${token}` } });
            expect(((await answer.json()) as { scripts: unknown[] }).scripts).toEqual([]);
            await workbench.command("Flux: Add Sample Data to the Local Backend");
            expect(await workbench.message("air_sensor", "Open an Example")).toContain("a few scripts");
            await workbench.page.locator(".tab.active", { hasText: "sensor-mean" }).first().waitFor();
            expect((await listScripts(await runningBackend(session().home))).length).toBeGreaterThan(1);
        });
    },
);
