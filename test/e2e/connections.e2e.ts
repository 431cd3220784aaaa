/** Connections as a person makes, tries, marks and removes them, and what the tree shows of each. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Frame } from "playwright-core";
import { expect, it } from "vitest";
import { finishedRows, inSession } from "./journey.ts";
import { type BackendProcess, startSampleBackend } from "./support/backend.ts";
import { Explorer } from "./support/explorer.ts";
import { type Access, deleteScript, listScripts } from "./support/http.ts";
import { openSession } from "./support/session.ts";
import type { Workbench } from "./support/workbench.ts";

/** Nothing listens there. */
const nobody = "http://127.0.0.1:18999";

/** The local backend, and another one that stands for a server of the team; the influx CLI knows that one and one that is gone. */
let team: BackendProcess | undefined;

async function prepare(home: string): ReturnType<typeof startSampleBackend> {
    const backend = await startSampleBackend(home);
    team = await startSampleBackend(join(home, "team"));
    const other = team;
    mkdirSync(join(home, ".influxdbv2"));
    const profile = (name: string, url: string, token: string): string =>
        `["${name}"]\n  url = "${url}"\n  token = "${token}"\n  org = "local"\n\n`;
    writeFileSync(join(home, ".influxdbv2/configs"), profile("test rig", team.url, team.token) + profile("gone", nobody, "t"));
    return { ...backend, stop: async () => void (await Promise.all([backend.stop(), other.stop()])) };
}

/** The status bar's text of the connection. */
function status({ page }: Workbench): Promise<string> {
    return page.locator('.statusbar-item[id*="fluxScripts.connection"]').first().innerText();
}

/** Fills a field of the form and leaves it, as Tab does. */
async function enter(form: Frame, field: string, value: string): Promise<void> {
    await form.locator(`#${field}`).fill(value);
    await form.locator(`#${field}`).blur();
}

async function checkSays(workbench: Workbench, form: Frame, text: string): Promise<void> {
    await workbench.until(`the check to say "${text}"`, async () => (await form.locator("#checks").innerText()).includes(text));
}

const files = {
    "reads.flux": 'import "array"\n\narray.from(rows: [{n: 1}])\n',
    "writes.flux": 'from(bucket: "air_sensor")\n    |> range(start: -1m)\n    |> to(bucket: "air_sensor")\n',
    "empty.flux": "\nx = 1\n",
};

