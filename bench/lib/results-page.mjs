// The results page as a webview shows it: the built bundles under the page's own policy, in a browser, with a host that does what the
// extension does: passes the answer on in pieces, as many at a time as the page takes.
import { readFile } from "node:fs/promises";
import { createServer, request } from "node:http";
import { extname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { root } from "../../scripts/lib/process.mjs";

const types = { ".js": "text/javascript", ".css": "text/css", ".map": "application/json" };

/** What page.ts needs of VS Code. */
const editor = `
export const Uri = { joinPath: (base, ...parts) => [base, ...parts].join("/") };
export const l10n = { bundle: undefined };
export const env = { language: "en" };
`;

/** The page's HTML, made by the extension's own function for an origin in place of the editor's. */
async function pageHtml(origin) {
    const outfile = join(root, "node_modules/.cache/bench/page.mjs");
    await build({
        entryPoints: [join(root, "client/src/views/page.ts")],
        bundle: true,
        platform: "node",
        format: "esm",
        outfile,
        logLevel: "warning",
        plugins: [
            {
                name: "editor",
                setup(esbuild) {
                    esbuild.onResolve({ filter: /^vscode$/ }, () => ({ path: "vscode", namespace: "editor" }));
                    esbuild.onLoad({ filter: /.*/, namespace: "editor" }, () => ({ contents: editor }));
                },
            },
        ],
    });
    const { pageHtml: html } = await import(`${pathToFileURL(outfile).href}?${Date.now()}`);
    const webview = { cspSource: origin, asWebviewUri: (address) => address };
    return html(webview, origin, { bundle: "results", title: "Flux Results", place: "panel", init: {} });
}

/** Colours and sizes that an editor gives. */
const theme =
    "body{background:#1f1f1f;color:#ccc;margin:0;height:100vh;--vscode-font-size:13px;--vscode-editor-background:#1f1f1f;--vscode-panel-background:#181818;" +
    "--vscode-charts-blue:#3794ff;--vscode-charts-green:#89d185;--vscode-charts-purple:#b180d7;--vscode-charts-red:#f14c4c;--vscode-charts-foreground:#ccc}";

/**
 * Serves the page, and under `/answer` what the backend says to `query`.
 *
 * @param {{ url: string, token: string, org: string }} backend
 */
export async function servePage(backend) {
    let html = "";
    const server = createServer(async (incoming, outgoing) => {
        const { pathname, searchParams } = new URL(incoming.url ?? "/", "http://page");
        if (pathname === "/") outgoing.setHeader("content-type", "text/html").end(html);
        else if (pathname === "/answer") passOn(backend, searchParams.get("query") ?? "", outgoing);
        else if (pathname === "/theme.css") outgoing.setHeader("content-type", "text/css").end(theme);
        else {
            try {
                const content = await readFile(join(root, pathname));
                outgoing.setHeader("content-type", types[extname(pathname)] ?? "application/octet-stream").end(content);
            } catch {
                outgoing.writeHead(404).end();
            }
        }
    });
    await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
    const url = `http://127.0.0.1:${server.address().port}`;
    html = (await pageHtml(url)).replace("</head>", `<link rel="stylesheet" href="${url}/theme.css"></head>`);
    return { url, stop: () => new Promise((resolve) => server.close(resolve).closeAllConnections()) };
}

function passOn(backend, query, outgoing) {
    const { hostname, port } = new URL(backend.url);
    const sent = request(
        {
            hostname,
            port,
            path: `/api/v2/query?org=${backend.org}`,
            method: "POST",
            headers: { authorization: `Token ${backend.token}`, "content-type": "application/json" },
        },
        (response) => {
            outgoing.writeHead(response.statusCode ?? 500);
            response.pipe(outgoing);
        },
    );
    sent.on("error", () => outgoing.destroy());
    sent.end(JSON.stringify({ query, type: "flux", dialect: { annotations: ["datatype", "group", "default"], header: true } }));
}

/** Runs in the page before its own script: the extension's side of the messages (client/src/views/resultsView.ts). */
export function host() {
    const window = globalThis;
    const batch = 1 << 20;
    const most = 6;
    let under = 0;
    let wake = () => {};
    const state = { ready: false, run: 0, began: 0, firstRows: 0, sent: 0, done: 0 };
    window.bench = state;
    window.acquireVsCodeApi = () => ({
        getState: () => undefined,
        setState: () => undefined,
        postMessage: (message) => {
            if (message.type === "ready") state.ready = true;
            if (message.type === "taken") {
                under = Math.max(0, under - message.pieces);
                wake();
            }
        },
    });
    const post = (data, transfer = []) => window.postMessage(data, "*", transfer);
    const room = () => new Promise((resolve) => (wake = resolve));
    const watch = () => {
        const cell = document.querySelector(".slick-row .slick-cell.l1 span:not(.waiting)");
        if (cell !== null && state.firstRows === 0) state.firstRows = performance.now() - state.began;
        if (state.firstRows === 0) requestAnimationFrame(watch);
    };
    /** Runs a query, and resolves when the page has taken its last piece. */
    window.invoke = async (query) => {
        const run = ++state.run;
        Object.assign(state, { began: performance.now(), firstRows: 0, sent: 0 });
        under = 0;
        post({
            type: "start",
            title: { run, script: "bench", connection: "local", label: "", protected: false, hasParams: false },
        });
        requestAnimationFrame(watch);
        const response = await fetch(`/answer?query=${encodeURIComponent(query)}`);
        const reader = response.body.getReader();
        let pieces = [];
        let size = 0;
        const flush = () => {
            if (size === 0) return;
            const bytes = new Uint8Array(size);
            let at = 0;
            for (const piece of pieces) {
                bytes.set(piece, at);
                at += piece.length;
            }
            [pieces, size] = [[], 0];
            under++;
            post({ type: "bytes", run, bytes }, [bytes.buffer]);
        };
        for (;;) {
            const { done, value } = await reader.read();
            if (done) break;
            state.sent += value.length;
            pieces.push(value);
            size += value.length;
            if (under > 0 && size < batch) continue;
            while (under >= most) await room();
            flush();
        }
        flush();
        post({ type: "end", run, ms: performance.now() - state.began, outcome: "finished" });
        while (under > 0) await room();
    };
}
