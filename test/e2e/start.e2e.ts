import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, expect, it } from "vitest";
import { cacheFolder } from "../../scripts/lib/vscode.mjs";
import { root } from "./support/session.ts";

const home = mkdtempSync(join(tmpdir(), "flux-scripts-start-"));
afterAll(() => rmSync(home, { recursive: true, force: true, maxRetries: 5 }));

it("npm start -- --headless --once prints both URLs and the table of an example, then ends", async () => {
    const env = {
        ...process.env,
        HOME: home,
        FLUX_SCRIPTS_CACHE: cacheFolder(),
        XDG_DATA_HOME: "",
        XDG_CONFIG_HOME: "",
        XDG_RUNTIME_DIR: "",
    };
    const { stdout } = await promisify(execFile)(process.execPath, ["scripts/start.mjs", "--headless", "--once"], { cwd: root, env });
    expect(stdout).toMatch(/^backend {3}http:\/\/127\.0\.0\.1:\d+$/m);
    expect(stdout).toMatch(/^VS Code {3}http:\/\/127\.0\.0\.1:\d+\/\?tkn=[0-9a-f]{48}&folder=/m);
    expect(stdout).toMatch(/_time.*_value/);
    expect(stdout.split("\n").filter((line) => /\d{4}-\d\d-\d\dT\d\d:00:00Z/.test(line)).length).toBeGreaterThan(5);
});