inSession(
    "connections",
    () => openSession({ mode: "checkout", files, prepare }),
    (session) => {
        const theTeamStops = async (): Promise<void> => {
            await team?.stop();
        };
        const theTeam = (): Access => {
            if (team === undefined) throw new Error("not started");
            return team;
        };

        it("are added in a form that tries address and token, and says what to do when that fails", async () => {
            const { workbench } = session();
            const { url, token } = theTeam();
            await workbench.openFile("sensor-mean.flux");
            await workbench.command("Flux: Add Connection");
            const form = await workbench.webview("#checks");
            await enter(form, "host", "ftp://nowhere");
            expect(await form.locator("#h-host").innerText()).toContain("http://");
            await enter(form, "host", nobody);
            await enter(form, "token", "wrong");
            await checkSays(workbench, form, "nothing listens there");
            expect(await form.locator("#checks .hint").first().innerText()).toContain("Check that the server runs");
            await enter(form, "host", url);
            await checkSays(workbench, form, "does not accept the token");
            await enter(form, "token", token);
            await checkSays(workbench, form, "push and delete scripts");
            await checkSays(workbench, form, "Its clock agrees");
            expect(await form.locator("#org").inputValue()).toBe("local");
            await enter(form, "name", "plant");
            await form.locator("#label").fill("prod");
            await form.locator("#protected").check();
            await workbench.screenshot("connection-form");
            await form.locator("#save").click();
            await workbench.until("the connection in the status bar", async () => (await status(workbench)).includes("plant · prod"));
            expect(await workbench.page.locator(".webview.ready").count()).toBe(0);
        });

        it("ask for a new token once the address is another origin, and keep the old one until then", async () => {
            const { workbench } = session();
            await workbench.command("Flux: Edit Connection");
            await workbench.answer("Connection", "plant");
            const form = await workbench.webview("#checks");
            await checkSays(workbench, form, "push and delete scripts");
            expect(await form.locator("#token").inputValue()).toBe("");
            await enter(form, "host", nobody);
            await form.locator("#save").click();
            expect(await form.locator("#h-token").innerText()).toContain("enter one for the new address");
            await enter(form, "host", theTeam().url);
            await checkSays(workbench, form, "push and delete scripts");
            await enter(form, "name", "plant-eu");
            await form.locator("#save").click();
            await workbench.until("the new name", async () => (await status(workbench)).includes("plant-eu · prod"));
        });

        it("that are protected ask before a run that changes something, and only then", async () => {
            const { workbench } = session();
            await workbench.openFile("reads.flux");
            await workbench.command("Flux: Invoke Script");
            await finishedRows(workbench, 1);
            await workbench.openFile("writes.flux");
            await workbench.command("Flux: Invoke Script");
            const dialog = workbench.page.locator(".monaco-dialog-box");
            await dialog.waitFor();
            expect(await dialog.innerText()).toMatch(/"plant-eu" is protected[^]*to \(line \d\): writes points: air_sensor/);
            await dialog.locator(".monaco-button", { hasText: "Cancel" }).click();
        });

        it("are chosen for a workspace, and for one file", async () => {
            const { workbench } = session();
            await workbench.openFile("reads.flux");
            await workbench.command("Flux: Choose Connection for This File");
            await workbench.answer("Choose where reads.flux runs", "Local");
            await workbench.until("the file's choice", async () => (await status(workbench)).includes("Local"));
            await workbench.openFile("writes.flux");
            await workbench.until("the workspace's choice", async () => (await status(workbench)).includes("plant-eu"));
            await workbench.command("Flux: Select Connection");
            await workbench.answer("Choose where scripts run", "Local");
            await workbench.until("the workspace's new choice", async () => (await status(workbench)).includes("Local"));
            await workbench.command("Flux: Test Connection");
            expect(await workbench.message("Local: ")).toContain("The token is valid.");
        });

        it("are imported from the influx CLI's configs, those that answer", async () => {
            const { workbench } = session();
            await workbench.command("Flux: Import Connections");
            await workbench.prompt("Tokens go into the secret storage");
            await workbench.page.keyboard.press("Enter");
            expect(await workbench.message("gone:")).toContain("nothing listens there");
            expect(await workbench.message("Imported")).toContain("Imported test rig.");
        });

        it("show scripts, params with presets, and buckets down to tag values", async () => {
            const { workbench } = session();
            const tree = new Explorer(workbench);
            await tree.show();
            await tree.open("Buckets");
            await tree.open("air_sensor");
            await tree.open("air");
            await tree.has(/^temperature\s*field/);
            await tree.open("room");
            await tree.has(/^kitchen/);
            await workbench.screenshot("tree");
            expect(await tree.row("kitchen").getAttribute("aria-label")).toContain("kitchen, tag value");
            await tree.press("kitchen", "Preview Rows");
            expect(await finishedRows(workbench, 10)).toBeGreaterThan(10);
            await workbench.page.keyboard.press("Control+Shift+E");
            await workbench.openFile("empty.flux");
            await tree.show();
            await tree.press("temperature", "Insert Into Script");
            await workbench.until("the query in the editor", async () =>
                (await workbench.page.locator(".editor-group-container.active .view-lines").innerText())
                    .replace(/\s+/g, " ")
                    .includes('r._field == "temperature"'),
            );
            await tree.show();
            await workbench.command("Flux: Filter Scripts");
            await workbench.answer("Filter Scripts", "peaks");
            await workbench.until("the others to go", async () => !(await tree.texts()).some((text) => text.startsWith("sensor-mean")));
            await tree.has(/^co-peaks/);
            await workbench.command("Flux: Clear Filter");
            await tree.has(/^sensor-mean/);
        });

        it("copy a script by dragging it to another one", async () => {
            const { workbench } = session();
            const tree = new Explorer(workbench);
            for (const { id, name } of await listScripts(theTeam())) if (name === "co-peaks") await deleteScript(theTeam(), id);
            await tree.show();
            await tree.row("co-peaks").dragTo(tree.row("test rig"));
            const dialog = workbench.page.locator(".monaco-dialog-box", { hasText: "New there: co-peaks" });
            await dialog.locator(".monaco-button", { hasText: "Copy" }).first().click();
            await workbench.until("the copy", async () => (await listScripts(theTeam())).some(({ name }) => name === "co-peaks"));
        });

        it("that are gone say so in the tree, with a way to try again", async () => {
            const { workbench } = session();
            const tree = new Explorer(workbench);
            await theTeamStops();
            await workbench.page.locator('.composite.title .action-label[aria-label*="Refresh"]').first().click();
            await tree.open("test rig");
            await tree.has(/Cannot reach "test rig"/);
            expect(await tree.row("Cannot reach .*").getAttribute("aria-label")).toContain("Check that the server runs");
            await tree.row("Cannot reach .*").click();
            await tree.has(/Cannot reach "test rig"/);
        });

        it("are removed with their token", async () => {
            const { workbench } = session();
            const tree = new Explorer(workbench);
            await workbench.command("Flux: Remove Connection");
            await workbench.answer("Connection", "test rig");
            await workbench.page.locator(".monaco-dialog-box .monaco-button", { hasText: "Remove" }).click();
            await workbench.until("the row to go", async () => !(await tree.texts()).some((text) => text.startsWith("test rig")));
        });
    },
);
