/** The same window in a desktop VS Code, where one can be had. */
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { downloadAndUnzipVSCode } from "@vscode/test-electron";
import { _electron } from "playwright-core";
import { cacheFolder } from "../../../scripts/lib/vscode.mjs";
import { output, quietSettings, root, type Session } from "./session.ts";
import { Workbench } from "./workbench.ts";

/** A desktop VS Code's program, or why there is none. */
export async function desktopProgram(): Promise<{ readonly path: string } | { readonly reason: string }> {
    if (process.platform === "linux" && !process.env["DISPLAY"] && !process.env["WAYLAND_DISPLAY"]) {
        return { reason: "a desktop VS Code needs a display, and there is none" };
    }
    const named = process.env["FLUX_SCRIPTS_DESKTOP_VSCODE"];
    if (named) return { path: named };
    try {
        const late = new Promise<never>((_resolve, reject) =>
            setTimeout(() => reject(new Error("no answer within a minute")), 60_000).unref(),
        );
        return {
            path: await Promise.race([downloadAndUnzipVSCode({ cachePath: join(cacheFolder(), "desktop"), version: "stable" }), late]),
        };
    } catch (error) {
        return { reason: `a desktop VS Code can't be downloaded: ${error instanceof Error ? error.message : String(error)}` };
    }
}

/** Starts the desktop VS Code at `path` with the extension from the checkout. */
export async function openDesktop(path: string): Promise<Session> {
    const folder = mkdtempSync(join(tmpdir(), "flux-scripts-desktop-"));
    const places = {
        data: join(folder, "data"),
        extensions: join(folder, "extensions"),
        home: join(folder, "home"),
        workspace: join(folder, "workspace"),
    };
    for (const place of Object.values(places)) mkdirSync(place);
    mkdirSync(join(places.data, "User"));
    mkdirSync(output, { recursive: true });
    writeFileSync(join(places.data, "User/settings.json"), JSON.stringify(quietSettings));
    cpSync(join(root, "samples/workspace"), places.workspace, { recursive: true });
    const application = await _electron.launch({
        executablePath: path,
        args: [
            places.workspace,
            `--extensionDevelopmentPath=${root}`,
            `--user-data-dir=${places.data}`,
            `--extensions-dir=${places.extensions}`,
            "--disable-workspace-trust",
            "--skip-welcome",
            "--skip-release-notes",
            "--disable-updates",
            "--no-sandbox",
        ],
        env: { ...(process.env as Record<string, string>), HOME: places.home },
    });
    const close = async (): Promise<void> => {
        await application.close();
        rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    };
    try {
        const workbench = new Workbench(await application.firstWindow(), output);
        await workbench.untilReady();
        return { workbench, workspace: places.workspace, home: places.home, close };
    } catch (error) {
        await close();
        throw error;
    }
}
