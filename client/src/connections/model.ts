/** Connections as data: the local one, a person's own, and those a workspace shares. */
import type { BackendKind } from "@flux-scripts/scripts-api";

/** How a connection is marked. A theme may change them: `red` is its `fluxScripts.connectionRed`. */
export const connectionColors = ["none", "green", "blue", "yellow", "purple", "red"] as const;
export type ConnectionColor = (typeof connectionColors)[number];

export interface Connection {
    /** `local`, `user:NAME` or `workspace:NAME`. */
    readonly id: string;
    readonly name: string;
    readonly kind: BackendKind;
    /** Base address; empty for the local backend, whose address is known once it runs. */
    readonly host: string;
    readonly org: string;
    /** `dev`, `staging`, `prod` or what a team likes. */
    readonly label: string;
    /** Where absent, by the label: a production server is red without a word. */
    readonly color?: ConnectionColor;
    /** Asks before a change, and before a run that changes something. */
    readonly protected: boolean;
    readonly source: "builtin" | "user" | "workspace";
}

export const localId = "local";

export function localConnection(name: string): Connection {
    return { id: localId, name, kind: "local", host: "", org: "local", label: "", protected: false, source: "builtin" };
}

/** The colour of a label that says what the server is for; none for other labels. */
export function colorOfLabel(label: string): ConnectionColor {
    const word = label.trim().toLowerCase();
    if (/^(prod|production|live)\b/.test(word)) return "red";
    if (/^(stag|staging|stage|qa|preprod|uat)\b/.test(word)) return "yellow";
    return /^(dev|development|test|sandbox)\b/.test(word) ? "green" : "none";
}

export function colorOf({ color, label }: Connection): ConnectionColor {
    return color ?? colorOfLabel(label);
}

export interface AddressFault {
    readonly reason: "empty" | "notUrl" | "notHttp" | "hasSecret";
}

/** A typed address as its base (no slash at the end, no query), or what is wrong with it. */
export function readAddress(text: string): { readonly url: string } | AddressFault {
    const trimmed = text.trim();
    if (trimmed === "") return { reason: "empty" };
    const guessed = /^[a-z][a-z0-9+.-]*:\/\//i.test(trimmed)
        ? trimmed
        : `${/^(localhost|127\.|\[::1\])/.test(trimmed) ? "http" : "https"}://${trimmed}`;
    if (!URL.canParse(guessed)) return { reason: "notUrl" };
    const url = new URL(guessed);
    if (url.protocol !== "http:" && url.protocol !== "https:") return { reason: "notHttp" };
    if (url.username !== "" || url.password !== "") return { reason: "hasSecret" };
    return { url: `${url.origin}${url.pathname.replace(/\/+$/, "")}` };
}

export function isAddressFault(value: { readonly url: string } | AddressFault): value is AddressFault {
    return "reason" in value;
}

/** A guess from the address; the person can change it. */
export function guessKind(url: string): "cloud" | "oss" {
    return /\.cloud2\.influxdata\.com$|\.influxdata\.com$/.test(new URL(url).hostname) ? "cloud" : "oss";
}

/** Where a token is kept: bound to the connection and its origin, so that a changed host asks again. */
export function secretKey(connection: Connection): string {
    return `token:${connection.id}:${connection.host === "" ? "" : new URL(connection.host).origin}`;
}

/** True where a token would cross a network in the clear. */
export function isUnencrypted(url: string): boolean {
    const { protocol, hostname } = new URL(url);
    return protocol === "http:" && !/^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname);
}

/** A connection keeps its id when it is renamed: a new one may find that of its name in use. */
export function freeId(name: string, others: readonly Connection[]): string {
    const taken = new Set(others.map(({ id }) => id));
    let id = `user:${name}`;
    for (let round = 2; taken.has(id); round++) id = `user:${name} ${round}`;
    return id;
}

/** Stored connections that still make sense; what doesn't is dropped, never half used. */
export function readStored(value: unknown): Connection[] {
    if (!Array.isArray(value)) return [];
    return value.filter((entry): entry is Connection => {
        if (typeof entry !== "object" || entry === null) return false;
        const { id, name, kind, host } = entry as Record<string, unknown>;
        return (
            typeof id === "string" &&
            typeof name === "string" &&
            (kind === "cloud" || kind === "oss") &&
            typeof host === "string" &&
            URL.canParse(host)
        );
    });
}
