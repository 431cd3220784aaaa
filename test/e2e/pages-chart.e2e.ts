/** The chart of the results page in Chromium: pixels, exact values, kinds, pictures. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { closePages, openPage, until, type ViewPage } from "./support/page.ts";
import { chartFrame, pixelAt } from "./support/pixels.ts";
import { endRun, fleet, startRun } from "./support/results.ts";

afterAll(closePages);

/** Three series with known points; the second has a null, the third is exact beyond doubles. */
const known = [
    "#datatype,string,long,dateTime:RFC3339,string,double,long",
    "#group,false,false,false,true,false,false",
    "#default,_result,,,,,",
    ",result,table,_time,room,_value,n",
    ...["kitchen", "hall", "attic"].flatMap((room, table) =>
        Array.from({ length: 11 }, (_point, row) => {
            const value = table === 1 && row === 5 ? "" : String(10 * (table + 1) + row);
            return `,,${table},2026-01-01T00:${String(row).padStart(2, "0")}:00.00000000${row % 10}Z,${room},${value},${9007199254740993n + BigInt(row)}`;
        }),
    ),
    "",
    "",
].join("\r\n");

async function charted(csv: string): Promise<ViewPage> {
    const view = await openPage({ bundle: "results" });
    await startRun(view);
    await view.sendBytes(1, csv);
    await endRun(view);
    await view.page.locator("#grid .slick-cell").nth(2).waitFor();
    await view.page.locator("#look-chart").click();
    await view.page.locator("#plot canvas").waitFor();
    return view;
}

async function choose(view: ViewPage, kind: string): Promise<void> {
    await view.page.locator("#chart-kind").selectOption(kind);
    await view.page.waitForTimeout(200);
}

