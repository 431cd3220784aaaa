// From the bytes of an answer to rows on the screen: decoding beside other readers of CSV, and the results page in a browser.
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { root } from "../scripts/lib/process.mjs";
import { ensureBrowser } from "../scripts/lib/vscode.mjs";
import { loadRoom } from "./lib/bundled.mjs";
import { best, median, milliseconds, table } from "./lib/measure.mjs";
import { readings, writeReadings } from "./lib/readings.mjs";
import { resultRows } from "./lib/result-rows.mjs";
import { host, servePage } from "./lib/results-page.mjs";

export const title = "Results: decoding, and the results page in Chromium";

const decodedRows = 300_000;
const shownRows = 1_000_000;

/** @returns {Promise<string>} two tables */
export async function run() {
    return `${await decoding()}\n\n${await page()}`;
}

async function decoding() {
    const { AnnotatedCsvDecoder, AnnotatedCsvEncoder, decodeAnnotatedCsv, HeaderCsvDecoder } = await loadRoom("@flux-scripts/tables");
    const { default: papaparse } = await import("papaparse");
    const { parse } = await import("csv-parse/sync");
    const pieces = [...resultRows(decodedRows)];
    const megabytes = pieces.reduce((sum, piece) => sum + piece.length, 0) / 1e6;
    const text = Buffer.concat(pieces).toString();
    const chunks = decodeAnnotatedCsv(text);
    // As the Cloud answers: a header alone, the result's name in every row.
    const headed = headerOnly(text);
    const headedPieces = Array.from({ length: Math.ceil(headed.length / 65_536) }, (_, piece) =>
        headed.subarray(piece * 65_536, (piece + 1) * 65_536),
    );
    const expectRows = (rows) => {
        if (rows !== decodedRows) throw new Error(`${rows} rows in place of ${decodedRows}`);
    };
    const decode = (decoder, parts) => {
        let rows = 0;
        for (const part of parts) for (const chunk of decoder.push(part)) rows += chunk.table.rows;
        for (const chunk of decoder.finish()) rows += chunk.table.rows;
        expectRows(rows);
    };
    const work = {
        "Flux Scripts: typed columns from bytes": () => decode(new AnnotatedCsvDecoder(), pieces),
        "Flux Scripts: types inferred and typed columns, from bytes of header-only CSV": () => decode(new HeaderCsvDecoder(), headedPieces),
        "papaparse: texts of cells from text": () => expectRows(papaparse.parse(text, { skipEmptyLines: true }).data.length - 4),
        "csv-parse: texts of cells from text": () =>
            expectRows(parse(text, { relax_column_count: true, skip_empty_lines: true }).length - 4),
        "Flux Scripts: tables to annotated CSV": () => {
            const encoder = new AnnotatedCsvEncoder();
            encoder.startResult("_result");
            let length = 0;
            let index = 0;
            for (const { table: each, more } of chunks) {
                length += encoder.table(each, index, more).length;
                if (!more) index++;
            }
            if (length < 0.9 * megabytes * 1e6) throw new Error(`${length} characters only`);
        },
    };
    const rows = [];
    for (const [name, once] of Object.entries(work)) {
        const time = await best(name.startsWith("Flux") ? 7 : 2, once);
        const size = name.includes("header-only") ? headed.length / 1e6 : megabytes;
        rows.push([name, milliseconds(time), `${Math.round((size / time) * 1000).toLocaleString("en")} MB/s`]);
    }
    return table([`${decodedRows.toLocaleString("en")} rows × 8 columns, ${megabytes.toFixed(0)} MB`, "time", "speed"], rows);
}

/** The same rows without annotations. */
function headerOnly(text) {
    const lines = text.split("\r\n").filter((line) => !line.startsWith("#"));
    return Buffer.from(lines.map((line) => (line.startsWith(",,") ? `,_result${line.slice(1)}` : line)).join("\r\n"));
}

