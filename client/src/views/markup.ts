/** The markup of a webview's page: strict about what may load, everything else in its script. Knows no VS Code. */

export interface PageMarkup {
    readonly nonce: string;
    /** Where scripts, styles and fonts come from, as a source of a content security policy. */
    readonly source: string;
    /** Address of a file of dist/webviews. */
    readonly address: (file: string) => string;
    /** Name of the bundle. */
    readonly bundle: string;
    readonly title: string;
    /** Which ground colour it stands on. */
    readonly place: "panel" | "editor";
    readonly language: string;
    /** Read by the page's script from `#init`. */
    readonly init: Readonly<Record<string, unknown>>;
}

export function policyOf(source: string, nonce: string): string {
    return [
        "default-src 'none'",
        `script-src 'nonce-${nonce}'`,
        `style-src ${source} 'nonce-${nonce}'`,
        `font-src ${source} data:`,
        "img-src data: blob:",
        // The decoder's script is fetched, and runs in a worker made from a blob: webviews allow no other.
        `connect-src ${source}`,
        "worker-src blob:",
    ].join("; ");
}

export function pageMarkup({ nonce, source, address, bundle, title, place, language, init }: PageMarkup): string {
    const data = { ...init, nonce, worker: address("results-worker.js"), language };
    return `<!doctype html>
<html lang="${escapeHtml(language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escapeHtml(policyOf(source, nonce))}">
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