describe("the chart", () => {
    let view: ViewPage;
    beforeAll(async () => {
        view = await charted(known);
    });

    it("has each series' own colour at three known points", async () => {
        const frame = await chartFrame(view);
        const colours = ["--vscode-charts-blue", "--vscode-charts-green", "--vscode-list-warningForeground"];
        for (const [table, name] of colours.entries()) {
            const row = 2 + table * 2;
            const pixel = await pixelAt(view, frame, Date.UTC(2026, 0, 1, 0, row) / 1000, 10 * (table + 1) + row);
            expect(pixel, `series ${table}`).toEqual(await view.colour(name));
        }
        // Between two points of a line, and where the null leaves a gap, there is nothing but the ground.
        const gap = await pixelAt(view, frame, Date.UTC(2026, 0, 1, 0, 5) / 1000, 25);
        expect(gap).not.toEqual(await view.colour("--vscode-charts-green"));
    });

    it("tells the exact values at the crosshair, by keyboard, and to screen readers", async () => {
        const { page } = view;
        await page.locator("#plot").focus();
        for (let step = 0; step < 6; step++) await page.keyboard.press("ArrowRight");
        await until("the values", async () => (await page.locator("#chart-time").innerText()) === "2026-01-01T00:05:00.000000005Z");
        const values = await page.locator("#series .v").allInnerTexts();
        expect(values).toEqual(["15", "null", "35"]);
        expect(await page.locator("#plot").getAttribute("aria-valuetext")).toContain("kitchen 15, hall null, attic 35");
    });

    it("draws other columns, several at once, with every digit at the crosshair", async () => {
        const { page } = view;
        await page.locator("#chart-fields").click();
        await page.locator(".menu .item", { hasText: "n" }).last().click();
        await until("six series", async () => (await page.locator("#series .entry").count()) === 6);
        await page.locator("#plot").focus();
        // The crosshair stays where it was when other series are drawn.
        await page.keyboard.press("Shift+ArrowLeft");
        for (let step = 0; step < 2; step++) await page.keyboard.press("ArrowRight");
        await until("exact ints", async () => (await page.locator("#series .v").allInnerTexts()).includes("9007199254740995"));
        await page.locator("#chart-fields").click();
        await page.locator(".menu .item", { hasText: "n" }).last().click();
        await until("three series", async () => (await page.locator("#series .entry").count()) === 3);
    });

    it("zooms by keys, drag and wheel, pans with Shift, and shows all again", async () => {
        const { page } = view;
        const span = async (): Promise<[number, number]> => (await chartFrame(view)).x;
        const before = await span();
        await page.locator("#plot").focus();
        await page.keyboard.press("+");
        await until("half of it", async () => (await span())[1] - (await span())[0] < (before[1] - before[0]) * 0.7);
        await page.keyboard.press("0");
        await until("all again", async () => (await span())[1] === before[1]);
        const box = await page.locator("#plot .u-over").boundingBox();
        if (box === null) throw new Error("no chart");
        const drag = async (from: number, to: number): Promise<void> => {
            await page.mouse.move(box.x + box.width * from, box.y + 80);
            await page.mouse.down();
            await page.mouse.move(box.x + box.width * to, box.y + 80, { steps: 4 });
            await page.mouse.up();
        };
        await drag(0.2, 0.6);
        await until("the dragged part", async () => (await span())[0] > before[0] + 60 && (await span())[1] < before[1] - 60);
        const [left] = await span();
        await page.keyboard.down("Shift");
        await drag(0.6, 0.4);
        await page.keyboard.up("Shift");
        await until("a later part", async () => (await span())[0] > left + 10);
        await page.locator("#zoom-all").click();
        await until("all again", async () => (await span())[1] === before[1]);
        await page.mouse.move(box.x + box.width / 2, box.y + 80);
        await page.mouse.wheel(0, -100);
        await until("nearer", async () => (await span())[1] - (await span())[0] < before[1] - before[0] - 30);
        await page.locator("#zoom-all").click();
    });

    it("draws steps, areas, bars, points, a histogram, single values, on a log scale too", async () => {
        const { page } = view;
        for (const kind of ["step", "area", "bars", "points"]) {
            await choose(view, kind);
            const frame = await chartFrame(view);
            const pixel = await pixelAt(view, frame, Date.UTC(2026, 0, 1, 0, 2) / 1000, 12);
            // The areas of the others lie over this one.
            if (kind === "step" || kind === "points") expect(pixel, kind).toEqual(await view.colour("--vscode-charts-blue"));
            else if (kind === "bars") expect(frame.y[0]).toBe(0);
            else expect(pixel, kind).not.toEqual(await view.colour("--vscode-panel-background"));
        }
        await choose(view, "histogram");
        expect(await page.locator("#plot").getAttribute("aria-label")).toBe("Histogram of 32 values in 6 steps.");
        expect(await page.locator("#chart-band").innerText()).toContain("1 null");
        await choose(view, "single");
        expect(await page.locator("#single .big").allInnerTexts()).toEqual(["20", "30", "40"]);
        await choose(view, "line");
        await page.locator("#chart-log").check();
        await page.waitForTimeout(200);
        const frame = await chartFrame(view);
        expect(frame.y[0]).toBeGreaterThan(0);
        await page.locator("#chart-log").uncheck();
        await choose(view, "");
    });

    it("saves the picture as PNG and as SVG", async () => {
        const { page } = view;
        const saved = async (format: string): Promise<Uint8Array> => {
            await page.locator("#chart-save").click();
            await page.locator(".menu .item", { hasText: format.toUpperCase() }).click();
            await until(format, async () => (await view.lastPosted("picture"))["format"] === format);
            return Uint8Array.from(Object.values((await view.lastPosted("picture"))["data"] as Record<string, number>));
        };
        const png = await saved("png");
        expect([...png.subarray(1, 4)].map((code) => String.fromCharCode(code)).join("")).toBe("PNG");
        expect(png.length).toBeGreaterThan(5000);
        const svg = new TextDecoder().decode(await saved("svg"));
        expect(svg).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
        expect(svg).toContain(">kitchen</text>");
        const parsed = await page.evaluate((text) => {
            const document_ = new DOMParser().parseFromString(text, "image/svg+xml");
            return [
                document_.querySelector("parsererror")?.textContent ?? "",
                document_.querySelectorAll("path[fill=none]").length,
            ] as const;
        }, svg);
        // Three lines, one of them in two parts.
        expect(parsed).toEqual(["", 4]);
    });

    it("searches its legend, and hides a series", async () => {
        const { page } = view;
        await page.locator(".legend input.field").fill("att");
        await until("one series", async () => (await page.locator("#series .entry").count()) === 1);
        await page.locator(".legend input.field").fill("");
        await until("all series", async () => (await page.locator("#series .entry").count()) === 3);
        await page.locator("#series input").first().uncheck();
        await until("two shown", async () => (await page.locator(".legend .keys").innerText()).includes("2 of 3"));
        expect(view.offences).toEqual([]);
    });
});

