/** The page of a webview, with the addresses that VS Code gives to the extension's files. */
import { randomBytes } from "../random.ts";
import * as vscode from "vscode";
import { pageMarkup } from "./markup.ts";

export interface PageOptions {
    /** Name of the bundle in dist/webviews. */
    readonly bundle: string;
    readonly title: string;
    /** Which ground colour it stands on. */
    readonly place: "panel" | "editor";
    /** Read by the page's script from `#init`. */
    readonly init: Readonly<Record<string, unknown>>;
}

/** Where pages load scripts and styles from. */
export function pageRoots(extension: vscode.Uri): vscode.Uri[] {
    return [vscode.Uri.joinPath(extension, "dist", "webviews")];
}

export function pageHtml(webview: vscode.Webview, extension: vscode.Uri, { init, ...options }: PageOptions): string {
    return pageMarkup({
        ...options,
        nonce: randomBytes(16),
        source: webview.cspSource,
        address: (file) => webview.asWebviewUri(vscode.Uri.joinPath(extension, "dist", "webviews", file)).toString(),
        language: vscode.env.language,
        init: { ...init, l10n: vscode.l10n.bundle ?? {} },
    });
}
