/** The runs of this workspace across restarts: what ran, and the rows of the latest ones. Bounded. */
import * as vscode from "vscode";
import { colorOf } from "../connections/model.ts";
import { randomBytes } from "../random.ts";
import type { Services } from "../services.ts";
import { KeptRuns } from "../views/keptRuns.ts";
import type { FinishedRun } from "./runs.ts";
import { type HistoryEntry, readHistory, withRun } from "./history.ts";
import { withoutSecrets } from "./secrets.ts";

const key = "history";

/** Bytes of rows that are kept in all; those of pinned runs are kept beyond it. */
const rowsLimit = 64 << 20;

export class RunHistory {
    private readonly state: vscode.Memento;
    private readonly kept: KeptRuns;
    private queue: Promise<void> = Promise.resolve();
    private readonly changed = new vscode.EventEmitter<void>();
    readonly onDidChange = this.changed.event;

    constructor({ context }: Services) {
        this.state = context.workspaceState;
        this.kept = new KeptRuns(context.storageUri === undefined ? undefined : vscode.Uri.joinPath(context.storageUri, "history"));
    }

    /** The latest first. */
    list(): HistoryEntry[] {
        return readHistory(this.state.get(key));
    }

    /** Runs that a person asked for; not those of watch mode, nor looks at a step. */
    add(run: FinishedRun): Promise<void> {
        if (run.purpose !== "run") return Promise.resolve();
        const { document, script, part, params, connection, storedId, at, ms, rows, outcome, error, bytes } = run;
        const entry: HistoryEntry = {
            id: randomBytes(8),
            uri: document.uri.toString(),
            script,
            params,
            connection: connection.name,
            connectionId: connection.id,
            at,
            ms,
            rows,
            outcome,
            ...(part === undefined ? {} : { part }),
            ...(storedId === undefined ? {} : { storedId }),
            ...(error === undefined ? {} : { error }),
            ...(bytes === undefined || outcome === "cancelled" ? {} : { bytes: bytes.length }),
        };
        return this.change(async (entries) => {
            if (bytes !== undefined && entry.bytes !== undefined) {
                const title = {
                    run: 0,
                    script,
                    connection: connection.name,
                    label: connection.label,
                    color: colorOf(connection),
                    protected: connection.protected,
                    hasParams: run.schema.length > 0,
                };
                const { params: safe } = withoutSecrets(params);
                const memo = { uri: entry.uri, params: safe, connectionId: entry.connectionId, ...(part === undefined ? {} : { part }) };
                await this.kept.write(entry.id, { title, memo, ended: { ms, outcome } }, bytes);
            }
            return withRun(entries, entry);
        });
    }

    /** The answer of a run as it came; undefined where it is no longer kept. */
    async rowsOf({ id, bytes }: HistoryEntry): Promise<Uint8Array | undefined> {
        return bytes === undefined ? undefined : (await this.kept.read(id))?.rows;
    }

    setPinned(id: string, pinned: boolean): Promise<void> {
        return this.change((entries) => entries.map((entry) => (entry.id === id ? { ...entry, pinned } : entry)));
    }

    remove(id: string): Promise<void> {
        return this.change((entries) => entries.filter((entry) => entry.id !== id));
    }

    /** Forgets every run that is not pinned. */
    clear(): Promise<void> {
        return this.change((entries) => entries.filter(({ pinned }) => pinned === true));
    }

    /** One change after another: each reads what the one before it wrote. */
    private change(work: (entries: HistoryEntry[]) => HistoryEntry[] | Promise<HistoryEntry[]>): Promise<void> {
        const next = this.queue.then(async () => {
            const before = this.list();
            const after = withinLimit(await work(before));
            await this.state.update(key, after);
            const rows = new Set(after.filter(({ bytes }) => bytes !== undefined).map(({ id }) => id));
            for (const { id, bytes } of before) if (bytes !== undefined && !rows.has(id)) await this.kept.remove(id);
            this.changed.fire();
        });
        // One that fails (a full disk) is told to its caller, and does not stop those after it.
        this.queue = next.catch(() => undefined);
        return next;
    }
}

/** Without the rows of the oldest runs, where they are too many. */
function withinLimit(entries: readonly HistoryEntry[]): HistoryEntry[] {
    let size = 0;
    return entries.map((entry) => {
        if (entry.bytes === undefined || entry.pinned === true) return entry;
        size += entry.bytes;
        const { bytes: _dropped, ...rest } = entry;
        return size <= rowsLimit ? entry : rest;
    });
}