async function page() {
    const data = mkdtempSync(join(tmpdir(), "bench-"));
    const backend = await startBackend(data);
    const served = await servePage(backend);
    let browser;
    try {
        await writeReadings(backend);
        const { chromium } = await import("playwright-core");
        browser = await chromium.launch(await ensureBrowser());
        const figures = [];
        for (let round = 0; round < 3; round++) figures.push(await load(browser, served.url));
        return table(["in the results page", "measured", "goal"], rowsOf(figures));
    } finally {
        await browser?.close();
        await served.stop();
        await end(backend);
        rmSync(data, { recursive: true, force: true });
    }
}

function rowsOf(figures) {
    const middle = (name) => median(figures.map((each) => each[name]));
    const megabytes = (name) => `${Math.round(middle(name) / 1e6).toLocaleString("en")} MB`;
    return [
        ["small result (100 rows): invoke → first rows on the screen", milliseconds(middle("small")), "150 ms"],
        ["1,000,000 rows × 8 columns: invoke → first rows on the screen", milliseconds(middle("firstRows")), "300 ms"],
        [`all in (${megabytes("bytes")} of CSV from the local backend)`, milliseconds(middle("all")), "5,000 ms"],
        ["scrolling through them, frames a second", `${Math.round(middle("frames"))}`, "55"],
        ["rows in view that were not there yet, of all drawn", `${(middle("waiting") * 100).toFixed(1)} %`, ""],
        ["resident memory of the browser's process, over that of the empty page", megabytes("resident"), "400 MB"],
        ["chart of 1,000,000 points in one series, from the click to the drawing", milliseconds(middle("chart")), "200 ms"],
        ["… zoomed by the wheel, from the turn to the new samples' drawing", milliseconds(middle("zoom")), ""],
        ["chart of 1,000,000 points in 100 series (6 shown), from the click", milliseconds(middle("charts")), "200 ms"],
        ["… all 100 shown, from the click", milliseconds(middle("allSeries")), ""],
        ["sort by a column", milliseconds(middle("sort")), ""],
    ];
}

/** One round in a fresh page. */
async function load(browser, url) {
    const context = await browser.newContext({ viewport: { width: 1440, height: 500 } });
    const tab = await context.newPage();
    tab.on("pageerror", (error) => process.stderr.write(`page: ${error.message}\n`));
    await tab.addInitScript(host);
    await tab.goto(url);
    await tab.waitForFunction(() => globalThis.bench.ready);
    const small = await tab.evaluate(invoke, readings(' |> filter(fn: (r) => r.sensor == "s1") |> limit(n: 100)'));
    const before = await residentBytes(browser);
    const large = await tab.evaluate(invoke, readings(""));
    const resident = Math.max(0, (await residentBytes(browser)) - before);
    const { frames, waiting } = await tab.evaluate(scroll);
    const sort = await tab.evaluate(sortByValue);
    const charts = await tab.evaluate(drawChart, 1);
    const allSeries = await tab.evaluate(showAllSeries, shownRows);
    await tab.evaluate(() => document.querySelector("#look-table").click());
    await tab.evaluate(invoke, readings(" |> group()"));
    const chart = await tab.evaluate(drawChart, shownRows);
    const zoom = await tab.evaluate(zoomIn);
    await context.close();
    return {
        small: small.firstRows,
        firstRows: large.firstRows,
        all: large.all,
        bytes: large.bytes,
        resident,
        frames,
        waiting,
        chart,
        charts,
        allSeries,
        zoom,
        sort,
    };
}

/** In the page: invokes, and waits until the last row is counted on the screen. */
async function invoke(query) {
    const { bench } = globalThis;
    await globalThis.invoke(query);
    await new Promise((resolve) => {
        const watch = () => {
            const busy = document.querySelector("#state .codicon-loading") !== null;
            if (busy || bench.firstRows === 0) requestAnimationFrame(watch);
            else resolve();
        };
        watch();
    });
    return { firstRows: bench.firstRows, all: performance.now() - bench.began, bytes: bench.sent };
}

/** In the page: scrolls for three seconds, a few rows a frame, and counts frames and rows without their cells. */
async function scroll() {
    const viewport = [...document.querySelectorAll("#grid .slick-viewport")].find((each) => each.scrollHeight > each.clientHeight);
    const until = performance.now() + 3000;
    const began = performance.now();
    let frames = 0;
    let drawn = 0;
    let waiting = 0;
    while (performance.now() < until) {
        viewport.scrollTop += 66;
        await new Promise(requestAnimationFrame);
        frames++;
        drawn += document.querySelectorAll("#grid .slick-row").length;
        waiting += document.querySelectorAll("#grid .slick-row .l1 .waiting").length;
    }
    return { frames: (frames * 1000) / (performance.now() - began), waiting: waiting / Math.max(1, drawn) };
}

