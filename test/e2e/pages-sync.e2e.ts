/** The dry run's page alone: what it shows, what it sends, keys, and nothing that axe-core finds in any theme. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { afterAll, describe, expect, it } from "vitest";
import type { PlanData, PlanRow } from "../../client/src/sync/planData.ts";
import { lineEdits } from "../../packages/workspace/src/index.ts";
import { closePages, openPage, type Theme, until, type ViewPage } from "./support/page.ts";

afterAll(closePages);

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

async function faults({ page }: ViewPage): Promise<string[]> {
    await page.evaluate(axe);
    return page.evaluate(async () => {
        const tool = (window as unknown as { axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> } }).axe;
        const { violations } = await tool.run();
        return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`));
    });
}

const minute = 60_000;
const now = Date.now();
const row = (name: string, state: PlanRow["state"], action: PlanRow["action"], more: Partial<PlanRow> = {}): PlanRow => ({
    key: name,
    name,
    state,
    action,
    choices: [],
    canMerge: false,
    synced: true,
    here: now - 12 * minute,
    there: now - 180 * minute,
    ...more,
});

const rows: readonly PlanRow[] = [
    row("air-quality", "same", "none"),
    row("door-open-alerts", "changedHere", "push", { choices: ["none", "pull"] }),
    row("energy-by-hour", "changedThere", "pull", { choices: ["none", "push"] }),
    row("line-throughput", "deletedHere", "none", { choices: ["deleteRemote", "fetch"] }),
    row("night-shift", "onlyHere", "create", { choices: ["none"] }),
    row("peaks-by-hall", "conflict", "none", { choices: ["push", "pull"], canMerge: true }),
    row("query", "foreign", "none"),
];

const plan: PlanData = { folder: "scripts/", connection: "plant-eu", kind: "cloud", label: "production", protected: true, rows };

async function open(theme: Theme = "dark", width = 900): Promise<ViewPage> {
    const view = await openPage({ bundle: "sync", theme, size: { width, height: 700 } });
    await view.lastPosted("ready");
    await view.send({ type: "plan", plan });
    expect(await view.lastPosted("select")).toMatchObject({ key: "peaks-by-hall" });
    const edits = lineEdits("a = 1\nlimit = 24.0\nb = 2\n", "a = 1\nlimit = params.limit\nc = 3\nb = 2\n");
    await view.send({ type: "difference", key: "peaks-by-hall", edits, descriptions: ["Warm", "Peaks"] });
    await view.page.locator("#difference .dl.ins").first().waitFor();
    return view;
}

describe("the dry run", () => {
    it("fits beside a script", async () => {
        const { page } = await open("dark", 400);
        const beyond = await page.evaluate(() =>
            [...document.querySelectorAll<HTMLElement>("button, select, .chip, #age")]
                .filter((element) => element.offsetParent !== null && element.getBoundingClientRect().right > window.innerWidth)
                .map((element) => element.id || element.className),
        );
        expect(beyond).toEqual([]);
    });

    it("counts what would be done, and sends only what is chosen", async () => {
        const view = await open();
        const { page } = view;
        const text = async (selector: string): Promise<string> => (await page.locator(selector).innerText()).replace(/\s+/g, " ").trim();
        expect(await text("#counts")).toBe("2 push · 1 pull 2 to choose");
        expect(await text("#apply")).toBe("Apply 3 Actions");
        expect(await page.locator("[data-name]").count()).toBe(5);
        await page.locator('[data-name="door-open-alerts"] .check').uncheck();
        await page.locator('[data-name="line-throughput"] select').selectOption("deleteRemote");
        await page.locator("#take-mine").click();
        expect(await text("#counts")).toBe("2 push · 1 pull · 1 delete");
        await page.locator("#apply").click();
        expect(new Map((await view.lastPosted("apply"))["actions"] as [string, string][])).toEqual(
            new Map([
                ["peaks-by-hall", "push"],
                ["line-throughput", "deleteRemote"],
                ["energy-by-hour", "pull"],
                ["night-shift", "create"],
            ]),
        );
        expect(await page.locator("#apply").isDisabled()).toBe(true);
        expect(view.offences).toEqual([]);
    });

    it("is used without a mouse", async () => {
        const view = await open();
        const { page } = view;
        await page.locator("[data-name=peaks-by-hall]").focus();
        await page.keyboard.press("ArrowDown");
        await page.keyboard.press("F7");
        await until("the row", async () => (await page.locator(".picked").getAttribute("data-name")) === "door-open-alerts");
        await page.keyboard.press("Space");
        expect(await page.locator('[data-name="door-open-alerts"] .check').isChecked()).toBe(false);
        await page.keyboard.press("Enter");
        expect(await page.evaluate(() => document.activeElement?.getAttribute("aria-label"))).toBe("Action for door-open-alerts");
        await page.keyboard.press("Escape");
        await page.locator("#compare").click();
        await view.lastPosted("refresh");
    });

    it("finds a script, shows all of them, and starts a merge", async () => {
        const view = await open();
        const { page } = view;
        await page.locator("[role=radio]", { hasText: "All 7" }).click();
        expect(await page.locator('[data-name="query"]').innerText()).toContain("Not Flux");
        await page.locator("input[type=search]").fill("peaks");
        expect(await page.locator("[data-name]").count()).toBe(1);
        await page.locator("#merge").click();
        expect(await view.lastPosted("merge")).toMatchObject({ key: "peaks-by-hall" });
    });

    it.each<Theme>(["dark", "light", "contrast"])("is clean for axe-core in the %s theme", async (theme) => {
        const view = await open(theme);
        expect(await faults(view)).toEqual([]);
        await view.page.locator("[role=radio]", { hasText: "All 7" }).click();
        expect(await faults(view)).toEqual([]);
        await view.screenshot("page-sync");
        expect(view.offences).toEqual([]);
    });
});
