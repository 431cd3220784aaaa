/** The language server as a process of its own. */
import { LanguageClient, type LanguageClientOptions, TransportKind } from "vscode-languageclient/node";

export function createNodeLanguageClient(module: string, options: LanguageClientOptions): LanguageClient {
    const run = { module, transport: TransportKind.ipc };
    return new LanguageClient("fluxScripts", "Flux", { run, debug: run }, options);
}
