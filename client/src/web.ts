/** Entry of the browser's extension host. No process can be started there: no local backend; scripts run on Cloud or OSS. */
import * as vscode from "vscode";
import type { FetchLike } from "@flux-scripts/scripts-api";
import type { FluxScriptsApi } from "./api.ts";
import type * as ColumnarModule from "./columnar.ts";
import { activateExtension } from "./main.ts";
import { loadBundle } from "./web/bundle.ts";
import type * as LanguageClientModule from "./web/language.ts";

export function activate(context: vscode.ExtensionContext): FluxScriptsApi {
    const fetch: FetchLike = (url, init) => globalThis.fetch(url, init);
    const beside = (file: string): vscode.Uri => vscode.Uri.joinPath(context.extensionUri, "dist/client", file);
    const server = vscode.Uri.joinPath(context.extensionUri, "dist/server/web.js").toString(true);
    return activateExtension(context, () => ({
        kind: "web",
        fetch,
        local: undefined,
        commandLine: undefined,
        knownConnections: () => [],
        columnar: async () => ((await loadBundle(beside("columnar-web.js"))) as typeof ColumnarModule).columnarWriter,
        createLanguageClient: async (options) => {
            // Three times as large as the rest, and not needed to answer `activate`.
            return ((await loadBundle(beside("language-client-web.js"))) as typeof LanguageClientModule).createWebLanguageClient(
                server,
                options,
            );
        },
    }));
}
