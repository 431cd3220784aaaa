/** The worker behind the results page: decodes bytes as they come, keeps the rows, answers questions about them. */
import { cellAt, columnOf, CsvError, type DecodedChunk, ResultCsvDecoder } from "@flux-scripts/tables";
import type { CellRange, FromWorker, RangeSummary, ToWorker, ViewRequest } from "../results/protocol.ts";
import type { CompareRequest, FindAnswer, FindRequest } from "../results/operations.ts";
import { buffersOf, chartData } from "./chart.ts";
import { chartPoint, histogram } from "./chartDetails.ts";
import { Comparison } from "./compare.ts";
import { copyCells } from "./copy.ts";
import { distinctValues } from "./distinct.ts";
import { exportPieces } from "./exporter.ts";
import { FilterError } from "./filter.ts";
import { Search } from "./find.ts";
import { RawText } from "./raw.ts";
import { ResultStore } from "./store.ts";
import { unpackedInOrder } from "./unpack.ts";

declare const self: {
    postMessage(message: FromWorker, transfer: ArrayBuffer[]): void;
    addEventListener(type: "message", listener: (event: { data: ToWorker }) => void): void;
};

const post = (message: FromWorker, transfer: ArrayBuffer[] = []): void => self.postMessage(message, transfer);

/** The page is told at most this often, ms: of the first rows at once, later less often, since each time it draws. */
const pace = { first: 60, later: 250 };

/** Rows after which nobody waits for the first any more. */
const manyRows = 20_000;

/** Rows from which a chart takes a moment, and ms after a run's end when nobody waits for the worker any more. */
const chartRows = 50_000;
const restMs = 300;

/** ms that a search, or a sum, takes at a time. */
const workStep = 25;

let store = new ResultStore();
let decoder = new ResultCsvDecoder();
let raw: { readonly rows: number; readonly text: RawText } | undefined;
let open = false;
let broken = false;
let bytes = 0;
let lastTold = 0;
let timer: ReturnType<typeof setTimeout> | undefined;
let searches = 0;
let summaries = 0;
let exporting: Iterator<Uint8Array<ArrayBuffer>> | undefined;
const kept = new Map<string, ResultStore>();
let compared: { readonly id: string; readonly comparison: Comparison } | undefined;

const inOrder = unpackedInOrder(receive, (message) => {
    broken = true;
    post({ type: "broken", message });
});
self.addEventListener("message", ({ data }) => inOrder(data));

function receive(message: ToWorker): void {
    switch (message.type) {
        case "reset":
            store = new ResultStore(message.memory);
            decoder = new ResultCsvDecoder();
            [open, broken, bytes, lastTold] = [false, false, 0, 0];
            compared = undefined;
            searches++;
            summaries++;
            raw = undefined;
            break;
        case "bytes":
            bytes += message.bytes.length;
            decode(() => decoder.push(message.bytes));
            post({ type: "taken" });
            tell(false);
            break;
        case "finish":
            decode(() => decoder.finish());
            store.isComplete = true;
            tell(true);
            post({ type: "finished" });
            setTimeout(prepareChart, restMs, store);
            break;
        case "tables":
            answer(message.id, store.list(message.result, message.from, message.to, message.filter));
            break;
        case "view":
            answer(message.id, storeOf(message.view).head(message.view));
            break;
        case "rows":
            answer(message.id, storeOf(message.view).read(message.view, message.from, message.to));
            break;
        case "cell":
            answer(message.id, storeOf(message.view).cell(message.view, message.row, message.column));
            break;
        case "summary":
            void summarize(message.view, message.range).then((summary) => answer(message.id, summary));
            break;
        case "copy":
            answer(message.id, copyCells(storeOf(message.view).view(message.view), message.range, message.format, message.header));
            break;
        case "distinct":
            answer(message.id, distinctValues(storeOf(message.view).view(message.view), message));
            break;
        case "find":
            void find(message).then((found) => answer(message.id, found));
            break;
        case "keep":
            kept.set(message.run, store);
            break;
        case "drop":
            kept.delete(message.run);
            compared = undefined;
            break;
        case "compare":
            answer(message.id, comparisonOf(message).head);
            break;
        case "compareRows":
            answer(message.id, comparisonOf(message).rows(message.from, message.to));
            break;
        case "export":
            if (message.restart || exporting === undefined) exporting = exportPieces(store.results, !message.plain);
            exported(exporting.next());
            break;
        case "chartPoint":
            answer(message.id, chartPoint(store.results[message.chart.result], message.chart, message.at, message.until));
            break;
        case "histogram":
            answer(message.id, histogram(store.results[message.chart.result], message.chart));
            break;
        case "raw":
            // Rows that come since make another text.
            if (raw?.rows !== store.rows) raw = { rows: store.rows, text: new RawText(store.results) };
            answer(message.id, { total: raw.text.total, lines: raw.text.read(message.from, message.to) });
            break;
        case "chart": {
            const data = chartData(store.results[message.chart.result], message.chart);
            answer(message.id, data, buffersOf(data));
            break;
        }
    }
}

