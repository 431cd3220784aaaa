/** Who asks: tokens to permissions, compared in constant time. */
import { createHash, timingSafeEqual } from "node:crypto";
import { ServiceError } from "../errors.ts";
import type { Permission, StoredAuthorization } from "../storage/documents.ts";

export type Action = "read" | "write";
export type ResourceType = "buckets" | "scripts" | "orgs" | "authorizations";

/** What a token may do. */
export interface Access {
    readonly kind: "operator" | "read-only" | "scoped";
    readonly permissions: readonly Permission[];
}

interface Entry {
    readonly hash: Uint8Array;
    readonly access: Access;
}

export function hashToken(token: string): Uint8Array {
    return createHash("sha256").update(token, "utf8").digest();
}

export class Tokens {
    private readonly fixed: readonly Entry[];
    private stored: readonly Entry[] = [];

    constructor(token: string, readToken: string | undefined) {
        const operator: Access = { kind: "operator", permissions: [] };
        const readOnly: Access = { kind: "read-only", permissions: [] };
        this.fixed = [
            { hash: hashToken(token), access: operator },
            ...(readToken === undefined ? [] : [{ hash: hashToken(readToken), access: readOnly }]),
        ];
    }

    /** The authorizations as they are now. */
    setStored(authorizations: readonly StoredAuthorization[]): void {
        this.stored = authorizations
            .filter(({ status }) => status === "active")
            .map(({ hash, permissions }) => ({ hash, access: { kind: "scoped", permissions } }));
    }

    /**
     * The access of an `Authorization` header: `Token`, `Bearer` in any case, or `Basic` with the token as the password.
     * Every known token is compared, and hashes are, so the time tells nothing.
     */
    authenticate(header: string | undefined): Access | undefined {
        const presented = tokenOf(header);
        if (presented === undefined) return undefined;
        const hash = hashToken(presented);
        let found: Access | undefined;
        for (const entry of [...this.fixed, ...this.stored]) if (timingSafeEqual(entry.hash, hash)) found ??= entry.access;
        return found;
    }
}

function tokenOf(header: string | undefined): string | undefined {
    const match = /^(\S+) +(\S.*)$/.exec(header ?? "");
    const scheme = match?.[1]?.toLowerCase();
    const value = match?.[2]?.trim();
    if (value === undefined) return undefined;
    if (scheme === "token" || scheme === "bearer") return value;
    if (scheme !== "basic") return undefined;
    const pair = Buffer.from(value, "base64").toString("utf8");
    const colon = pair.indexOf(":");
    return colon < 0 ? undefined : pair.slice(colon + 1);
}

/** Whether the access covers a resource; without `id` the whole type. */
export function may(access: Access, action: Action, type: ResourceType, id?: string): boolean {
    if (access.kind === "operator") return true;
    if (access.kind === "read-only") return action === "read" && type !== "authorizations";
    return access.permissions.some(
        ({ action: granted, resource }) =>
            granted === action && resource.type === type && (resource.id === undefined || resource.id === id),
    );
}

/** Throws a 403 where the access does not cover it. */
export function demand(access: Access, action: Action, type: ResourceType, id?: string): void {
    if (!may(access, action, type, id)) throw new ServiceError("forbidden", `the token may not ${action} ${type}`);
}
