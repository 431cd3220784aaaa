/**
 * Which backend a command talks to, and with which token. A token goes only where the user said: one that was given for a host
 * (`--token`, or `INFLUX_TOKEN` beside `--host` or `INFLUX_HOST`), that the influx command line keeps for it, or that the
 * local service has announced for itself. A host that only `flux-scripts.json` names never gets `INFLUX_TOKEN`.
 */
import type { Discovery } from "@flux-scripts/backend";
import type { ConnectionEntry, ConnectionKind } from "@flux-scripts/workspace";
import { CommandFailure, UsageError } from "../faults.ts";
import type { InfluxConfig } from "./influxConfig.ts";

export interface TargetOptions {
    readonly host?: string;
    readonly token?: string;
    readonly org?: string;
    readonly connection?: string;
}

export interface Target {
    /** The name it was asked for by, or its address. */
    readonly name: string;
    /** Absent where only the server can tell. */
    readonly kind: ConnectionKind | undefined;
    readonly url: string;
    readonly token: string;
    readonly org: string | undefined;
    /** Asks before anything is changed. */
    readonly protected: boolean;
}

/** What is known besides the options; read from disk by the caller. */
export interface Surroundings {
    readonly env: Readonly<Record<string, string | undefined>>;
    readonly connections: ReadonlyMap<string, ConnectionEntry>;
    readonly influx: readonly InfluxConfig[];
    /** The user's own local service, where one runs. */
    readonly local: Discovery | undefined;
}

const startHint = "Start one with `flux-scripts serve`, or name another with --host and --token or --connection.";

/** Throws a `UsageError` or `CommandFailure` that says what is missing. */
export function resolveTarget(options: TargetOptions, around: Surroundings): Target {
    if (options.connection !== undefined) return namedTarget(options.connection, options, around);
    const host = options.host ?? filled(around.env["INFLUX_HOST"]);
    if (host !== undefined) {
        const url = checkedUrl(host, options.host === undefined ? "INFLUX_HOST" : "--host");
        const kept = keptToken(url, around);
        const token = options.token ?? filled(around.env["INFLUX_TOKEN"]) ?? kept?.token;
        return finish(url, url, kindOf(url, around), token, options, around, kept?.org);
    }
    if (around.local !== undefined) {
        const { url, token, org } = around.local;
        return finish("local", url, "local", options.token ?? token, options, around, org);
    }
    const active = around.influx.find((config) => config.active);
    if (active === undefined) throw new CommandFailure("there is no connection: no local backend runs here, and none was named", startHint);
    const url = checkedUrl(active.url, `connection "${active.name}"`);
    return finish(active.name, url, kindOf(url, around), options.token ?? active.token, options, around, active.org);
}

function namedTarget(name: string, options: TargetOptions, around: Surroundings): Target {
    const entry = around.connections.get(name);
    if (entry === undefined) {
        const config = around.influx.find((each) => each.name === name);
        if (config === undefined) {
            const known = [...around.connections.keys(), ...around.influx.map((each) => each.name)];
            const list = known.length === 0 ? "" : ` (there are ${known.join(", ")})`;
            throw new UsageError(`no connection is named "${name}" in flux-scripts.json or the influx command line's configuration${list}`);
        }
        const url = checkedUrl(config.url, `connection "${name}"`);
        return finish(name, url, kindOf(url, around), options.token ?? config.token, options, around, config.org);
    }
    if (entry.kind === "local" && entry.host === undefined) {
        if (around.local === undefined)
            throw new CommandFailure(`connection "${name}" is the local backend, and none runs here`, startHint);
        return finish(
            name,
            around.local.url,
            "local",
            options.token ?? around.local.token,
            options,
            around,
            around.local.org,
            entry.protected,
        );
    }
    const url = checkedUrl(entry.host ?? "", `connection "${name}"`);
    const kept = keptToken(url, around);
    const token = options.token ?? kept?.token ?? tokenNamedForHost(url, options, around);
    if (token === undefined && filled(around.env["INFLUX_TOKEN"]) !== undefined) {
        throw new CommandFailure(
            `connection "${name}" needs a token: INFLUX_TOKEN is not sent to a host that only flux-scripts.json names (${originOf(url)})`,
            `If you trust it, set INFLUX_HOST to ${originOf(url)} or give --token.`,
        );
    }
    return finish(name, url, entry.kind, token, options, around, entry.org ?? kept?.org, entry.protected);
}

/** INFLUX_TOKEN, when the user's own words (not the workspace's) name the same host. */
function tokenNamedForHost(url: string, options: TargetOptions, { env }: Surroundings): string | undefined {
    const named = [options.host, filled(env["INFLUX_HOST"])].some(
        (host) => host !== undefined && URL.canParse(host) && originOf(host) === originOf(url),
    );
    return named ? filled(env["INFLUX_TOKEN"]) : undefined;
}

/** A token that is kept for exactly this origin: by the influx command line, or announced by the local service. */
function keptToken(url: string, { influx, local }: Surroundings): { token: string; org: string | undefined } | undefined {
    const origin = originOf(url);
    if (local !== undefined && originOf(local.url) === origin) return local;
    return influx.find((config) => URL.canParse(config.url) && originOf(config.url) === origin);
}

function finish(
    name: string,
    url: string,
    kind: ConnectionKind | undefined,
    token: string | undefined,
    options: TargetOptions,
    { env }: Surroundings,
    org: string | undefined,
    isProtected = false,
): Target {
    const trimmed = token?.trim() ?? "";
    if (trimmed === "") throw new CommandFailure(`${url} needs a token`, "Give it with --token or in INFLUX_TOKEN.");
    if (/[^\x21-\x7e]/.test(trimmed)) throw new UsageError("the token has characters that no token has: copy it again");
    return { name, kind, url, token: trimmed, org: options.org ?? org ?? filled(env["INFLUX_ORG"]), protected: isProtected };
}

/** The user's own service is known; of other addresses only the server can tell what it is. */
function kindOf(url: string, { local }: Surroundings): ConnectionKind | undefined {
    return local !== undefined && originOf(local.url) === originOf(url) ? "local" : undefined;
}

function checkedUrl(host: string, what: string): string {
    const text = /^[a-z]+:\/\//i.test(host) ? host : `http://${host}`;
    if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol)) {
        throw new UsageError(`${what} must be an address such as http://localhost:8086, but is ${JSON.stringify(host)}`);
    }
    const url = new URL(text);
    if (url.username !== "" || url.password !== "") throw new UsageError(`${what} must not hold a user name or password: use --token`);
    return `${url.origin}${url.pathname.replace(/\/+$/, "")}`;
}

function originOf(url: string): string {
    return new URL(url).origin;
}

function filled(text: string | undefined): string | undefined {
    return text === undefined || text.trim() === "" ? undefined : text;
}