/** In the page: clicks the header of the values, and waits for the first sorted rows. */
async function sortByValue() {
    const header = [...document.querySelectorAll("#grid .slick-header-column")].find((each) => /_value/.test(each.textContent));
    const viewport = [...document.querySelectorAll("#grid .slick-viewport")].find((each) => each.scrollHeight > each.clientHeight);
    viewport.scrollTop = 0;
    await new Promise((resolve) => setTimeout(resolve, 300));
    const began = performance.now();
    header.querySelector(".head, .slick-column-name")?.dispatchEvent(new MouseEvent("click", { bubbles: true }));
    for (;;) {
        await new Promise(requestAnimationFrame);
        const sorted = document.querySelector("#grid .slick-header-column[aria-sort=ascending]") !== null;
        const row = document.querySelector("#grid .slick-row .l1 span:not(.waiting)");
        if (sorted && row !== null) return performance.now() - began;
        if (performance.now() - began > 20_000) return Number.NaN;
    }
}

/** In the page: switches to the chart, and waits for the drawing of so many points at least. */
async function drawChart(points) {
    const plot = document.querySelector("#plot");
    plot.dataset.points = "0";
    // What went before (sorting, reading rows) is over.
    await new Promise((resolve) => setTimeout(resolve, 500));
    const began = performance.now();
    document.querySelector("#look-chart").click();
    for (;;) {
        await new Promise(requestAnimationFrame);
        if (Number(plot.dataset.points) >= points) return performance.now() - began;
        if (performance.now() - began > 20_000) return Number.NaN;
    }
}

/** In the page: shows all series of the list, and waits for their drawing. */
async function showAllSeries(points) {
    const plot = document.querySelector("#plot");
    const began = performance.now();
    document.querySelector("#series-all").click();
    for (;;) {
        await new Promise(requestAnimationFrame);
        if (Number(plot.dataset.points) >= points) return performance.now() - began;
        if (performance.now() - began > 20_000) return Number.NaN;
    }
}

/** In the page: turns the wheel over the chart a few times; the middle of the times until fewer points are drawn. */
async function zoomIn() {
    const plot = document.querySelector("#plot");
    const times = [];
    for (let turn = 0; turn < 9; turn++) {
        await new Promise((resolve) => setTimeout(resolve, 150));
        const over = plot.querySelector(".u-over");
        const { left, top } = over.getBoundingClientRect();
        const before = Number(plot.dataset.points);
        const began = performance.now();
        over.dispatchEvent(
            new WheelEvent("wheel", { deltaY: -1, clientX: left + 300, clientY: top + 50, bubbles: true, cancelable: true }),
        );
        while (Number(plot.dataset.points) >= before && performance.now() - began < 5000) await new Promise(requestAnimationFrame);
        times.push(performance.now() - began);
    }
    return times.sort((a, b) => a - b)[4];
}

/** Bytes that the largest of the browser's processes for pages holds; 0 where the system does not tell. */
async function residentBytes(browser) {
    const session = await browser.newBrowserCDPSession();
    const { processInfo } = await session.send("SystemInfo.getProcessInfo");
    await session.detach();
    let most = 0;
    for (const { type, id } of processInfo) {
        if (type !== "renderer") continue;
        try {
            const status = readFileSync(`/proc/${id}/status`, "utf8");
            most = Math.max(most, Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? 0) * 1024);
        } catch {
            // Gone, or no such file system.
        }
    }
    return most;
}

async function startBackend(data) {
    const args = [join(root, "packages/cli/dist/main.js"), "serve", "--json", "--port=0", `--data=${data}`];
    const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
    for await (const line of createInterface({ input: child.stdout })) return { ...JSON.parse(line), child };
    throw new Error("the backend did not start");
}

async function end({ child }) {
    const exited = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGTERM");
    await exited;
}
