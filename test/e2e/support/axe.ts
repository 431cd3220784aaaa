/** What axe-core finds in a page or frame. */
import axe from "axe-core";
import type { Frame, Page } from "playwright-core";

/** The rules of WCAG 2.2 AA. */
export const wcag = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

interface Report {
    readonly violations: readonly {
        readonly id: string;
        readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
    }[];
}

/** Violations as lines that say which rule, where and why. The tool runs beside the page's own policy, which lets no script in. */
export async function axeFaults(frame: Page | Frame, rules: readonly string[] = wcag): Promise<string[]> {
    await frame.evaluate(axe.source);
    return frame.evaluate(
        async (runOnly) => {
            const tool = (window as unknown as { axe: { run(options: unknown): Promise<Report> } }).axe;
            const { violations } = await tool.run({ runOnly });
            return violations.flatMap(({ id, nodes }) =>
                nodes.map((node) => `${id}: ${node.html.slice(0, 160)} ${(node.failureSummary ?? "").slice(0, 300)}`),
            );
        },
        [...rules],
    );
}