/** The run that a view is of; an empty one for a run that is not kept. */
function storeOf({ run }: ViewRequest): ResultStore {
    return run === undefined ? store : (kept.get(run) ?? new ResultStore());
}

function comparisonOf({ before, after, keys }: CompareRequest): Comparison {
    const id = JSON.stringify([before, after, keys, store.rows, store.isComplete]);
    if (compared?.id === id) return compared.comparison;
    const comparison = new Comparison(storeOf(before).view(before), storeOf(after).view(after), after.zone, keys);
    compared = { id, comparison };
    return comparison;
}

/** Looks at the times of a large result before a chart of it is asked for: in which order they are is kept. */
function prepareChart(finished: ResultStore): void {
    if (finished !== store || finished.rows < chartRows) return;
    chartData(store.results[0], { result: 0, table: -1, width: 800, limit: 200, filter: "", shown: { first: 1, chosen: {} } });
}

/** Adds up in steps; undefined when a later selection, or run, came meanwhile. */
async function summarize(view: ViewRequest, range: CellRange): Promise<RangeSummary | undefined> {
    const own = ++summaries;
    const summary = storeOf(view).summary(view, range);
    for (;;) {
        const found = summary.step(workStep);
        if (found !== undefined) return found;
        await new Promise((resolve) => setTimeout(resolve, 0));
        if (own !== summaries) return undefined;
    }
}

/** Looks in steps, so that rows and other questions are not held up; a later search ends an earlier one. */
async function find(request: FindRequest): Promise<FindAnswer> {
    const own = ++searches;
    try {
        const search = new Search(storeOf(request.view).view(request.view), request);
        for (;;) {
            const found = search.step(workStep);
            if (found !== undefined) return found;
            await new Promise((resolve) => setTimeout(resolve, 0));
            if (own !== searches) return { superseded: true };
        }
    } catch (error) {
        if (error instanceof FilterError) return { fault: error.text };
        throw error;
    }
}

function exported({ value, done = false }: IteratorResult<Uint8Array<ArrayBuffer>>): void {
    const bytes = done ? new Uint8Array(0) : (value as Uint8Array<ArrayBuffer>);
    post({ type: "exported", piece: { bytes, done, rows: store.rows, dropped: store.dropped, incomplete: false } }, [bytes.buffer]);
}

function decode(work: () => Iterable<DecodedChunk>): void {
    if (broken) return;
    try {
        for (const chunk of work()) take(chunk);
    } catch (error) {
        broken = true;
        const message = error instanceof CsvError ? error.message : error instanceof Error ? error.message : String(error);
        post({ type: "broken", message });
    }
}

function take({ result, table, more }: DecodedChunk): void {
    const error = columnOf(table, "error");
    const reference = columnOf(table, "reference");
    if (error !== undefined && reference !== undefined && table.columns.length === 2) {
        if (table.rows > 0)
            post({ type: "errorTable", message: String(cellAt(error, 0) ?? ""), reference: String(cellAt(reference, 0) ?? "") });
        return;
    }
    store.add(result === "" ? "_result" : result, !open, table);
    open = more;
}

/** Progress, paced: the page has more to do than to count. The rows so far are in it. */
function tell(now: boolean): void {
    const wait = lastTold + (store.rows < manyRows ? pace.first : pace.later) - Date.now();
    if (now || wait <= 0) {
        if (timer !== undefined) clearTimeout(timer);
        timer = undefined;
        decode(() => decoder.drain());
        lastTold = Date.now();
        const { rows, dropped, tables } = store;
        post({ type: "progress", results: store.heads(), rows, dropped, tables, bytes });
    } else timer ??= setTimeout(() => tell(true), wait);
}

function answer(id: number, value: unknown, transfer: ArrayBuffer[] = []): void {
    post({ type: "answer", id, value }, transfer);
}
