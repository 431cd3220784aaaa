/** A real VS Code in a real browser, with the extension in one of three ways, on a workspace of its own. */
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Browser, chromium, type Page } from "playwright-core";
import { ensureBrowser, installVsix, startVsCodeServer, writeUserSettings } from "../../../scripts/lib/vscode.mjs";
import { Workbench } from "./workbench.ts";

/** The repository's root folder. */
export const root = fileURLToPath(new URL("../../..", import.meta.url)).replace(/\/$/, "");

/** Screenshots and traces of failed tests go here; it is not in git. */
export const output = join(root, "test/e2e/output");

/**
 * `checkout`: the extension runs from this folder, as in development. `vsix`: the packaged extension is installed, as a
 * person does. `web`: from this folder in the browser's own extension host, as on vscode.dev.
 */
export type Mode = "checkout" | "vsix" | "web";

export interface SessionOptions {
    readonly mode: Mode;
    /** Path of the `.vsix` for that mode. */
    readonly vsix?: string;
    /** Files of the workspace (path → text) on top of the sample's. */
    readonly files?: Readonly<Record<string, string>>;
    readonly settings?: Readonly<Record<string, unknown>>;
    readonly theme?: "light" | "dark" | "contrast";
    /** Of the window, in pixels; 1280 × 800 when absent. */
    readonly size?: { readonly width: number; readonly height: number };
    /** Environment of the extension host and of what it starts. */
    readonly env?: Readonly<Record<string, string>>;
    /** Done before the window opens, with the HOME of the extension host and the workspace; ended with the session. */
    readonly prepare?: (home: string, workspace: string) => Promise<{ stop(): Promise<void> }>;
}

export interface Session {
    readonly workbench: Workbench;
    /** The workspace folder, a copy of `samples/workspace`. */
    readonly workspace: string;
    /** HOME of the extension host: what the extension keeps for a user is below it. */
    readonly home: string;
    /** Ends the browser and the VS Code server; removes every file of the session. */
    close(): Promise<void>;
}

/** Settings of a window that shows only what a test is about. */
export const quietSettings = {
    "workbench.startupEditor": "none",
    "workbench.secondarySideBar.defaultVisibility": "hidden",
    "workbench.tips.enabled": false,
    "workbench.enableExperiments": false,
    "chat.disableAIFeatures": true,
    "extensions.autoUpdate": false,
    "extensions.autoCheckUpdates": false,
    "extensions.ignoreRecommendations": true,
    "telemetry.telemetryLevel": "off",
    "update.mode": "none",
    "git.enabled": false,
    "editor.accessibilitySupport": "off",
    "files.autoSave": "off",
    "files.hotExit": "off",
    "window.autoDetectColorScheme": false,
};

const themes = { light: "Light Modern", dark: "Dark Modern", contrast: "Default High Contrast" };

/** Starts a session; the workbench is up and the workspace open when it answers. */
export async function openSession(options: SessionOptions): Promise<Session> {
    const folder = mkdtempSync(join(tmpdir(), "flux-scripts-e2e-"));
    const places = {
        data: join(folder, "data"),
        extensions: join(folder, "extensions"),
        home: join(folder, "home"),
        workspace: join(folder, "workspace"),
    };
    for (const place of Object.values(places)) mkdirSync(place);
    mkdirSync(output, { recursive: true });
    cpSync(join(root, "samples/workspace"), places.workspace, { recursive: true });
    for (const [path, text] of Object.entries(options.files ?? {})) writeFileSync(join(places.workspace, path), text);
    await writeUserSettings(places.data, {
        ...quietSettings,
        "workbench.colorTheme": themes[options.theme ?? "dark"],
        ...options.settings,
    });
    if (options.mode === "vsix") {
        if (options.vsix === undefined) throw new Error("a vsix session needs the path of the vsix");
        await installVsix(options.vsix, places.data, places.extensions);
    }

    const prepared = await options.prepare?.(places.home, places.workspace);
    const server = await startVsCodeServer({
        dataFolder: places.data,
        extensionsFolder: places.extensions,
        args: ["--enable-smoke-test-driver"],
        env: {
            HOME: places.home,
            FLUX_SCRIPTS_DATA: undefined,
            XDG_DATA_HOME: undefined,
            XDG_STATE_HOME: undefined,
            XDG_CONFIG_HOME: undefined,
            XDG_RUNTIME_DIR: undefined,
            ...options.env,
        },
    });
    let browser: Browser | undefined;
    const close = async (): Promise<void> => {
        await browser?.close();
        await server.stop();
        await prepared?.stop();
        rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    };
    try {
        browser = await chromium.launch(await ensureBrowser());
        const context = await browser.newContext({
            viewport: options.size ?? { width: 1280, height: 800 },
            permissions: ["clipboard-read", "clipboard-write"],
        });
        const page = await context.newPage();
        const workbench = new Workbench(page, output);
        if (options.mode === "web") await serveAsWebExtension(page);
        await page.goto(address(server.port, places.workspace, options.mode));
        await workbench.untilReady();
        return { workbench, workspace: places.workspace, home: places.home, close };
    } catch (error) {
        await close();
        throw error;
    }
}

function address(port: number, workspace: string, mode: Mode): string {
    const authority = `127.0.0.1:${port}`;
    const payload: [string, string][] = [];
    if (mode === "checkout") payload.push(["extensionDevelopmentPath", `vscode-remote://${authority}${root}`]);
    return `http://${authority}/?folder=${encodeURIComponent(workspace)}&payload=${encodeURIComponent(JSON.stringify(payload))}`;
}

/**
 * Gives the workbench the extension as vscode.dev does: from an address of the web, so that it runs in the browser's own
 * host. (One that the server has installed would run in the server's Node.)
 */
async function serveAsWebExtension(page: Page): Promise<void> {
    const place = "/extension-under-test";
    await page.route(
        (url) => url.pathname.startsWith(`${place}/`),
        async (route) => {
            const path = join(root, decodeURIComponent(new URL(route.request().url()).pathname.slice(place.length)));
            await (existsSync(path) ? route.fulfill({ path }) : route.fulfill({ status: 404 }));
        },
    );
    await page.addInitScript((path) => {
        const read = Element.prototype.getAttribute;
        Element.prototype.getAttribute = function (name) {
            const value = read.call(this, name);
            if (name !== "data-settings" || this.id !== "vscode-workbench-web-configuration" || value === null) return value;
            const configuration = JSON.parse(value) as { developmentOptions?: object };
            const extensions = [{ scheme: "http", authority: location.host, path }];
            return JSON.stringify({ ...configuration, developmentOptions: { ...configuration.developmentOptions, extensions } });
        };
    }, place);
}
