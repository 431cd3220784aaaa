import { execFile, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";
import { chromium } from "playwright-core";
import { afterAll, expect, it } from "vitest";
import { cacheFolder, ensureBrowser } from "../../scripts/lib/vscode.mjs";
import { output, root } from "./support/session.ts";
import { Workbench } from "./support/workbench.ts";

const folder = mkdtempSync(join(tmpdir(), "flux-scripts-start-"));
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

/** What npm start keeps goes into this test's folder; what it downloads stays in the cache. */
const env = {
    ...process.env,
    FLUX_SCRIPTS_CACHE: cacheFolder(),
    FLUX_SCRIPTS_DATA: join(folder, "data"),
    FLUX_SCRIPTS_START: join(folder, "start"),
};
const start = (...args: string[]) => [join(root, "scripts/start.mjs"), ...args];

it("npm start -- --headless --once prints both URLs and the table of an example, then ends", async () => {
    const { stdout } = await promisify(execFile)(process.execPath, start("--headless", "--once"), { cwd: root, env });
    expect(stdout).toMatch(/^backend {3}http:\/\/127\.0\.0\.1:\d+$/m);
    expect(stdout).toMatch(/^VS Code {3}http:\/\/127\.0\.0\.1:\d+\/\?tkn=[0-9a-f]{48}&folder=/m);
    expect(stdout).toMatch(/_time.*_value/);
    expect(stdout.split("\n").filter((line) => /\d{4}-\d\d-\d\dT\d\d:00:00Z/.test(line)).length).toBeGreaterThan(5);
});

it("npm start serves a VS Code with the extension, connected to the backend with the sample data, until it is interrupted", async () => {
    const child = spawn(process.execPath, start("--headless"), { cwd: root, env, stdio: ["ignore", "pipe", "inherit"] });
    const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
    const browser = await chromium.launch(await ensureBrowser());
    try {
        let url: string | undefined;
        for await (const line of createInterface({ input: child.stdout })) {
            url ??= /^VS Code {3}(\S+)/.exec(line)?.[1];
            if (line.startsWith("Ctrl-C")) break;
        }
        const page = await browser.newPage();
        const workbench = new Workbench(page, output);
        await page.goto(url ?? "about:blank");
        await workbench.untilReady();
        await workbench.openFile("latest-readings.flux");
        await page.locator(".statusbar-item", { hasText: "Flux: Local" }).waitFor();
    } finally {
        await browser.close();
        child.kill("SIGINT");
    }
    expect(await ended).toBe(0);
});
