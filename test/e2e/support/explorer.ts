/** The tree of connections, scripts and buckets. */
import type { Locator } from "playwright-core";
import type { Workbench } from "./workbench.ts";

export class Explorer {
    constructor(private readonly workbench: Workbench) {}

    async show(): Promise<void> {
        await this.workbench.command("Flux Scripts: Focus on Connections View");
    }

    private get rows(): Locator {
        return this.workbench.page.locator(".tree-explorer-viewlet-tree-view .monaco-list-row");
    }

    /** The first row of exactly this name. */
    row(text: string): Locator {
        const name = this.workbench.page.locator(".label-name", { hasText: new RegExp(`^${text}$`) });
        return this.rows.filter({ has: name }).first();
    }

    texts(): Promise<string[]> {
        return this.rows.allInnerTexts();
    }

    async has(pattern: RegExp): Promise<void> {
        await this.workbench.until(`${String(pattern)} in the tree`, async () =>
            (await this.texts()).some((text) => pattern.test(text.trim())),
        );
    }

    async open(text: string): Promise<void> {
        await this.row(text).waitFor();
        if ((await this.row(text).getAttribute("aria-expanded")) !== "true") await this.row(text).locator(".monaco-tl-twistie").click();
    }

    /** Presses a button of a row, which comes up under the pointer. */
    async press(text: string, action: string): Promise<void> {
        await this.row(text).hover();
        await this.row(text).locator(`.action-label[aria-label*="${action}"]`).click();
    }
}
