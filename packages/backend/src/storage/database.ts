/** The SQLite file: opening, durability, schema versions. */
import { existsSync, rmSync } from "node:fs";
import sqlite from "node-sqlite3-wasm";
import { StartError } from "../errors.ts";

export type Row = Readonly<Record<string, number | bigint | string | Uint8Array | null>>;
export type Value = number | bigint | string | Uint8Array | null;

/**
 * Forward migrations: the n-th makes version n + 1. Texts are BLOBs of UTF-8, since a text column ends at a NUL; times of
 * points are in the BLOBs and in 64-bit columns.
 */
const migrations: readonly string[] = [
    `CREATE TABLE settings(name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
     CREATE TABLE buckets(n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, name BLOB NOT NULL UNIQUE, description BLOB NOT NULL,
         retention INTEGER NOT NULL, shard INTEGER NOT NULL, kind TEXT NOT NULL, created TEXT NOT NULL, updated TEXT NOT NULL);
     CREATE TABLE scripts(n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, name BLOB NOT NULL UNIQUE, description BLOB NOT NULL,
         language TEXT NOT NULL, script BLOB NOT NULL, created TEXT NOT NULL, updated TEXT NOT NULL);
     CREATE TABLE authorizations(n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, hash BLOB NOT NULL, document BLOB NOT NULL);
     CREATE TABLE series(id INTEGER PRIMARY KEY, bucket INTEGER NOT NULL, key BLOB NOT NULL);
     CREATE TABLE chunks(id INTEGER PRIMARY KEY, series INTEGER NOT NULL, shard INTEGER NOT NULL, type INTEGER NOT NULL,
         min INTEGER NOT NULL, max INTEGER NOT NULL, count INTEGER NOT NULL, size INTEGER NOT NULL, data BLOB NOT NULL);
     CREATE TABLE batches(id INTEGER PRIMARY KEY, data BLOB NOT NULL);`,
];

export class Store {
    private readonly db: InstanceType<typeof sqlite.Database>;
    private readonly statements = new Map<string, ReturnType<InstanceType<typeof sqlite.Database>["prepare"]>>();

    /**
     * Opens or makes the file. Only for the holder of the folder's lock. Throws a `StartError` for a file that is damaged,
     * of a newer version or can't be written; the file stays as it is then.
     */
    constructor(path: string, steps: readonly string[] = migrations) {
        const isNew = !existsSync(path);
        rmSync(`${path}.lock`, { recursive: true, force: true });
        try {
            this.db = new sqlite.Database(path);
            if (isNew) {
                this.db.exec("PRAGMA page_size = 8192");
                this.db.exec("PRAGMA auto_vacuum = INCREMENTAL");
            }
            // With one connection the index of the write-ahead log needs no shared memory; each commit is one fsync of it.
            this.db.exec("PRAGMA locking_mode = EXCLUSIVE");
            this.db.exec("PRAGMA journal_mode = WAL");
            this.db.exec("PRAGMA synchronous = FULL");
            this.db.exec("PRAGMA journal_size_limit = 16777216");
            this.migrate(path, steps);
        } catch (error) {
            if (error instanceof StartError) throw error;
            throw new StartError(openFailure(path, error));
        }
    }

    private migrate(path: string, steps: readonly string[]): void {
        const version = Number(this.get("PRAGMA user_version")?.["user_version"] ?? 0);
        if (version > steps.length) {
            throw new StartError(`the data in ${path} was written by a newer version (schema ${version}, this one knows ${steps.length})`);
        }
        for (let next = version; next < steps.length; next++) {
            this.transaction(() => {
                this.db.exec(steps[next] ?? "");
                this.db.exec(`PRAGMA user_version = ${next + 1}`);
            });
        }
    }

    private prepared(sql: string): ReturnType<InstanceType<typeof sqlite.Database>["prepare"]> {
        let statement = this.statements.get(sql);
        if (statement === undefined) this.statements.set(sql, (statement = this.db.prepare(sql)));
        return statement;
    }

    run(sql: string, values: readonly Value[] = []): void {
        this.prepared(sql).run([...values]);
    }

    get(sql: string, values: readonly Value[] = []): Row | undefined {
        return (this.prepared(sql).get([...values]) as Row | null) ?? undefined;
    }

    all(sql: string, values: readonly Value[] = []): Row[] {
        return this.prepared(sql).all([...values]) as Row[];
    }

    /** Runs `work` whole or not at all; when this returns, it is on the disk. Within another transaction it is a part of that one. */
    transaction<T>(work: () => T): T {
        if (this.db.inTransaction) return work();
        this.db.exec("BEGIN IMMEDIATE");
        let result: T;
        try {
            result = work();
            this.db.exec("COMMIT");
        } catch (error) {
            if (this.db.inTransaction) this.db.exec("ROLLBACK");
            throw error;
        }
        return result;
    }

    /** Gives up to so many unused pages back to the file system; answers how many are left. */
    shrink(pages: number): number {
        this.db.exec(`PRAGMA incremental_vacuum(${pages})`);
        return Number(this.get("PRAGMA freelist_count")?.["freelist_count"] ?? 0);
    }

    close(): void {
        for (const statement of this.statements.values()) statement.finalize();
        this.statements.clear();
        if (this.db.isOpen) this.db.close();
    }
}

/** Why a data file can't be opened, and what to do. */
export function openFailure(path: string, error: unknown): string {
    const reason = error instanceof Error ? error.message : String(error);
    if (/not a database|malformed|corrupt|damaged/i.test(reason)) {
        return `the data file ${path} is damaged (${reason}); it was left as it is. Restore it from a backup, or move it away to start anew`;
    }
    if (/readonly|read-only|unable to open|permission/i.test(reason)) {
        return `the data file ${path} can't be written (${reason}): check the folder's permissions, or choose another with --data`;
    }
    return `the data file ${path} can't be opened: ${reason}`;
}

export function utf8(text: string): Uint8Array {
    return Buffer.from(text, "utf8");
}

/** Text of a BLOB column. */
export function textOf(value: Value | undefined): string {
    return value instanceof Uint8Array
        ? Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString("utf8")
        : String(value ?? "");
}
