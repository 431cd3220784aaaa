import { writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { expect, it } from "vitest";
import { freePort } from "../../scripts/lib/vscode.mjs";
import { inSession } from "./journey.ts";
import { startSampleBackend } from "./support/backend.ts";
import { openSession, type Session } from "./support/session.ts";
import type { Workbench } from "./support/workbench.ts";

const scripts = {
    "hello.flux": 'import "array"\n\narray.from(rows: [{greeting: "hello"}])\n',
    "broken.flux": 'from(bucket: "air_sensor")\n    |> range(start: -1h)\n    |> nosuch()\n',
};

async function invoke(workbench: Workbench, file: string): Promise<void> {
    await workbench.openFile(file);
    await workbench.goTo(1, 1);
    await workbench.page.keyboard.press("Control+Enter");
}

/** What the results view says of a run that failed. */
async function failure(workbench: Workbench, expected: string): Promise<{ message: string; hint: string }> {
    const results = await workbench.webview("#error:not([hidden]) #error-message");
    const message = results.locator("#error-message");
    await workbench.until(`the error "${expected}"`, async () => (await message.innerText().catch(() => "")).includes(expected));
    return { message: await message.innerText(), hint: await results.locator("#error-hint").innerText() };
}

async function choose(workbench: Workbench, connection: string): Promise<void> {
    await workbench.command("Flux: Select Connection");
    await workbench.answer(connection, connection);
}

/** A workspace that shares a connection to a backend with another token, and one to a port where nothing listens. */
async function open(): Promise<Session> {
    const silent = await freePort();
    return openSession({
        mode: "checkout",
        files: scripts,
        prepare: async (home, workspace) => {
            const backend = await startSampleBackend(home);
            const connections = {
                guarded: { kind: "cloud", host: backend.url },
                down: { kind: "cloud", host: `http://127.0.0.1:${silent}` },
            };
            writeFileSync(join(workspace, "flux-scripts.json"), JSON.stringify({ connections }));
            return backend;
        },
    });
}

inSession("wrong input", open, (session) => {
    it("names the place in a script that does not compile, and what to do", async () => {
        const { workbench } = session();
        await invoke(workbench, "broken.flux");
        const { message, hint } = await failure(workbench, "nosuch");
        expect(message).toContain("undefined identifier nosuch");
        expect(hint).toMatch(/correct the script/i);
        const results = await workbench.webview("#error-place");
        expect(await results.locator("#error-place").innerText()).toBe("broken.flux:3:8");
    });

    it("says at the field which value a param can't have, and sends nothing", async () => {
        const { workbench } = session();
        await invoke(workbench, "co-peaks.flux");
        const form = await workbench.webview("#p-rows");
        await form.locator("#p-rows").fill("ten");
        await form.locator("#run").click();
        expect(await form.locator("#p-rows").getAttribute("aria-invalid")).toBe("true");
        expect(await form.locator("#h-rows").innerText()).not.toBe("");
        expect(await form.locator("#faults").innerText()).toMatch(/to fix/);
    });

    it("says that a server does not accept the token", async () => {
        const { workbench } = session();
        await choose(workbench, "guarded");
        await invoke(workbench, "hello.flux");
        await workbench.answer("Token for guarded", "not-the-token");
        const { message, hint } = await failure(workbench, "token");
        expect(message).toContain('"guarded" does not accept the token');
        expect(hint).toMatch(/enter a token/i);
    });

    it("says that a server can't be reached, and how to go on", async () => {
        const { workbench } = session();
        await choose(workbench, "down");
        await invoke(workbench, "hello.flux");
        await workbench.answer("Token for down", "any");
        const { message, hint } = await failure(workbench, "reach");
        expect(message).toMatch(/cannot reach "down" \(http:\/\/127\.0\.0\.1:\d+\)/i);
        expect(hint).toMatch(/check that the server runs/i);
    });
});

let occupiedPort = 0;

async function openWithOccupiedPort(): Promise<Session> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    if (address === null || typeof address === "string") throw new Error("the server has no port");
    occupiedPort = address.port;
    const stop = () => new Promise<void>((resolve) => server.close(() => resolve()));
    return openSession({
        mode: "checkout",
        files: scripts,
        settings: { "fluxScripts.local.port": address.port },
        prepare: async () => ({ stop }),
    });
}

inSession("a port in use", openWithOccupiedPort, (session) => {
    it("is named by the local backend that can't start, with the setting to change", async () => {
        const { workbench } = session();
        await invoke(workbench, "hello.flux");
        const { message, hint } = await failure(workbench, "in use");
        expect(message).toContain(`port ${occupiedPort} is in use`);
        expect(hint).toContain("fluxScripts.local.port");
    });
});
