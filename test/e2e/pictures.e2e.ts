import { copyFileSync, mkdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { fillForm, finishedRows, inSession, script, values } from "./journey.ts";
import { runningBackend, startSampleBackend } from "./support/backend.ts";
import { preparePlan } from "./support/plan.ts";
import { Explorer } from "./support/explorer.ts";
import { openSession, output, root, type Session } from "./support/session.ts";

/** With `FLUX_SCRIPTS_PICTURES=1` the pictures of the documentation are taken anew. */
const documentation = process.env["FLUX_SCRIPTS_PICTURES"] === "1" ? join(root, "docs/images") : undefined;

async function take(session: Session, name: string): Promise<void> {
    await session.workbench.dismissNotifications();
    // A person's pointer is somewhere else, and animations have ended.
    await session.workbench.page.mouse.move(600, 430);
    await new Promise((resolve) => setTimeout(resolve, 700));
    await session.workbench.screenshot(name);
    const path = join(output, `${name}.png`);
    expect(statSync(path).size).toBeGreaterThan(20_000);
    if (documentation === undefined) return;
    mkdirSync(documentation, { recursive: true });
    copyFileSync(path, join(documentation, `${name}.png`));
}

function viewPictures(session: () => Session, theme: string): void {
    it("shows the params form beside the script, the results below, and their chart", async () => {
        const { workbench } = session();
        await workbench.openFile(script.file);
        await workbench.hover(script.bucketParam.line, script.bucketParam.column, "string");
        await workbench.page.keyboard.press("Escape");
        await workbench.page.keyboard.press("Control+Enter");
        await workbench.webview("#run");
        await take(session(), `params-${theme}`);
        await fillForm(workbench, values);
        await finishedRows(workbench, 72);
        const results = await workbench.webview("#grid .slick-cell");
        await results.locator(".slick-row[data-row='1'] .slick-cell.l3").click();
        await take(session(), `results-${theme}`);
        await results.locator("#look-chart").click();
        await results.locator("#plot canvas").waitFor();
        await workbench.command("View: Toggle Maximized Panel");
        await take(session(), `chart-${theme}`);
        await workbench.command("View: Toggle Maximized Panel");
    });
}

inSession(
    "pictures, high contrast",
    () => openSession({ mode: "checkout", theme: "contrast", size: { width: 1440, height: 900 }, prepare: startSampleBackend }),
    (session) => viewPictures(session, "contrast"),
);

for (const theme of ["dark", "light"] as const) {
    inSession(
        `pictures, ${theme}`,
        () =>
            openSession({
                mode: "checkout",
                theme,
                size: { width: 1440, height: 900 },
                prepare: async (home, workspace) => {
                    const backend = await startSampleBackend(home);
                    await preparePlan(backend, workspace);
                    return backend;
                },
            }),
        (session) => {
            viewPictures(session, theme);

            it("shows a dry run, and a conflict in the merge editor", async () => {
                const { workbench } = session();
                await workbench.command("View: Close All Editors");
                if (await workbench.page.locator(".part.panel").isVisible()) await workbench.command("View: Toggle Panel Visibility");
                await workbench.command("Flux: Sync Workspace");
                const page = await workbench.webview("#plan [data-name=peaks-by-hall]");
                await workbench.until("the difference", async () => (await page.locator("#difference .dl.ins").count()) > 0);
                for (const [name, state] of [
                    ["pump-pressure", "Renamed here, was pump-psi"],
                    ["line-throughput", "Deleted here"],
                    ["vibration-rms", "Only there"],
                    ["night-shift", "Only here"],
                ])
                    expect(await page.locator(`[data-name="${name}"]`).innerText()).toContain(state);
                await take(session(), `sync-${theme}`);
                await page.locator("#merge").click();
                await workbench.page.locator(".merge-editor").waitFor();
                await take(session(), `conflict-${theme}`);
            });

            it("shows the connection form with its check, and the tree", async () => {
                const { workbench } = session();
                await workbench.command("View: Close All Editors");
                const { url, token } = await runningBackend(session().home);
                await workbench.command("Flux: Add Connection");
                const form = await workbench.webview("#checks");
                await form.locator("#host").fill(url);
                await form.locator("#token").fill(token);
                await form.locator("#token").blur();
                await form.locator("#checks .ok").first().waitFor();
                await form.locator("#name").fill("plant");
                await form.locator("#label").fill("prod");
                await form.locator("#protected").check();
                await take(session(), `connection-${theme}`);
                await form.locator("#save").click();
                await workbench.command("Flux Scripts: Focus on Connections View");
                const tree = new Explorer(workbench);
                await tree.has(/^plant\s*chosen/);
                for (const name of ["Buckets", "air_sensor", "air", "room", "sensor-mean"]) await tree.open(name);
                await tree.has(/^kitchen/);
                await take(session(), `tree-${theme}`);
            });
        },
    );
}
