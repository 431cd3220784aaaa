/** The results page alone in Chromium: what it draws, answers to and keeps. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { closePages, openPage, until, type ViewPage } from "./support/page.ts";
import { endRun, fleet, startRun } from "./support/results.ts";

afterAll(closePages);

async function filled(csv = fleet(24, 200), state?: unknown): Promise<ViewPage> {
    const view = await openPage({ bundle: "results", size: { width: 1500, height: 520 }, ...(state === undefined ? {} : { state }) });
    await startRun(view);
    await view.sendBytes(1, csv);
    await endRun(view);
    await view.page.locator("#grid .slick-row .slick-cell").nth(3).waitFor();
    return view;
}

/** Column of the grid by its name, from 0 (the row numbers). */
async function columnAt({ page }: ViewPage, label: string): Promise<number> {
    const names = await page.locator("#grid .slick-header-column .l1 .mono").allInnerTexts();
    return names.indexOf(label) + 1;
}

async function cellText(view: ViewPage, row: number, label: string): Promise<string> {
    const at = await columnAt(view, label);
    return (await view.page.locator(`#grid .slick-row[data-row="${row}"] .slick-cell.l${at}`).innerText()).trim();
}

async function headerMenu(view: ViewPage, label: string, entry: string): Promise<void> {
    await view.page.locator("#grid .slick-header-column", { hasText: label }).first().click({ button: "right" });
    await view.page.locator(".menu .item", { hasText: entry }).first().click();
}

async function status(view: ViewPage): Promise<string> {
    return (await view.page.locator("footer.status").innerText()).replace(/\s+/g, " ");
}

