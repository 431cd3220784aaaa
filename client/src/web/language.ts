/** The language server in a web worker. */
import { LanguageClient, type LanguageClientOptions } from "vscode-languageclient/browser";

/** `script`: address of the bundled server, as a browser loads it. */
export function createWebLanguageClient(script: string, options: LanguageClientOptions): LanguageClient {
    return new LanguageClient("fluxScripts", "Flux", new Worker(script), options);
}
