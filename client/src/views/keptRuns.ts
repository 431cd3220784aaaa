/** Rows of runs in the workspace's storage, so that a window that reloads shows what it showed. Bounded; never a token. */
import * as vscode from "vscode";
import type { RunFailure, RunTitle } from "../webviews/results/protocol.ts";

/** What runs a script again: where it stands, and with which values. */
export interface RunMemo {
    readonly uri: string;
    /** A part of the document. */
    readonly part?: string;
    /** JSON text. */
    readonly params: string;
    readonly connectionId: string;
}

export interface KeptRun {
    readonly title: RunTitle;
    readonly memo: RunMemo;
    readonly ended: { readonly ms: number; readonly outcome: "finished" | "cancelled" | "failed"; readonly failure?: RunFailure };
}

/** Bytes of rows that are kept of one run; a larger one is run again instead. */
export const keptLimit = 16 << 20;

export class KeptRuns {
    constructor(private readonly storage: vscode.Uri | undefined) {}

    /** Replaces what is kept under an id. */
    async write(id: string, run: KeptRun, rows: Uint8Array): Promise<void> {
        if (this.storage === undefined) return;
        await vscode.workspace.fs.createDirectory(this.folder(this.storage));
        // The rows first: a description without rows would show an empty result.
        await vscode.workspace.fs.writeFile(this.file(this.storage, id, "csv"), rows);
        await vscode.workspace.fs.writeFile(this.file(this.storage, id, "json"), new TextEncoder().encode(JSON.stringify(run)));
    }

    /** Undefined where nothing is kept, or can't be read. */
    async read(id: string): Promise<{ readonly run: KeptRun; readonly rows: Uint8Array } | undefined> {
        if (this.storage === undefined) return undefined;
        try {
            const [about, rows] = await Promise.all([
                vscode.workspace.fs.readFile(this.file(this.storage, id, "json")),
                vscode.workspace.fs.readFile(this.file(this.storage, id, "csv")),
            ]);
            return { run: JSON.parse(new TextDecoder().decode(about)) as KeptRun, rows };
        } catch {
            return undefined;
        }
    }

    async remove(id: string): Promise<void> {
        if (this.storage === undefined) return;
        for (const extension of ["json", "csv"] as const) {
            try {
                await vscode.workspace.fs.delete(this.file(this.storage, id, extension));
            } catch {
                // It was not kept: too large, or never written.
            }
        }
    }

    private folder(storage: vscode.Uri): vscode.Uri {
        return vscode.Uri.joinPath(storage, "results");
    }

    private file(storage: vscode.Uri, id: string, extension: "json" | "csv"): vscode.Uri {
        return vscode.Uri.joinPath(this.folder(storage), `${id.replace(/[^\w-]/g, "_")}.${extension}`);
    }
}

/** Gathers the bytes of an answer up to the limit. */
export class RowKeeper {
    private pieces: Uint8Array[] = [];
    private size = 0;

    add(piece: Uint8Array): void {
        this.size += piece.length;
        if (this.size <= keptLimit) this.pieces.push(piece);
        else this.pieces = [];
    }

    /** Undefined where there are too many. */
    get rows(): Uint8Array | undefined {
        if (this.size > keptLimit) return undefined;
        const rows = new Uint8Array(this.size);
        let at = 0;
        for (const piece of this.pieces) {
            rows.set(piece, at);
            at += piece.length;
        }
        return rows;
    }
}
