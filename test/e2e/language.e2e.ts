/** The language server's features as a person sees them in the editor, with pictures of each. */
import { copyFileSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { inSession } from "./journey.ts";
import { openSession, output, root, type Session } from "./support/session.ts";

/** With `FLUX_SCRIPTS_PICTURES=1` the pictures of the documentation are taken anew. */
const documentation = process.env["FLUX_SCRIPTS_PICTURES"] === "1" ? join(root, "docs/images") : undefined;

const rooms = `// Mean of a room's temperature
import "strings"

limits = [21.5, 24.0]

from(bucket: params.bucket)
    |> range(start: duration(v: params.start))
    |> filter(fn: (r) => r._measurement == "air" and r.room == params.room)
    |> map(fn: (r) => ({room: strings.title(v: r.room), value: float(v: r._value)}))

`;

const tests = 'import "testing"\n\ntestcase adds {\n    x = 1 + 1\n}\n';

async function picture({ workbench }: Session, name: string): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, 700));
    await workbench.screenshot(name);
    if (documentation === undefined) return;
    mkdirSync(documentation, { recursive: true });
    copyFileSync(join(output, `${name}.png`), join(documentation, `${name}.png`));
}

for (const theme of ["dark", "light"] as const) {
    inSession(
        `the language in the editor, ${theme}`,
        () =>
            openSession({
                mode: "checkout",
                theme,
                size: { width: 1200, height: 700 },
                files: { "rooms.flux": rooms, "adds_test.flux": tests },
            }),
        (session) => {
            it("shows code lenses, and hints of types, params and columns", async () => {
                const { workbench } = session();
                await workbench.openFile("rooms.flux");
                const text = async (): Promise<string> =>
                    (await workbench.page.locator(".editor-group-container.active .view-lines").innerText()).replaceAll("\u00a0", " ");
                await workbench.until("the hints", async () => /: \[float\]/.test(await text()) && /\{room, value\}/.test(await text()));
                const lenses = await workbench.page.locator(".codelens-decoration").allInnerTexts();
                expect(lenses.join(" ")).toMatch(/Invoke.*Push.*3 params/s);
                await picture(session(), `language-hints-${theme}`);
            });

            it("tells on hover which bucket or step a column comes from", async () => {
                const { workbench } = session();
                const line = rooms.split("\n").findIndex((each) => each.includes("strings.title")) + 1;
                const column = (rooms.split("\n")[line - 1]?.indexOf("r.room") ?? 0) + 4;
                expect(await workbench.hover(line, column, "column")).toContain("room");
                await picture(session(), `language-hover-${theme}`);
                await workbench.page.keyboard.press("Escape");
            });

            it("completes behind a pipe what takes the stream, with its documentation", async () => {
                const { workbench } = session();
                await workbench.goTo(rooms.split("\n").length - 1, 1);
                await workbench.type("    |> ");
                await workbench.page.keyboard.press("Control+Space");
                const list = workbench.page.locator(".suggest-widget.visible .monaco-list-row");
                await list.first().waitFor();
                const first = (await list.allInnerTexts()).slice(0, 4).map((text) => text.trim());
                expect(first.some((text) => text.startsWith("filter"))).toBe(true);
                await picture(session(), `language-completion-${theme}`);
                await workbench.page.keyboard.press("Escape");
            });

            it("offers to run a testcase", async () => {
                const { workbench } = session();
                const item = workbench.page.locator(".explorer-folders-view .monaco-list-row", { hasText: "adds_test.flux" });
                await item.first().dblclick();
                await workbench.page.locator(".editor-group-container.active .codelens-decoration", { hasText: /^Run$/ }).first().waitFor();
            });
        },
    );
}