describe("many points", () => {
    it("are drawn with a band of least to greatest, so that no peak is lost", async () => {
        const view = await charted(fleet(3, 8000));
        await until("the note", async () => /24,000 points drawn at \d+ places/.test(await view.page.locator("#chart-band").innerText()));
        const frame = await chartFrame(view);
        expect(frame.width).toBeGreaterThan(300);
        await view.page.locator("#plot").focus();
        for (let step = 0; step < 40; step++) await view.page.keyboard.press("ArrowRight");
        await until("least and greatest", async () =>
            /\d+(\.\d+)? \(.* … .*\)/.test((await view.page.locator("#series .v").first().innerText()) ?? ""),
        );
        await view.screenshot("page-chart");
        expect(view.offences).toEqual([]);
    });
});

describe("times that lie close together", () => {
    const at = (fractions: readonly string[], values: readonly string[]): string =>
        [
            ...known.split("\r\n").slice(0, 4),
            ...fractions.map((fraction, row) => `,,0,2026-01-01T00:00:00.${fraction}Z,hall,${values[row] ?? ""},${row}`),
            "",
            "",
        ].join("\r\n");

    it("are told apart to the nanosecond, zoomed, and exact at the crosshair", async () => {
        const view = await charted(at(["123456000", "123456007", "123456020"], ["1", "2", "3"]));
        await until("where they count from", async () =>
            (await view.page.locator("#chart-band").innerText()).includes("2026-01-01T00:00:00.123456Z"),
        );
        const { x } = await chartFrame(view);
        expect(x.map((edge) => Math.round(edge * 1e9))).toEqual([0, 20]);
        await view.page.locator("#plot").focus();
        for (let step = 0; step < 2; step++) await view.page.keyboard.press("ArrowRight");
        await until("its time", async () => (await view.page.locator("#chart-time").innerText()) === "2026-01-01T00:00:00.123456007Z");
        expect(await view.page.locator("#series .v").allInnerTexts()).toEqual(["2"]);
        await view.page.keyboard.press("+");
        await until("half of it", async () => {
            const zoomed = (await chartFrame(view)).x;
            return Math.round((zoomed[1] - zoomed[0]) * 1e9) === 10;
        });
        expect(view.offences).toEqual([]);
    });

    it("say so when there is no value among them", async () => {
        const view = await charted(at(["1", "2", "3"], []));
        await until("the note", async () => (await view.page.locator("#chart-note").innerText()) === "All values are null.");
    });
});

describe("the kind by itself", () => {
    const one = known.split("\r\n").slice(0, 5).join("\r\n");
    it("is a single value for one row, a histogram without times", async () => {
        const view = await openPage({ bundle: "results" });
        await startRun(view);
        await view.sendBytes(1, `${one}\r\n\r\n`);
        await endRun(view);
        await view.page.locator("#grid .slick-cell").nth(2).waitFor();
        await view.page.locator("#look-chart").click();
        await until("the value", async () => (await view.page.locator("#single .big").allInnerTexts()).join() === "10");
        const timeless =
            "#datatype,string,long,double\r\n#group,false,false,false\r\n#default,_result,,\r\n,result,table,x\r\n,,0,1\r\n,,0,2\r\n,,0,2.5\r\n\r\n";
        await startRun(view, { run: 2 });
        await view.sendBytes(2, timeless);
        await endRun(view, { run: 2 });
        await until(
            "the histogram",
            async () => (await view.page.locator("#plot").getAttribute("aria-label")) === "Histogram of 3 values in 5 steps.",
        );
    });
});
