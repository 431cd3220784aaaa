/** Both pages in every theme: nothing that axe-core finds, and a picture of each. */
import { afterAll, describe, expect, it } from "vitest";
import { axeFaults, wcag } from "./support/axe.ts";
import { closePages, openPage, type Theme, until, type ViewPage } from "./support/page.ts";
import { endRun, fleet, startRun } from "./support/results.ts";

afterAll(closePages);

const faults = ({ page }: ViewPage): Promise<string[]> => axeFaults(page, [...wcag, "best-practice"]);

const params = [
    { name: "bucket", type: "string", usage: ["a string"], line: 4, names: { what: "buckets" } },
    { name: "start", type: "any", usage: ["a duration"], suggestedType: "duration", line: 5 },
    { name: "stop", type: "time", usage: ["a time"], line: 6 },
    { name: "lines", type: "any", usage: ["a list"], inferred: "[string]", line: 8 },
    { name: "every", type: "duration", usage: ["a duration"], line: 9 },
    { name: "limit", type: "int", usage: ["an int"], line: 10 },
    { name: "gain", type: "float", usage: ["a float"], line: 11 },
    { name: "fill", type: "bool", usage: ["a bool"], line: 12 },
];
const values =
    '{"start":"-7d","stop":"2026-11-23T08:00:00Z","lines":["L1","L2","L4"],"every":"10min","limit":500,"gain":1.02,"fill":true,"site":"hall-1"}';

describe.each<Theme>(["dark", "light", "contrast"])("in the %s theme", (theme) => {
    it("the results page is clean: rows, a selection, filters, find, error, chart, raw text", async () => {
        const view = await openPage({ bundle: "results", theme });
        const { page } = view;
        await startRun(view, { label: "production", protected: true, color: "red" });
        await view.sendBytes(1, fleet(24, 200));
        await page.locator("#grid .slick-cell").nth(3).waitFor();
        expect(await faults(view)).toEqual([]);
        await view.screenshot("page-streaming");
        await endRun(view);
        await page.locator('#grid .slick-row[data-row="6"] .slick-cell.l5').click();
        for (let row = 0; row < 7; row++) await page.keyboard.press("Shift+ArrowDown");
        await until("the sum", async () => (await page.locator("#selection").innerText()).includes("sum"));
        expect(await faults(view)).toEqual([]);
        await page.mouse.move(600, 505);
        await view.screenshot("page-results");
        await page.locator("#grid .slick-header-column", { hasText: "_value" }).click({ button: "right" });
        await view.screenshot("page-menu");
        expect(await faults(view)).toEqual([]);
        await page.locator(".menu .item", { hasText: "Filter…" }).click();
        await page.locator(".filter .entry").first().waitFor();
        await view.screenshot("page-filter");
        expect(await faults(view)).toEqual([]);
        await page.locator("#filter-expression").fill("> 20");
        await page.keyboard.press("Enter");
        await view.send({ type: "command", command: "find" });
        await page.locator("#find-text").fill("L2");
        await until("a match", async () => (await page.locator("#find-said").innerText()).startsWith("Row"));
        expect(await faults(view)).toEqual([]);
        await view.screenshot("page-find");
        await page.keyboard.press("Escape");
        const failure = {
            message: "division by zero",
            hint: "Correct the script.",
            code: "invalid",
            remedies: ["openScript"],
            where: "fleet.flux:4:7",
        };
        await view.send({ type: "explained", run: 1, failure });
        await page.locator("#error-place").waitFor();
        expect(await faults(view)).toEqual([]);
        await view.screenshot("page-error");
        await page.keyboard.press("Escape");
        await page.locator("#look-raw").click();
        await page.locator("#raw .lines span").first().waitFor();
        expect(await faults(view)).toEqual([]);
        await page.locator("#look-chart").click();
        await page.locator("#plot canvas").waitFor();
        const box = await page.locator("#plot .u-over").boundingBox();
        await until("the values", async () => {
            await page.mouse.move((box?.x ?? 0) + 300, (box?.y ?? 0) + 120);
            await page.mouse.move((box?.x ?? 0) + 301, (box?.y ?? 0) + 120);
            return (await page.locator("#chart-time").innerText()) !== "";
        });
        expect(await faults(view)).toEqual([]);
        await view.screenshot("page-chart");
        expect(view.offences).toEqual([]);
    });

    it("the params form is clean: values, a fault, completion, the picker", async () => {
        const view = await openPage({ bundle: "params", theme, size: { width: 600, height: 640 } });
        const place = {
            script: "fleet-temperature",
            connection: "plant-eu",
            kind: "cloud",
            label: "production",
            protected: true,
            color: "red",
        };
        await view.send({ type: "data", data: { ...place, params, values, presets: { "Night shift": values } } });
        await view.page.locator("#p-every").waitFor();
        expect(await faults(view)).toEqual([]);
        await view.screenshot("page-params");
        await view.page.locator("#p-bucket").pressSequentially("air");
        const asked = await view.lastPosted("names");
        await view.send({ type: "names", id: asked["id"], names: ["air_sensor", "air_sensor_raw", "compressed_air"] });
        await view.page.locator("#p-bucket-0").waitFor();
        expect(await faults(view)).toEqual([]);
        await view.screenshot("page-completion");
        await view.page.keyboard.press("Escape");
        await view.page.locator("[data-param=stop] .tbtn").click();
        expect(await faults(view)).toEqual([]);
        await view.screenshot("page-picker");
        expect(view.offences).toEqual([]);
    });
});
