/** What a person does in the VS Code window, and what they see there. */
import { join } from "node:path";
import type { Frame, Locator, Page } from "playwright-core";

/** How long things may take on a busy machine; a test fails when they don't come at all. */
const patience = 60_000;

export class Workbench {
    /** Errors of the page itself that were not caught there, for reports. */
    readonly pageErrors: string[] = [];

    constructor(
        readonly page: Page,
        private readonly output: string,
    ) {
        page.setDefaultTimeout(patience);
        page.on("pageerror", (error) => this.pageErrors.push(error.message));
    }

    async untilReady(): Promise<void> {
        await this.page.locator(".monaco-workbench .explorer-folders-view").waitFor();
    }

    /** Opens a script of the workspace from the explorer; answers once the extension has seen it (its lenses are there). */
    async openFile(name: string): Promise<void> {
        const item = this.page.locator(".explorer-folders-view .monaco-list-row", { hasText: name });
        await item.first().dblclick();
        await this.page.locator(".editor-container .view-lines").first().waitFor();
        await this.page.locator(".tab.active", { hasText: name }).first().waitFor();
        await this.page.locator(".editor-group-container.active .codelens-decoration", { hasText: "Invoke" }).first().waitFor();
    }

    /** Runs a command from the palette by its title, for example `Flux: Push Script`. */
    async command(title: string): Promise<void> {
        const input = this.page.locator(".quick-input-widget .quick-input-box input");
        const row = this.page.locator(".quick-input-list .monaco-list-row", { hasText: title }).first();
        // An editor that opens meanwhile takes the focus, and the palette closes before the click: then once more.
        await this.until(`"${title}" in the palette`, async () => {
            try {
                await this.page.keyboard.press("F1");
                await input.fill(`>${title}`, { timeout: 5_000 });
                await row.click({ timeout: 5_000 });
                return true;
            } catch {
                await this.page.keyboard.press("Escape");
                return false;
            }
        });
    }

    /** True when the palette offers a command of this title now. */
    async offers(title: string): Promise<boolean> {
        await this.page.keyboard.press("F1");
        const input = this.page.locator(".quick-input-widget .quick-input-box input");
        await input.fill(`>${title}`);
        const list = this.page.locator(".quick-input-list .monaco-list-row");
        await list.first().waitFor();
        const found = (await list.filter({ hasText: title }).count()) > 0;
        await this.page.keyboard.press("Escape");
        return found;
    }

    /** Puts the cursor into the active editor; line and column from 1. */
    async goTo(line: number, column: number): Promise<void> {
        await this.page.locator(".editor-group-container.active .view-lines").first().click();
        await this.page.keyboard.press("Control+G");
        const input = this.page.locator(".quick-input-widget .quick-input-box input");
        await input.waitFor();
        await input.fill(`:${line}:${column}`);
        await this.page.keyboard.press("Enter");
        await this.page.locator(".quick-input-widget").waitFor({ state: "hidden" });
    }

    /** Types as a person does, one key after the other. */
    async type(text: string): Promise<void> {
        await this.page.keyboard.type(text, { delay: 15 });
    }

    /** Text of the hover at a place of the active editor; waits until it contains `expected`. */
    async hover(line: number, column: number, expected: string): Promise<string> {
        await this.goTo(line, column);
        const hover = this.page.locator(".monaco-hover:not(.hidden) .monaco-hover-content", { hasText: expected }).first();
        const until = Date.now() + patience;
        for (;;) {
            await this.page.keyboard.press("Control+K");
            await this.page.keyboard.press("Control+I");
            try {
                await hover.waitFor({ timeout: 3_000 });
                return await hover.innerText();
            } catch (error) {
                if (Date.now() > until) throw error;
                await this.page.keyboard.press("Escape");
            }
        }
    }

    /** The counts in the status bar: `No Problems`, or `Errors: 1, Warnings: 2`. */
    async problems(): Promise<string> {
        return (await this.page.locator('[id="status.problems"] a').first().getAttribute("aria-label")) ?? "";
    }

