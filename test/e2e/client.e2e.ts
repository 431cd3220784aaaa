/** What the extension's own views do beyond the main job: results, chart, export, conflicts, explorer, runs again. */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Frame } from "playwright-core";
import { parquetReadObjects } from "hyparquet";
import { expect, it } from "vitest";
import { fillForm, finishedRows, inSession, script, values } from "./journey.ts";
import { runningBackend, startSampleBackend } from "./support/backend.ts";
import { type Access, listScripts } from "./support/http.ts";
import { openSession, type Session } from "./support/session.ts";

const rowsScript = `import "array"

array.from(rows: [{_time: 2026-01-01T00:00:00.000000001Z, room: "a,b", n: 9007199254740993, _value: 1.5}, {_time: 2026-01-01T00:00:01Z, room: "", n: -1, _value: 20.25}])
`;

const files = {
    "rows.flux": rowsScript,
    "slow.flux": `import "generate"

generate.from(start: 2000-01-01T00:00:00Z, stop: 2000-01-02T00:00:00Z, count: 500000000, fn: (n) => n)
    |> map(fn: (r) => ({r with _value: r._value * 3}))
    |> sum()
`,
    "parts.flux": `import "array"

x = 2
array.from(rows: [{n: x}]) |> yield(name: "one")
array.from(rows: [{n: x * 21}]) |> yield(name: "two")
`,
    "half.flux": `import "array"

array.from(rows: [{n: 1}]) |> yield(name: "good")
array.from(rows: [{n: 1}]) |> map(fn: (r) => ({n: 1 / (r.n - 1)})) |> yield(name: "bad")
`,
    "many.flux": `import "generate"

generate.from(start: 2026-01-01T00:00:00Z, stop: 2026-01-02T00:00:00Z, count: 200000, fn: (n) => n * 7)
`,
    "shared.flux": "// version 1\nx = 1\n",
};

async function run(session: Session, file: string): Promise<void> {
    const { workbench } = session;
    await workbench.openFile(file);
    // Before the manifest is read the key still means "insert a line below".
    await workbench.page.locator(".editor-actions .action-label[aria-label*='Invoke Script']").first().waitFor();
    await workbench.goTo(1, 1);
    await workbench.page.keyboard.press("Control+Enter");
}

async function cells(results: Frame, row: number): Promise<string[]> {
    const texts = await results.locator(".slick-row").nth(row).locator(".slick-cell").allInnerTexts();
    return texts.map((text) => text.trim());
}

async function change({ url, token }: Access, id: string, text: string): Promise<void> {
    const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
    const response = await fetch(`${url}/api/v2/scripts/${id}`, { method: "PATCH", headers, body: JSON.stringify({ script: text }) });
    expect(response.status).toBe(200);
}

async function stored(access: Access, name: string): Promise<string | undefined> {
    return (await listScripts(access)).find((each) => each.name === name)?.script;
}

