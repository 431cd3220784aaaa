/** Scripts, buckets, authorizations and the organisation, as rows. */
import { randomBytes } from "node:crypto";
import { ServiceError } from "../errors.ts";
import { type Row, type Store, textOf, utf8 } from "./database.ts";
import { compareBytes, defaultShardSeconds } from "./index.ts";

export interface StoredScript {
    readonly id: string;
    readonly name: string;
    readonly description: string;
    readonly language: string;
    readonly script: string;
    /** RFC 3339. */
    readonly createdAt: string;
    readonly updatedAt: string;
}

export interface StoredBucket {
    /** Number of the row, for points. */
    readonly n: number;
    readonly id: string;
    readonly name: string;
    readonly description: string;
    /** Seconds, 0 for ever. */
    readonly retentionSeconds: number;
    readonly shardSeconds: number;
    readonly kind: "user" | "system";
    readonly createdAt: string;
    readonly updatedAt: string;
}

export interface Permission {
    readonly action: "read" | "write";
    readonly resource: { readonly type: string; readonly id?: string; readonly orgID?: string; readonly name?: string };
}

export interface StoredAuthorization {
    readonly id: string;
    /** SHA-256 of the token; the token itself is told once and not kept. */
    readonly hash: Uint8Array;
    readonly description: string;
    readonly status: "active" | "inactive";
    readonly permissions: readonly Permission[];
    readonly createdAt: string;
    readonly updatedAt: string;
}

export interface Organization {
    readonly id: string;
    /** The one user's id. */
    readonly userID: string;
    readonly name: string;
    readonly createdAt: string;
}

export interface ScriptList {
    readonly offset: number;
    readonly limit: number;
    readonly name?: string | undefined;
}

export type ScriptPatch = Partial<Pick<StoredScript, "name" | "description" | "script">>;
export type BucketPatch = Partial<Pick<StoredBucket, "name" | "description" | "retentionSeconds" | "shardSeconds">>;
export type AuthorizationPatch = Partial<Pick<StoredAuthorization, "description" | "status">>;

/** 16 hex digits, not all zeros. */
function newId(): string {
    const id = randomBytes(8).toString("hex");
    return /[1-9a-f]/.test(id) ? id : newId();
}

export class Documents {
    private readonly store: Store;

    constructor(store: Store) {
        this.store = store;
    }

    private setting(name: string): string | undefined {
        const row = this.store.get("SELECT value FROM settings WHERE name = ?", [name]);
        return row === undefined ? undefined : textOf(row["value"]);
    }

    private setSetting(name: string, value: string): void {
        this.store.run("INSERT INTO settings(name, value) VALUES(?, ?) ON CONFLICT(name) DO UPDATE SET value = excluded.value", [
            name,
            utf8(value),
        ]);
    }

    /** The one organisation; made at the first start, renamed when the service is started under another name. */
    organization(name: string): Organization {
        return this.store.transaction(() => {
            let id = this.setting("org");
            if (id === undefined) this.setSetting("org", (id = newId()));
            let createdAt = this.setting("org-created");
            if (createdAt === undefined) this.setSetting("org-created", (createdAt = now()));
            let userID = this.setting("user");
            if (userID === undefined) this.setSetting("user", (userID = newId()));
            return { id, userID, name, createdAt };
        });
    }

    /** Whether something that is done once has been done; marks it. */
    once(what: string): boolean {
        return this.store.transaction(() => {
            if (this.setting(`once-${what}`) !== undefined) return false;
            this.setSetting(`once-${what}`, now());
            return true;
        });
    }

    // ---- scripts

    listScripts({ offset, limit, name }: ScriptList): StoredScript[] {
        const rows =
            name === undefined
                ? this.store.all("SELECT * FROM scripts ORDER BY n LIMIT ? OFFSET ?", [limit, offset])
                : this.store.all("SELECT * FROM scripts WHERE name = ? ORDER BY n LIMIT ? OFFSET ?", [utf8(name), limit, offset]);
        return rows.map(scriptOf);
    }

    getScript(id: string): StoredScript {
        const row = this.store.get("SELECT * FROM scripts WHERE id = ?", [id]);
        if (row === undefined) throw new ServiceError("not found", `script "${id}" not found`);
        return scriptOf(row);
    }

    createScript(script: Pick<StoredScript, "name" | "description" | "language" | "script">): StoredScript {
        return this.store.transaction(() => {
            this.refuseTakenName(script.name, undefined);
            const at = now();
            const made = { ...script, id: newId(), createdAt: at, updatedAt: at };
            this.store.run("INSERT INTO scripts(id, name, description, language, script, created, updated) VALUES(?, ?, ?, ?, ?, ?, ?)", [
                made.id,
                utf8(made.name),
                utf8(made.description),
                made.language,
                utf8(made.script),
                at,
                at,
            ]);
            return made;
        });
    }

    /** What is absent stays; nothing at all changes no time either. */
    updateScript(id: string, patch: ScriptPatch): StoredScript {
        return this.store.transaction(() => {
            const old = this.getScript(id);
            if (patch.name === undefined && patch.description === undefined && patch.script === undefined) return old;
            if (patch.name !== undefined) this.refuseTakenName(patch.name, id);
            const changed = { ...old, ...defined(patch), updatedAt: now() };
            this.store.run("UPDATE scripts SET name = ?, description = ?, script = ?, updated = ? WHERE id = ?", [
                utf8(changed.name),
                utf8(changed.description),
                utf8(changed.script),
                changed.updatedAt,
                id,
            ]);
            return changed;
        });
    }