    /** Waits until the status bar's count of errors is `count`. */
    async untilErrors(count: number): Promise<void> {
        await this.until(`${count} errors in the status bar`, async () => errorsOf(await this.problems()) === count);
    }

    /** Messages in the Problems panel, which stays open. */
    async problemMessages(): Promise<string[]> {
        await this.command("Problems: Focus on Problems View");
        const rows = this.page.locator(
            ".markers-panel .monaco-list-row .marker-message-details-container, .markers-panel .monaco-list-row .marker-message-line",
        );
        await rows.first().waitFor();
        return rows.allInnerTexts();
    }

    /**
     * The text of the newest message that has `part`, once it is there; presses one of its buttons where named. The smoke-test
     * driver shows messages only in the list.
     */
    async message(part: string, button?: string): Promise<string> {
        const item = this.page.locator(".notifications-center .notification-list-item", { hasText: part }).first();
        await this.until(`the message "${part}"`, async () => {
            if (!(await this.page.locator(".notifications-center.visible").isVisible()))
                await this.command("Notifications: Show Notifications");
            return item.isVisible();
        });
        const text = await item.innerText();
        if (button !== undefined) await item.locator(".monaco-button", { hasText: button }).first().click();
        return text;
    }

    async dismissNotifications(): Promise<void> {
        await this.command("Notifications: Clear All Notifications");
    }

    /** The input box or pick at the top, once it shows `text` (in its title, placeholder, message or list). */
    async prompt(text: string): Promise<Locator> {
        const widget = this.page.locator(".quick-input-widget");
        await this.until(`a prompt with "${text}"`, async () => {
            if (!(await widget.isVisible())) return false;
            const placeholder = (await widget.locator("input").first().getAttribute("placeholder")) ?? "";
            return `${await widget.innerText()}\n${placeholder}`.includes(text);
        });
        return widget;
    }

    /** Answers the prompt that shows `label`. */
    async answer(label: string, value: string): Promise<void> {
        const widget = await this.prompt(label);
        await widget.locator("input").first().fill(value);
        await this.page.keyboard.press("Enter");
    }

    /** The frame of a webview that has `selector`, once it is there. */
    async webview(selector: string): Promise<Frame> {
        let found: Frame | undefined;
        await this.until(`a webview with ${selector}`, async () => {
            for (const frame of this.page.frames()) {
                if (frame === this.page.mainFrame()) continue;
                const count = await frame
                    .locator(selector)
                    .count()
                    .catch(() => 0);
                if (count > 0) found = frame;
            }
            return found !== undefined;
        });
        return found as Frame;
    }

    /** Text of all webviews, for messages of failed tests. */
    async webviewTexts(): Promise<string> {
        const texts = await Promise.all(
            this.page.frames().map((frame) => frame.evaluate(() => document.body?.innerText ?? "").catch(() => "")),
        );
        return texts.slice(1).join("\n");
    }

    /** Polls `holds` until it answers true; says what was waited for otherwise. */
    async until(what: string, holds: () => Promise<boolean>): Promise<void> {
        const until = Date.now() + patience;
        while (!(await holds())) {
            if (Date.now() > until) {
                const name = `failed-${what.replace(/\W+/g, "-").slice(0, 60)}`;
                await this.screenshot(name);
                throw new Error(
                    `waited a minute for ${what}; see test/e2e/output/${name}.png. Webviews show: ${await this.webviewTexts()}`,
                );
            }
            await new Promise((resolve) => setTimeout(resolve, 100));
        }
    }

    /** Saves what the window shows as `test/e2e/output/NAME.png`. */
    async screenshot(name: string): Promise<void> {
        await this.page.screenshot({ path: join(this.output, `${name}.png`) });
    }
}

function errorsOf(label: string): number {
    return Number(/Errors: (\d+)/.exec(label)?.[1] ?? 0);
}