inSession(
    "the extension's views",
    () => openSession({ mode: "checkout", files, settings: { "fluxScripts.results.memory": 1 }, prepare: startSampleBackend }),
    (session) => {
        const access = (): Promise<Access> => runningBackend(session().home);

        /** What the backend says to a query of its own. */
        const answered = async (query: string): Promise<string> => {
            const { url, token } = await access();
            const response = await fetch(`${url}/api/v2/query?org=local`, {
                method: "POST",
                headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
                body: JSON.stringify({ query, dialect: { header: true, annotations: ["datatype", "group", "default"] } }),
            });
            return response.text();
        };

        it("shows exact values, null apart from text, types and zone in the header", async () => {
            await run(session(), "rows.flux");
            await finishedRows(session().workbench, 2);
            const results = await session().workbench.webview("#grid .slick-row");
            await session().workbench.until("the rows", async () => (await results.locator(".slick-row").count()) >= 2);
            const header = (await results.locator(".slick-header-column").allInnerTexts()).join(" ").replace(/\s+/g, " ");
            expect(header).toContain("_time time · UTC");
            expect(header).toContain("n int");
            const first = await cells(results, 0);
            expect(first).toContain("9007199254740993");
            expect(first).toContain("2026-01-01 00:00:00.000000001");
            // An empty text is no null: the local backend tells them apart.
            expect(await cells(results, 1)).toContain('""');
        });

        it("sorts by a header, sums what is selected, copies it with a header", async () => {
            const { workbench } = session();
            const results = await workbench.webview("#grid .slick-row");
            const header = results.locator(".slick-header-column", { hasText: "_value" });
            await header.click();
            await header.click();
            await workbench.until("the greatest first", async () => (await cells(results, 0)).includes("20.25"));
            expect(await results.locator(".slick-header-column[aria-sort=descending]").innerText()).toContain("_value");
            const headers = await results.locator(".slick-header-column").allInnerTexts();
            const at = headers.findIndex((text) => /^\s*n\b/.test(text));
            await results.locator(".slick-row").nth(0).locator(".slick-cell").nth(at).click();
            await workbench.page.keyboard.press("Shift+ArrowDown");
            await workbench.until("the sum", async () =>
                (await results.locator(".selection").innerText()).replace(/\s+/g, " ").includes("sum 9007199254740992"),
            );
        });

        it("exports what the backend sent, byte for byte", async () => {
            const { workbench, workspace } = session();
            await run(session(), "rows.flux");
            await finishedRows(workbench, 2);
            await workbench.command("Flux: Export Results");
            await workbench.answer("Annotated CSV", "Annotated CSV");
            const input = workbench.page.locator(".quick-input-widget input").first();
            await workbench.until("the proposed file", async () => (await input.inputValue().catch(() => "")).endsWith("rows.csv"));
            await workbench.page.keyboard.press("Enter");
            await workbench.until("the file", async () => readdirSync(workspace).includes("rows.csv"));
            expect(readFileSync(join(workspace, "rows.csv"), "utf8")).toBe(await answered(rowsScript));
            // The libraries of columnar formats are loaded now, from a bundle of their own.
            await workbench.command("Flux: Export Results");
            await workbench.answer("Parquet", "Parquet");
            await workbench.until("the proposed file", async () => (await input.inputValue().catch(() => "")).endsWith("rows.parquet"));
            await workbench.page.keyboard.press("Enter");
            await workbench.until("the file", async () => readdirSync(workspace).includes("rows.parquet"));
            const rows = await parquetReadObjects({ file: new Uint8Array(readFileSync(join(workspace, "rows.parquet"))).buffer });
            expect(rows.map((row) => row["n"])).toContain(9007199254740993n);
            expect(readdirSync(workspace).filter((name) => name.endsWith(".part"))).toEqual([]);
        });

        it("says which rows its memory did not hold, and exports every one of them, byte for byte", async () => {
            const { workbench, workspace } = session();
            await run(session(), "many.flux");
            const results = await workbench.webview("#dropped");
            await workbench.until("the end of the run", async () => (await results.locator("#state .codicon-loading").count()) === 0);
            const [, shown = "", all] =
                /^the first ([\d,]+) of ([\d,]+) rows are shown$/.exec(await results.locator("#dropped").innerText()) ?? [];
            expect(all).toBe("200,000");
            const kept = Number(shown.replaceAll(",", ""));
            expect(kept).toBeGreaterThan(0);
            expect(kept).toBeLessThan(200_000);
            expect(Number(await results.locator("#grid").getAttribute("aria-rowcount"))).toBe(kept + 1);
            await workbench.screenshot("results-dropped");
            await results.locator("#export-all").click();
            await workbench.answer("Annotated CSV", "Annotated CSV");
            const input = workbench.page.locator(".quick-input-widget input").first();
            await workbench.until("the proposed file", async () => (await input.inputValue().catch(() => "")).endsWith("many.csv"));
            await workbench.page.keyboard.press("Enter");
            await workbench.page.locator(".monaco-dialog-box .monaco-button", { hasText: "Run Again and Export Everything" }).click();
            await workbench.until("the file", async () => readdirSync(workspace).includes("many.csv"));
            const text = readFileSync(join(workspace, "many.csv"), "utf8");
            expect(text.match(/^,,\d+,/gm)).toHaveLength(200_000);
            expect(text === (await answered(files["many.flux"]))).toBe(true);
        });

        it("draws a chart of the result, with a line a series", async () => {
            const { workbench } = session();
            await run(session(), script.file);
            await fillForm(workbench, values);
            const count = await finishedRows(workbench, 72);
            const results = await workbench.webview("#look-chart");
            await results.locator("#look-chart").click();
            await results.locator("#plot canvas").waitFor();
            expect(Number(await results.locator("#plot").getAttribute("data-points"))).toBe(count);
            expect(await results.locator("#series .entry").count()).toBe(3);
            expect(await results.locator("#plot").getAttribute("aria-label")).toContain("Line chart of 3 series");
            await results.locator("#look-table").click();
        });

        it("runs one statement with what it depends on, and only that", async () => {
            const { workbench } = session();
            await workbench.openFile("parts.flux");
            await workbench.goTo(5, 5);
            await workbench.command("Flux: Invoke Selection or Statement");
            const results = await workbench.webview("#grid");
            await workbench.until("the row of the second yield", async () =>
                (await results.locator(".slick-cell").allInnerTexts()).map((text) => text.trim()).includes("42"),
            );
            expect(await results.locator("[role=tab]").allInnerTexts()).toEqual([expect.stringContaining("two") as string]);
        });

        it("says what failed at run time and where, beside the rows that came before", async () => {
            const { workbench } = session();
            await run(session(), "half.flux");
            const results = await workbench.webview("#error:not([hidden]) #error-message");
            await workbench.until("the error", async () => (await results.locator("#error-message").innerText()).includes("zero"));
            expect(await results.locator("#state").innerText()).toMatch(/incomplete|failed/);
            expect(await results.locator("#error-hint").innerText()).not.toBe("");
        });

        it("cancels a run that does not end", async () => {
            const { workbench } = session();
            await run(session(), "slow.flux");
            const results = await workbench.webview("#cancel");
            const state = results.locator("#state");
            // What stands there first is the end of the run before.
            await workbench.until("the run", async () => (await results.locator("#run-name").innerText()) === "slow");
            await results.locator("#cancel").click();
            await workbench.until("its end", async () => /^cancelled/.test((await state.innerText()).trim()));
        });

        it("never overwrites what changed on the other side without a choice, and keeps what goes", async () => {
            const { workbench, workspace } = session();
            const place = await access();
            await workbench.openFile("shared.flux");
            await workbench.command("Flux: Push Script");
            await workbench.until("the script", async () => (await stored(place, "shared")) !== undefined);
            const id = (await listScripts(place)).find(({ name }) => name === "shared")?.id ?? "";
            await change(place, id, "// theirs\nx = 2\n");
            await workbench.goTo(1, 1);
            await workbench.type("// mine ");
            await workbench.command("Flux: Push Script");
            await workbench.message("changed here and on", "Overwrite There");
            await workbench.until("my version there", async () => (await stored(place, "shared"))?.startsWith("// mine ") === true);
            const kept = readdirSync(join(workspace, ".flux-scripts/backup")).map((name) =>
                readFileSync(join(workspace, ".flux-scripts/backup", name), "utf8"),
            );
            expect(kept).toContain("// theirs\nx = 2\n");
        });

        it("pulls what changed only there", async () => {
            const { workbench, workspace } = session();
            const place = await access();
            const id = (await listScripts(place)).find(({ name }) => name === "shared")?.id ?? "";
            await change(place, id, "// theirs again\nx = 3\n");
            await workbench.openFile("shared.flux");
            await workbench.command("Flux: Pull Script");
            await workbench.until(
                "their version here",
                async () => readFileSync(join(workspace, "shared.flux"), "utf8") === "// theirs again\nx = 3\n",
            );
        });

        it("lists the stored scripts with their params in the explorer", async () => {
            const { workbench } = session();
            writeFileSync(join(session().workspace, "unrelated.txt"), "");
            await workbench.command("Flux Scripts: Focus on Connections View");
            const rows = workbench.page.locator(".tree-explorer-viewlet-tree-view .monaco-list-row");
            await workbench.until("the script in the tree", async () =>
                (await rows.allInnerTexts()).some((text) => text.startsWith("shared")),
            );
            await rows.filter({ hasText: "sensor-mean" }).first().locator(".monaco-tl-twistie").click();
            await workbench.until("its params", async () => (await rows.allInnerTexts()).some((text) => /^bucket\s*string/.test(text)));
        });
    },
);
