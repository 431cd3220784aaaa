/** The worker behind the results page: decodes text as it comes, keeps the rows, answers questions about them. */
import { AnnotatedCsvDecoder, cellAt, columnOf, CsvError, type DecodedChunk } from "@flux-scripts/tables";
import type { FromWorker, ToWorker } from "../results/protocol.ts";
import { chartData } from "./chart.ts";
import { exportPieces } from "./exporter.ts";
import { ResultStore } from "./store.ts";

declare const self: {
    postMessage(message: FromWorker): void;
    addEventListener(type: "message", listener: (event: { data: ToWorker }) => void): void;
};

const post = (message: FromWorker): void => self.postMessage(message);

/** The page is told at most this often, ms. */
const pace = 60;

const utf8 = new TextDecoder("utf-8", { ignoreBOM: true });

let store = new ResultStore();
let decoder = new AnnotatedCsvDecoder();
let open = false;
let broken = false;
let bytes = 0;
let pieces = 0;
let lastTold = 0;
let timer: ReturnType<typeof setTimeout> | undefined;

self.addEventListener("message", ({ data }) => receive(data));

function receive(message: ToWorker): void {
    switch (message.type) {
        case "reset":
            store = new ResultStore();
            decoder = new AnnotatedCsvDecoder();
            [open, broken, bytes, pieces, lastTold] = [false, false, 0, 0, 0];
            break;
        case "bytes":
            bytes += message.bytes.length;
            pieces++;
            decode(() => decoder.push(utf8.decode(message.bytes)));
            tell(false);
            break;
        case "finish":
            decode(() => decoder.finish());
            tell(true);
            post({ type: "finished" });
            break;
        case "tables":
            answer(message.id, store.list(message.result, message.from, message.to, message.filter));
            break;
        case "view":
            answer(message.id, store.head(message.view));
            break;
        case "rows":
            answer(message.id, store.read(message.view, message.from, message.to));
            break;
        case "summary":
            answer(message.id, store.summarize(message.view, message.range));
            break;
        case "copy":
            answer(message.id, store.copy(message.view, message.range));
            break;
        case "export":
            for (const piece of exportPieces(store.results, message.format)) post({ type: "exported", text: piece, done: false });
            post({ type: "exported", text: "", done: true });
            break;
        case "chart":
            answer(message.id, chartData(store.results[message.chart.result], message.chart));
            break;
    }
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
    if (error !== undefined && columnOf(table, "reference") !== undefined && table.columns.length === 2 && table.rows > 0) {
        const reference = columnOf(table, "reference");
        post({ type: "errorTable", message: String(cellAt(error, 0) ?? ""), reference: String((reference && cellAt(reference, 0)) ?? "") });
        return;
    }
    store.add(result === "" ? "_result" : result, !open, table);
    open = more;
}

/** Progress, paced: the page has more to do than to count. */
function tell(now: boolean): void {
    const wait = lastTold + pace - Date.now();
    if (now || wait <= 0) {
        if (timer !== undefined) clearTimeout(timer);
        timer = undefined;
        lastTold = Date.now();
        post({ type: "progress", results: store.heads(), rows: store.rows, dropped: 0, tables: store.tables, bytes, pieces });
        pieces = 0;
    } else timer ??= setTimeout(() => tell(true), wait);
}

function answer(id: number, value: unknown): void {
    post({ type: "answer", id, value });
}
