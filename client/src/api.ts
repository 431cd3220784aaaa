/** What `activate` gives to other extensions and to tests. */
import * as vscode from "vscode";
import { type DecodedChunk, ResultCsvDecoder, type Table } from "@flux-scripts/tables";
import type { Connection } from "./connections/model.ts";
import { confirmEffects } from "./run/confirmEffects.ts";
import { execute } from "./run/execute.ts";
import type { Services } from "./services.ts";

interface InvokeOptions {
    /** Id of a connection (`local`, `user:NAME`, `workspace:NAME`); the chosen one where absent. */
    readonly connection?: string;
}

export interface FluxScriptsApi {
    readonly version: string;
    /** Resolves when the language server answers and the workspace is read. */
    readonly ready: Promise<void>;
    /**
     * Runs a script as it stands in the editor, or in its file. `params`: JSON text, which keeps 64-bit integers and `5.0`, or
     * a plain object. Rows come as tables; a table of many rows comes in several pieces with one key.
     */
    invoke(
        uri: vscode.Uri,
        params: string | Readonly<Record<string, unknown>>,
        options?: InvokeOptions,
    ): AsyncIterable<Table> & { cancel(): void };
    readonly connections: {
        list(): readonly Connection[];
        readonly active: Connection | undefined;
        select(id: string): Promise<void>;
        readonly onDidChange: vscode.Event<void>;
    };
}

export function createApi(services: Services, ready: Promise<void>): FluxScriptsApi {
    const { connections, context } = services;
    return {
        version: String((context.extension.packageJSON as { version?: unknown }).version ?? ""),
        ready,
        invoke(uri, params, options = {}) {
            const controller = new AbortController();
            const text = typeof params === "string" ? params : JSON.stringify(params);
            return { [Symbol.asyncIterator]: () => tables(services, uri, text, options, controller), cancel: () => controller.abort() };
        },
        connections: {
            list: () => connections.list(),
            get active() {
                return connections.active;
            },
            select: (id) => connections.select(id),
            onDidChange: connections.onDidChange,
        },
    };
}

async function* tables(
    { connections, language }: Services,
    uri: vscode.Uri,
    params: string,
    options: InvokeOptions,
    controller: AbortController,
): AsyncGenerator<Table> {
    const document = await vscode.workspace.openTextDocument(uri);
    const connection = await connections.require(options.connection, uri);
    // Another extension is no reason to change something there without a question.
    if (connection.protected) {
        const name = document.uri.path.split("/").at(-1) ?? "";
        if (!(await confirmEffects(name, connection, await language.effects(document.getText())))) throw new vscode.CancellationError();
    }
    const backend = await connections.open(connection);
    const schema = await language.params(document);
    const stream = await execute(backend, { text: document.getText(), params, schema, signal: controller.signal }, vscode.l10n.t);
    const decoder = new ResultCsvDecoder();
    try {
        let given = 0;
        for await (const piece of stream.bytes()) {
            yield* tablesOf(decoder.push(piece));
            // Rows of a table that goes on are not held back for long.
            if (Date.now() < given + paceMs) continue;
            yield* tablesOf(decoder.drain());
            given = Date.now();
        }
        yield* tablesOf(decoder.finish());
    } finally {
        controller.abort();
    }
}

/** Rows of a table that goes on are given at most this often. */
const paceMs = 50;

function* tablesOf(chunks: Iterable<DecodedChunk>): Generator<Table> {
    for (const { table, more } of chunks) if (table.rows > 0 || !more) yield table;
}
