/** VS Code's own proxy and certificates: a server that only a proxy finds, with a certificate of a private authority. */
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { finishedRows, inSession } from "./journey.ts";
import { startSampleBackend } from "./support/backend.ts";
import type { Access } from "./support/http.ts";
import { type Network, startNetwork } from "./support/proxy.ts";
import { openSession } from "./support/session.ts";

let network: Network | undefined;
let access: Access | undefined;

/** `settings` and `env` of a session are read when it opens, so that the network is there before. */
async function open(): ReturnType<typeof openSession> {
    const folder = mkdtempSync(join(tmpdir(), "flux-scripts-network-"));
    const backend = await startSampleBackend(folder);
    const started = await startNetwork("influx.corp.test", backend.url);
    network = started;
    access = backend;
    const ca = join(folder, "authority.pem");
    writeFileSync(ca, started.certificates.ca);
    return openSession({
        mode: "checkout",
        files: { "rows.flux": 'import "array"\n\narray.from(rows: [{n: 1}, {n: 2}])\n' },
        // The certificate store of the system, as Node finds it.
        env: { SSL_CERT_FILE: ca },
        prepare: () => Promise.resolve({ stop: async () => void (await Promise.all([started.stop(), backend.stop()])) }),
    });
}

inSession("a connection behind a proxy with a private authority", open, (session) => {
    it("is reached by the settings of VS Code, and runs scripts", async () => {
        const { workbench } = session();
        if (network === undefined || access === undefined) throw new Error("not started");
        await workbench.openFile("rows.flux");
        // The proxy is one of the settings that a person's own file alone may hold.
        await workbench.command("Preferences: Open User Settings (JSON)");
        await workbench.page.locator(".tab.active", { hasText: "settings.json" }).waitFor();
        await workbench.page.locator(".editor-group-container.active .view-lines").first().click();
        await workbench.page.keyboard.press("Control+A");
        const settings = {
            "http.proxy": network.proxy,
            "http.proxySupport": "override",
            "http.systemCertificates": true,
            "http.systemCertificatesNode": true,
        };
        await workbench.page.evaluate((text) => navigator.clipboard.writeText(text), JSON.stringify(settings, null, 4));
        await workbench.page.keyboard.press("Control+V");
        await workbench.page.keyboard.press("Control+S");
        await workbench.page.locator(".tab.active.dirty").waitFor({ state: "detached" });
        await workbench.screenshot("network-settings");
        await workbench.command("Flux: Add Connection");
        const form = await workbench.webview("#checks");
        await form.locator("#host").fill(network.host);
        await form.locator("#token").fill(access.token);
        await form.locator("#token").blur();
        await workbench.until("the check", async () => (await form.locator("#checks").innerText()).includes("push and delete scripts"));
        await form.locator("#save").click();
        await workbench.until("the connection", async () =>
            (await workbench.page.locator('.statusbar-item[id*="fluxScripts.connection"]').first().innerText()).includes(
                "influx.corp.test",
            ),
        );
        await workbench.openFile("rows.flux");
        await workbench.command("Flux: Invoke Script");
        await finishedRows(workbench, 2);
        // VS Code itself asks for other hosts; the backend on this machine is none of them.
        expect(network.asked).toContain("influx.corp.test:443");
        expect(network.asked.filter((host) => /^(127\.|localhost)/.test(host))).toEqual([]);
    });
});
