/** A webview's page alone in Chromium: its bundle, its policy and a theme's colours, with a stand-in for VS Code. Quick and exact. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Browser, chromium, type Page } from "playwright-core";
import { ensureBrowser } from "../../../scripts/lib/vscode.mjs";
import { pageMarkup } from "../../../client/src/views/markup.ts";
import { output, root } from "./session.ts";

export type Theme = "dark" | "light" | "contrast";

const origin = "https://extension.test";
/** What VS Code gives to its webviews in each theme: the variables in use. */
const themes = JSON.parse(readFileSync(join(root, "test/e2e/support/themes.json"), "utf8")) as Record<Theme, Record<string, string>>;
const bodyClass: Readonly<Record<Theme, string>> = { dark: "vscode-dark", light: "vscode-light", contrast: "vscode-high-contrast" };

export interface PageOptions {
    readonly bundle: "results" | "params" | "connection" | "sync" | "compare";
    readonly theme?: Theme;
    readonly size?: { readonly width: number; readonly height: number };
    /** What the page kept before a reload. */
    readonly state?: unknown;
}

interface Posted {
    readonly type: string;
    readonly [key: string]: unknown;
}

export class ViewPage {
    /** Requests that left the extension's own files, and violations of the policy. */
    readonly offences: string[] = [];

    constructor(
        readonly page: Page,
        private readonly theme: Theme,
    ) {}

    /** Sends a message as the extension does. */
    async send(message: unknown): Promise<void> {
        await this.page.evaluate((data) => window.postMessage(data, "*"), message);
    }

    /** Sends a piece of CSV. */
    async sendBytes(run: number, text: string): Promise<void> {
        await this.page.evaluate(
            ([number, csv]) => window.postMessage({ type: "bytes", run: number, bytes: new TextEncoder().encode(csv) }, "*"),
            [run, text] as const,
        );
    }

    /** What the page sent to the extension. */
    posted(): Promise<Posted[]> {
        return this.page.evaluate(() => (window as unknown as { posted: Posted[] }).posted);
    }

    async lastPosted(type: string): Promise<Posted> {
        for (const until = Date.now() + 10_000; Date.now() < until; await new Promise((resolve) => setTimeout(resolve, 30))) {
            const last = (await this.posted()).filter((message) => message.type === type).at(-1);
            if (last !== undefined) return last;
        }
        throw new Error(`the page sent no ${type}`);
    }

    /** The colour (r, g, b) of a theme's variable. */
    async colour(variable: string): Promise<number[]> {
        const hex = themes[this.theme][variable] ?? "";
        return [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
    }

    state(): Promise<unknown> {
        return this.page.evaluate(() => (window as unknown as { kept: unknown }).kept);
    }

    async screenshot(name: string): Promise<string> {
        const path = join(output, `${name}-${this.theme}.png`);
        await this.page.screenshot({ path });
        return path;
    }
}

/** Polls until `holds` answers true; ten seconds are enough for a page alone. */
export async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
    for (const end = Date.now() + 10_000; Date.now() < end; await new Promise((resolve) => setTimeout(resolve, 40)))
        if (await holds()) return;
    throw new Error(`waited in vain for ${what}`);
}

let browser: Browser | undefined;

export async function openPage({ bundle, theme = "dark", size = { width: 1100, height: 520 }, state }: PageOptions): Promise<ViewPage> {
    browser ??= await chromium.launch(await ensureBrowser());
    const context = await browser.newContext({
        viewport: size,
        colorScheme: theme === "light" ? "light" : "dark",
        timezoneId: "Europe/Berlin",
        locale: "en-US",
    });
    const page = await context.newPage();
    page.setDefaultTimeout(20_000);
    const view = new ViewPage(page, theme);
    page.on("console", (message) => {
        if (/Content Security Policy|Refused to/i.test(message.text())) view.offences.push(message.text());
    });
    page.on("pageerror", (error) => view.offences.push(error.stack ?? error.message));
    await page.route("**/*", async (route) => {
        const url = new URL(route.request().url());
        if (url.protocol === "blob:" || url.protocol === "data:") return route.continue();
        if (url.origin !== origin) {
            view.offences.push(`request to ${url.href}`);
            return route.abort();
        }
        if (url.pathname !== "/") return route.fulfill({ path: join(root, "dist/webviews", url.pathname.slice(1)) });
        const place = bundle === "results" ? "panel" : "editor";
        const l10n = {};
        const markup = {
            nonce: "test",
            source: origin,
            address: (file: string) => `${origin}/${file}`,
            bundle,
            title: "Test",
            place,
            language: "en",
            init: { l10n },
        } as const;
        return route.fulfill({ contentType: "text/html", body: pageMarkup(markup) });
    });
    await page.addInitScript(
        ([colours, themeClass, kept]) => {
            const stand = window as unknown as { posted: unknown[]; kept: unknown; acquireVsCodeApi: unknown };
            stand.posted = [];
            stand.kept = kept;
            stand.acquireVsCodeApi = () => ({
                postMessage: (message: unknown) => stand.posted.push(message),
                getState: () => stand.kept,
                setState: (next: unknown) => {
                    stand.kept = next;
                },
            });
            document.addEventListener("DOMContentLoaded", () => {
                document.body.classList.add(themeClass as string);
                const fonts = {
                    "--vscode-font-family": "Ubuntu, 'Noto Sans', sans-serif",
                    "--vscode-font-size": "13px",
                    "--vscode-editor-font-family": "'DejaVu Sans Mono', monospace",
                    "--vscode-editor-font-size": "13px",
                };
                for (const [name, value] of Object.entries({ ...fonts, ...(colours as object) }))
                    document.documentElement.style.setProperty(name, value as string);
            });
        },
        [themes[theme], bodyClass[theme], state] as const,
    );
    await page.goto(`${origin}/`);
    return view;
}

export async function closePages(): Promise<void> {
    await browser?.close();
    browser = undefined;
}