describe("the grid", () => {
    let view: ViewPage;
    beforeAll(async () => {
        view = await filled();
    });

    it("has types, key marks and the zone in its headers, null and text apart, every digit", async () => {
        const headers = (await view.page.locator("#grid .slick-header-column").allInnerTexts()).map((text) =>
            text.replace(/\s+/g, " ").trim(),
        );
        expect(headers[1]).toContain("_time time · UTC");
        expect(headers[2]).toContain("in the group key");
        expect(await cellText(view, 9, "samples")).toBe("9007199254740993");
        expect(await cellText(view, 9, "_time")).toBe("2026-11-22 22:30:00.142046125");
        expect(await view.page.locator('#grid .slick-row[data-row="3"] .null').count()).toBe(1);
        expect(view.offences).toEqual([]);
    });

    it("navigates by group key", async () => {
        await view.page.locator("#nav input").fill("TLM0103");
        await until("one table", async () => (await view.page.locator("#tables [role=option]").count()) === 1);
        await view.page.locator("#tables [role=option]").click();
        await until("its rows", async () => (await view.page.locator("#grid").getAttribute("aria-rowcount")) === "201");
        expect(await cellText(view, 0, "sensor_id")).toBe("TLM0103");
        await view.page.locator("#nav input").fill("");
        await view.page.locator("#tables [role=option]", { hasText: "All tables" }).click();
        await until("all rows", async () => (await view.page.locator("#grid").getAttribute("aria-rowcount")) === "4801");
        // By keys, also to tables that are not drawn.
        await view.page.locator("#tables").focus();
        const chosen = async (): Promise<string> =>
            (await view.page.locator("#tables [aria-selected=true]").first().innerText()).replace(/\s+/g, " ");
        await view.page.keyboard.press("End");
        await until(
            "the last table",
            async () => (await view.page.locator("#tables [aria-selected=true]").getAttribute("aria-posinset")) === "25",
        );
        await view.page.keyboard.press("ArrowUp");
        await until(
            "the one before",
            async () => (await view.page.locator("#tables [aria-selected=true]").getAttribute("aria-posinset")) === "24",
        );
        await view.page.keyboard.press("Home");
        await until("all tables", async () => (await chosen()).startsWith("All tables"));
        await until("all rows again", async () => (await view.page.locator("#grid").getAttribute("aria-rowcount")) === "4801");
    });

    it("sums a range that the keyboard selects, exactly", async () => {
        const at = await columnAt(view, "samples");
        await until("the rows", async () => (await cellText(view, 8, "samples")) === "51");
        await view.page.locator(`#grid .slick-row[data-row="8"] .slick-cell.l${at}`).click();
        await view.page.keyboard.press("Shift+ArrowDown");
        await until("the sum", async () => (await status(view)).includes("sum 9007199254741044"));
        expect(await status(view)).toMatch(/cells 2 count 2 null 0 .*min 51 max 9007199254740993/);
    });

    it("copies cells, rows, and every format with exact values", async () => {
        const { page } = view;
        await page.keyboard.press("Control+c");
        expect((await view.lastPosted("copy"))["text"]).toMatch(/^samples\r?\n51\r?\n9007199254740993\r?\n?$/);
        await page.keyboard.press("Control+Shift+C");
        await until("the cells alone", async () => /^51\r?\n9007199254740993/.test(String((await view.lastPosted("copy"))["text"])));
        const copied = async (entry: string, expected: RegExp): Promise<void> => {
            await page.locator("#copy").click();
            await page.locator(".menu .item", { hasText: entry }).first().click();
            await until(`${entry}: ${expected}`, async () => expected.test(String((await view.lastPosted("copy"))["text"])));
        };
        await copied("CSV", /^samples\r?\n51\r?\n/);
        await copied("Markdown", /\|\s*samples\s*\|/);
        await copied("JSON", /\[\s*\{\s*"samples":\s*51\s*\},\s*\{\s*"samples":\s*9007199254740993\s*\}\s*\]/);
        await copied("Flux array.from", /array\.from\(\s*rows:\s*\[[\s\S]*samples: 9007199254740993/);
        await copied("Copy rows", /^_time\tsite\tsensor_id\t/);
    });

    it("sorts by several columns with the keyboard alone, and says so to screen readers", async () => {
        const { page } = view;
        await page.locator("#grid .slick-row[data-row='0'] .slick-cell.l1").click();
        await page.keyboard.press("ArrowUp");
        await page.keyboard.press("ArrowRight");
        await page.keyboard.press("Enter");
        await until("an order", async () => (await page.locator("#grid [aria-sort=ascending]").count()) === 1);
        await page
            .locator("#grid .slick-header-column")
            .nth(await columnAt(view, "_value"))
            .focus();
        await page.keyboard.press("Shift+Enter");
        await until("two orders", async () => (await page.locator("#grid .head .order").count()) === 2);
        await headerMenu(view, "_value", "No order");
        await until("no order", async () => (await page.locator("#grid [aria-sort=ascending]").count()) === 0);
    });

    it("filters by an expression and by ticked values, and says what it left out", async () => {
        const { page } = view;
        await headerMenu(view, "_value", "Filter…");
        await page.locator("#filter-expression").fill("> 31");
        await page.keyboard.press("Enter");
        await until("fewer rows", async () => (await page.locator("#filtered").innerText()).endsWith("of 4,800 rows"));
        const kept = Number(await page.locator("#grid").getAttribute("aria-rowcount")) - 1;
        expect(kept).toBeGreaterThan(0);
        expect(kept).toBeLessThan(1000);
        await headerMenu(view, "site", "Filter…");
        await page.locator(".filter .entry", { hasText: "hall-2" }).locator("input").check();
        await page.locator("#filter-apply").click();
        await until("both filters", async () => (await page.locator("#filters .chip").count()) === 2);
        expect(await cellText(view, 0, "site")).toBe("hall-2");
        await page.locator("#clear-filters").click();
        await until("all rows", async () => (await page.locator("#grid").getAttribute("aria-rowcount")) === "4801");
    });

    it("finds a text from Ctrl+F's command on, forwards and backwards", async () => {
        const { page } = view;
        await view.send({ type: "command", command: "find" });
        await page.locator("#find-text").fill("TLM0107");
        await until(
            "the first place",
            async () =>
                (await page.locator("#find-said").innerText()).startsWith("Row 1,401") ||
                (await page.locator("#find-said").innerText()).startsWith("Row 1401"),
        );
        await page.keyboard.press("Enter");
        await until("the next place", async () => /Row 1,?402/.test(await page.locator("#find-said").innerText()));
        await page.keyboard.press("Shift+Enter");
        await until("the place before", async () => /Row 1,?401/.test(await page.locator("#find-said").innerText()));
        await page.locator("#find-text").fill("nowhere");
        await until("no match", async () => (await page.locator("#find-said").innerText()) === "No match");
        await page.keyboard.press("Escape");
        expect(await page.locator("#find").isVisible()).toBe(false);
    });

    it("hides, pins and freezes columns, and keeps that with the widths over a reload", async () => {
        const { page } = view;
        await headerMenu(view, "line", "Hide");
        await until("one column less", async () => (await columnAt(view, "line")) === 0);
        await headerMenu(view, "_value", "Pin at the left");
        await until("the value in front", async () => (await columnAt(view, "_value")) === 1);
        await page.waitForTimeout(300);
        const handle = page.locator("#grid .slick-header-column").nth(1).locator(".slick-resizable-handle");
        const box = await handle.boundingBox();
        if (box === null) throw new Error("no handle");
        await page.mouse.move(box.x + 2, box.y + 10);
        await page.mouse.down();
        await page.mouse.move(box.x + 62, box.y + 10, { steps: 5 });
        await page.mouse.up();
        const width = async (from: ViewPage): Promise<number> =>
            (await from.page.locator("#grid .slick-header-column").nth(1).boundingBox())?.width ?? 0;
        await view.screenshot("page-wide");
        const wide = await width(view);
        expect(wide).toBeGreaterThan(100);
        // By the keyboard: from a header, wider and narrower, then fitted and as wide as before.
        await page.locator("#grid .slick-row[data-row='0'] .slick-cell.l1").click();
        await page.keyboard.press("ArrowUp");
        for (const key of ["Alt+ArrowRight", "Alt+ArrowRight", "Alt+ArrowLeft"]) await page.keyboard.press(key);
        await until("a step wider", async () => Math.abs((await width(view)) - wide - 24) < 3);
        await page.keyboard.press("Alt+ArrowLeft");
        await until("as before", async () => Math.abs((await width(view)) - wide) < 3);
        const again = await filled(fleet(3, 20), await view.state());
        expect(await columnAt(again, "_value")).toBe(1);
        expect(await columnAt(again, "line")).toBe(0);
        expect(Math.abs((await width(again)) - wide)).toBeLessThan(3);
        await headerMenu(again, "site", "Freeze up to here");
        const left = again.page.locator("#grid .slick-pane-left .slick-header-column .l1 .mono");
        await until("frozen columns", async () => (await left.allInnerTexts()).join() === "_value,_time,site");
        await headerMenu(again, "site", "line");
        await until("the column again", async () => (await columnAt(again, "line")) > 0);
        expect(again.offences).toEqual([]);
        await headerMenu(view, "_value", "Pin at the left");
        await headerMenu(view, "_value", "line");
        await until(
            "all columns in their order",
            async () => (await columnAt(view, "line")) === 4 && (await columnAt(view, "_value")) === 5,
        );
    });

    it("opens a cell's whole value, JSON laid out with every digit", async () => {
        const { page } = view;
        const at = await columnAt(view, "line");
        await until("the rows", async () => (await cellText(view, 4, "line")).startsWith("{"));
        await page.locator(`#grid .slick-row[data-row="4"] .slick-cell.l${at}`).click();
        await page.keyboard.press("Enter");
        expect(await page.locator("#cell-text").innerText()).toBe('{\n  "cell": 9007199254740993,\n  "list": [\n    1,\n    2\n  ]\n}');
        await page.keyboard.press("Escape");
        expect(await page.locator("#cell").count()).toBe(0);
        expect(await page.evaluate(() => document.activeElement?.classList.contains("slick-cell"))).toBe(true);
    });

    it("moves by the keyboard through cells that screen readers know the place of", async () => {
        const { page } = view;
        await page.locator("#grid .slick-row[data-row='0'] .slick-cell.l1").click();
        await page.keyboard.press("ArrowDown");
        await page.keyboard.press("ArrowRight");
        const place = await page.evaluate(() => {
            const cell = document.activeElement;
            return [
                cell?.getAttribute("role"),
                cell?.getAttribute("aria-colindex"),
                cell?.closest("[role=row]")?.getAttribute("aria-rowindex"),
            ];
        });
        expect(place).toEqual(["gridcell", "3", "3"]);
        await page.keyboard.press("Control+End");
        await until(
            "the last row",
            async () =>
                (await page.evaluate(() => document.activeElement?.closest("[role=row]")?.getAttribute("aria-rowindex"))) === "4801",
        );
        await page.keyboard.press("Control+Home");
    });

    it("shows times in UTC, the local zone, the script's, or any other", async () => {
        const { page } = view;
        await page.locator("#zone").selectOption("local");
        await until("Berlin's clocks", async () => (await cellText(view, 0, "_time")) === "2026-11-22 22:00:00.000000000");
        await page.locator("#zone").selectOption("?");
        await page.locator("#zone-name").fill("toky");
        await page.waitForTimeout(300);
        await view.screenshot("page-zone");
        await page.locator("#zone-name-0").click();
        await until("Tokyo's clocks", async () => (await cellText(view, 0, "_time")) === "2026-11-23 06:00:00.000000000");
        expect((await page.locator("#grid .slick-header-column").nth(1).innerText()).replace(/\s+/g, " ")).toContain("+09:00");
        await page.locator("#zone").selectOption("UTC");
    });

    it("offers the zone of the script", async () => {
        const other = await openPage({ bundle: "results" });
        await startRun(other, { zone: "America/New_York" });
        await other.sendBytes(1, fleet(1, 5));
        await endRun(other);
        await other.page.locator("#grid .slick-cell").nth(2).waitFor();
        await other.page.locator("#zone").selectOption("America/New_York");
        await until("New York's clocks", async () => (await cellText(other, 0, "_time")) === "2026-11-22 16:00:00.000000000");
    });

    it("shows the annotated CSV as text", async () => {
        const { page } = view;
        await page.locator("#look-raw").click();
        await until("the text", async () =>
            (await page.locator("#raw .lines").innerText()).startsWith("#datatype,string,long,dateTime:RFC3339"),
        );
        const before = await page.locator("#raw .lines").innerText();
        expect(before).toContain(",,0,2026-11-22T22:30:00.142046125Z,hall-1,TLM0100");
        await page.locator("#raw").evaluate((element) => element.scrollTo(0, element.scrollHeight));
        await until("its end", async () => (await page.locator("#raw .lines").innerText()).includes(",,23,2026-11-24T06:10:00"));
        await view.screenshot("page-raw");
        await page.locator("#look-table").click();
    });
});

describe("a run", () => {
    it("never says that there are no rows before it knows", async () => {
        const view = await openPage({ bundle: "results" });
        await view.page.evaluate(() => {
            const seen: string[] = [];
            (window as unknown as { seen: string[] }).seen = seen;
            new MutationObserver(() => {
                if (/No rows|(^|[^\d,.])0 rows/.test(document.body.innerText)) seen.push(document.body.innerText.slice(0, 200));
            }).observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
        });
        for (let run = 1; run <= 5; run++) {
            await startRun(view, { run });
            await view.sendBytes(run, fleet(2, 50));
            await endRun(view, { run });
            await until("the rows", async () => /^100 rows/.test(await status(view)));
        }
        expect(await view.page.evaluate(() => (window as unknown as { seen: string[] }).seen)).toEqual([]);
    });

    it("keeps its rows after an error table, says incomplete, and what to do", async () => {
        const view = await openPage({ bundle: "results" });
        await startRun(view);
        const error = "#datatype,string,string\r\n#group,true,true\r\n#default,,\r\n,error,reference\r\n,division by zero,897\r\n";
        await view.sendBytes(1, `${fleet(2, 50)}${error}`);
        await endRun(view);
        expect(await view.lastPosted("errorTable")).toMatchObject({ message: "division by zero", reference: "897" });
        const failure = {
            message: "division by zero",
            hint: "Correct the script at the place shown and run again.",
            code: "error",
            remedies: ["openScript"],
            where: "fleet.flux:4:7",
        };
        await view.send({ type: "explained", run: 1, failure });
        await until("the state", async () => /incomplete · 100 rows/.test(await status(view)));
        expect(await view.page.locator("#error").innerText()).toMatch(
            /failed after 100 rows[\s\S]*fleet\.flux:4:7[\s\S]*division by zero[\s\S]*Correct the script/,
        );
        expect(await view.page.locator("#grid .slick-row").count()).toBeGreaterThan(5);
        await view.page.locator("#error-place").click();
        await view.lastPosted("goto");
        await view.screenshot("page-error");
    });

    it("shows a failure without rows over the whole view", async () => {
        const view = await openPage({ bundle: "results" });
        await startRun(view);
        const failure = {
            message: "no such bucket",
            hint: "Check the name.",
            code: "not found",
            remedies: ["selectConnection"],
            where: "",
        };
        await endRun(view, { outcome: "failed", failure });
        await until("the panel", async () => ((await view.page.locator("#error").boundingBox())?.height ?? 0) > 400);
        expect(await view.page.locator("#blank").isVisible()).toBe(false);
        await view.page.keyboard.press("Escape");
        await until("the way on", async () => (await view.page.locator("#blank").innerText()).includes("Run again"));
    });

    it("fits into a view as narrow as a side bar, rows and chart", async () => {
        const view = await openPage({ bundle: "results", size: { width: 400, height: 420 } });
        await startRun(view);
        await view.sendBytes(1, fleet(24, 50));
        await endRun(view);
        const { page } = view;
        const fits = (): Promise<string[]> =>
            page.evaluate(() =>
                [...document.querySelectorAll<HTMLElement>(".toolbar .tbtn, .chartbar .tbtn, .legend, .nav, #plot")]
                    .filter((element) => element.offsetParent !== null && element.getBoundingClientRect().right > window.innerWidth)
                    .map(({ id, className }) => id || className),
            );
        await page.locator("#grid .slick-cell").first().waitFor();
        expect(await fits()).toEqual([]);
        expect(await page.locator("#run-again").getAttribute("title")).toContain("Run again");
        expect((await page.locator("#grid").boundingBox())?.width).toBeGreaterThan(250);
        await page.locator("#look-chart").click();
        await page.locator("#plot canvas").waitFor();
        expect(await fits()).toEqual([]);
        expect(view.offences).toEqual([]);
    });

    it("can be cancelled with the rows that came", async () => {
        const view = await openPage({ bundle: "results" });
        await startRun(view);
        await view.sendBytes(1, fleet(2, 50));
        await view.page.locator("#grid .slick-cell").first().waitFor();
        await view.screenshot("page-streaming");
        expect(await view.page.locator("#state").innerText()).toContain("Running");
        await view.page.keyboard.press("Escape");
        await view.lastPosted("cancel");
        await endRun(view, { outcome: "cancelled" });
        await until("the state", async () => /cancelled · 100 rows/.test(await status(view)));
    });
});
