/** Connections as a person makes, tries, marks and removes them, and what the tree shows of each. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Frame } from "playwright-core";
import { expect, it } from "vitest";
import { inSession } from "./journey.ts";
import { runningBackend, startSampleBackend } from "./support/backend.ts";
import type { Access } from "./support/http.ts";
import { openSession } from "./support/session.ts";
import type { Workbench } from "./support/workbench.ts";

/** Nothing listens there. */
const nobody = "http://127.0.0.1:18999";

async function prepare(home: string): ReturnType<typeof startSampleBackend> {
    const backend = await startSampleBackend(home);
    mkdirSync(join(home, ".influxdbv2"));
    const configs = `[default]\n  url = "${backend.url}"\n  token = "${backend.token}"\n  org = "local"\n  active = true\n\n[broken]\n  url = "${nobody}"\n  token = "t"\n  org = "o"\n`;
    writeFileSync(join(home, ".influxdbv2/configs"), configs);
    return backend;
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

inSession(
    "connections",
    () => openSession({ mode: "checkout", prepare }),
    (session) => {
        const access = (): Promise<Access> => runningBackend(session().home);

        it("are added in a form that tries address and token, and says what to do when that fails", async () => {
            const { workbench } = session();
            const { url, token } = await access();
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
    },
);
