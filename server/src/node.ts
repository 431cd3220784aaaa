/** The server over standard input and output, or over the channel of a parent process. */
import { createConnection, ProposedFeatures } from "vscode-languageserver/node";
import { serve } from "./connection.ts";
import { fitHeap } from "./memory.ts";
import { NodeFiles } from "./nodeFiles.ts";

/** Serves standard input and output until the client ends it. */
export async function serveStdio(): Promise<void> {
    const connection = createConnection(ProposedFeatures.all, process.stdin, process.stdout);
    keepRunning((text) => connection.console.error(text));
    fitHeap(0);
    serve(connection, new NodeFiles(), fitHeap);
    connection.listen();
    await new Promise<void>((resolve) => process.stdin.once("end", resolve).once("close", resolve));
}

/** Serves over what the command line says: `--stdio`, `--node-ipc` or `--socket=PORT`. */
export function serveByArguments(): void {
    const connection = createConnection(ProposedFeatures.all);
    keepRunning((text) => connection.console.error(text));
    fitHeap(0);
    serve(connection, new NodeFiles(), fitHeap);
    connection.listen();
}

/** A fault outside of a request is told and survived: the open documents must not be lost. */
function keepRunning(log: (text: string) => void): void {
    const tell = (error: unknown): void => log(error instanceof Error ? (error.stack ?? error.message) : String(error));
    process.on("uncaughtException", tell);
    process.on("unhandledRejection", tell);
}
