/** The page of a webview: strict about what may load, everything else in its script. */
import { randomBytes } from "../random.ts";
import * as vscode from "vscode";

export interface PageOptions {
    /** Name of the bundle in dist/webviews. */
    readonly bundle: string;
    readonly title: string;
    /** `panel` or `editor`: which ground colour it stands on. */
    readonly place: "panel" | "editor";
    /** Read by the page's script from `#init`. */
    readonly init: Readonly<Record<string, unknown>>;
}

/** Where pages load scripts and styles from. */
export function pageRoots(extension: vscode.Uri): vscode.Uri[] {
    return [vscode.Uri.joinPath(extension, "dist", "webviews")];
}

export function pageHtml(webview: vscode.Webview, extension: vscode.Uri, { bundle, title, place, init }: PageOptions): string {
    const nonce = randomBytes(16);
    const address = (file: string): string => webview.asWebviewUri(vscode.Uri.joinPath(extension, "dist", "webviews", file)).toString();
    const policy = [
        "default-src 'none'",
        `script-src 'nonce-${nonce}'`,
        `style-src ${webview.cspSource} 'nonce-${nonce}'`,
        `font-src ${webview.cspSource} data:`,
        "img-src data: blob:",
        // The decoder's script is fetched, and runs in a worker made from a blob: webviews allow no other.
        `connect-src ${webview.cspSource}`,
        "worker-src blob:",
    ].join("; ");
    const data = { ...init, nonce, worker: address("results-worker.js"), l10n: vscode.l10n.bundle ?? {}, language: vscode.env.language };
    return `<!doctype html>
<html lang="${escapeHtml(vscode.env.language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escapeHtml(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<link rel="stylesheet" href="${escapeHtml(address(`${bundle}.css`))}">
</head>
<body class="in-${place}">
<main id="root"></main>
<script type="application/json" id="init" nonce="${nonce}">${JSON.stringify(data).replace(/</g, "\\u003c")}</script>
<script nonce="${nonce}" src="${escapeHtml(address(`${bundle}.js`))}"></script>
</body>
</html>`;
}

function escapeHtml(text: string): string {
    return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