    private refuseTakenName(name: string, except: string | undefined): void {
        const row = this.store.get("SELECT id FROM scripts WHERE name = ?", [utf8(name)]);
        if (row !== undefined && row["id"] !== except)
            throw new ServiceError("conflict", `uniqueness violation: a script named "${name}" already exists`);
    }

    deleteScript(id: string): void {
        this.store.transaction(() => this.store.run("DELETE FROM scripts WHERE id = ?", [id]));
    }

    // ---- buckets

    /** By name in byte order. */
    listBuckets(): StoredBucket[] {
        return this.store
            .all("SELECT * FROM buckets")
            .map(bucketOf)
            .sort((a, b) => compareBytes(a.name, b.name));
    }

    getBucket(id: string): StoredBucket {
        const row = this.store.get("SELECT * FROM buckets WHERE id = ?", [id]);
        if (row === undefined) throw new ServiceError("not found", "bucket not found");
        return bucketOf(row);
    }

    createBucket(bucket: {
        name: string;
        description: string;
        retentionSeconds: number;
        shardSeconds?: number | undefined;
        kind?: "user" | "system";
    }): StoredBucket {
        return this.store.transaction(() => {
            if (this.store.get("SELECT n FROM buckets WHERE name = ?", [utf8(bucket.name)]) !== undefined) {
                throw new ServiceError("conflict", `bucket with name ${bucket.name} already exists`);
            }
            const at = now();
            const shard = bucket.shardSeconds ?? defaultShardSeconds(bucket.retentionSeconds);
            const id = newId();
            this.store.run(
                "INSERT INTO buckets(id, name, description, retention, shard, kind, created, updated) VALUES(?, ?, ?, ?, ?, ?, ?, ?)",
                [id, utf8(bucket.name), utf8(bucket.description), bucket.retentionSeconds, shard, bucket.kind ?? "user", at, at],
            );
            return this.getBucket(id);
        });
    }

    updateBucket(id: string, patch: BucketPatch): StoredBucket {
        return this.store.transaction(() => {
            const old = this.getBucket(id);
            if (patch.name !== undefined) {
                const other = this.store.get("SELECT id FROM buckets WHERE name = ?", [utf8(patch.name)]);
                if (other !== undefined && other["id"] !== id) throw new ServiceError("conflict", "bucket name is not unique");
            }
            const changed = { ...old, ...defined(patch), updatedAt: now() };
            this.store.run("UPDATE buckets SET name = ?, description = ?, retention = ?, shard = ?, updated = ? WHERE id = ?", [
                utf8(changed.name),
                utf8(changed.description),
                changed.retentionSeconds,
                changed.shardSeconds,
                changed.updatedAt,
                id,
            ]);
            return changed;
        });
    }

    deleteBucketRow(id: string): void {
        this.store.transaction(() => this.store.run("DELETE FROM buckets WHERE id = ?", [id]));
    }

    // ---- authorizations

    listAuthorizations(): StoredAuthorization[] {
        return this.store.all("SELECT id, hash, document FROM authorizations ORDER BY n").map(authorizationOf);
    }

    createAuthorization(authorization: Pick<StoredAuthorization, "hash" | "description" | "status" | "permissions">): StoredAuthorization {
        return this.store.transaction(() => {
            const at = now();
            const made = { ...authorization, id: newId(), createdAt: at, updatedAt: at };
            this.store.run("INSERT INTO authorizations(id, hash, document) VALUES(?, ?, ?)", [made.id, made.hash, documentOf(made)]);
            return made;
        });
    }

    getAuthorization(id: string): StoredAuthorization {
        const row = this.store.get("SELECT id, hash, document FROM authorizations WHERE id = ?", [id]);
        if (row === undefined) throw new ServiceError("not found", "authorization not found");
        return authorizationOf(row);
    }

    updateAuthorization(id: string, patch: AuthorizationPatch): StoredAuthorization {
        return this.store.transaction(() => {
            const changed = { ...this.getAuthorization(id), ...defined(patch), updatedAt: now() };
            this.store.run("UPDATE authorizations SET document = ? WHERE id = ?", [documentOf(changed), id]);
            return changed;
        });
    }

    deleteAuthorization(id: string): void {
        this.getAuthorization(id);
        this.store.transaction(() => this.store.run("DELETE FROM authorizations WHERE id = ?", [id]));
    }
}

function now(): string {
    return new Date().toISOString();
}

function defined<T extends object>(patch: T): Partial<T> {
    return Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined)) as Partial<T>;
}

function scriptOf(row: Row): StoredScript {
    return {
        id: String(row["id"]),
        name: textOf(row["name"]),
        description: textOf(row["description"]),
        language: String(row["language"]),
        script: textOf(row["script"]),
        createdAt: String(row["created"]),
        updatedAt: String(row["updated"]),
    };
}

function bucketOf(row: Row): StoredBucket {
    return {
        n: Number(row["n"]),
        id: String(row["id"]),
        name: textOf(row["name"]),
        description: textOf(row["description"]),
        retentionSeconds: Number(row["retention"]),
        shardSeconds: Number(row["shard"]),
        kind: row["kind"] === "system" ? "system" : "user",
        createdAt: String(row["created"]),
        updatedAt: String(row["updated"]),
    };
}

function documentOf({ description, status, permissions, createdAt, updatedAt }: StoredAuthorization): Uint8Array {
    return utf8(JSON.stringify({ description, status, permissions, createdAt, updatedAt }));
}

function authorizationOf(row: Row): StoredAuthorization {
    const document = JSON.parse(textOf(row["document"])) as Omit<StoredAuthorization, "id" | "hash">;
    return { ...document, id: String(row["id"]), hash: row["hash"] as Uint8Array };
}
