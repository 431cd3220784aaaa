/** Opens the connection of a command. */
import { discover, type Discovery } from "@flux-scripts/backend";
import { createOssClient, createScriptsClient, detectBackend, type ScriptsBackend } from "@flux-scripts/scripts-api";
import { CommandFailure } from "../faults.ts";
import { note } from "../output.ts";
import { defaultDataFolder } from "../places.ts";
import type { Workspace } from "../workspace/workspace.ts";
import { readInfluxConfigs } from "./influxConfig.ts";
import { resolveTarget, type Target, type TargetOptions } from "./target.ts";

export interface Connection {
    readonly target: Target;
    readonly backend: ScriptsBackend;
}

/** The client of what the options, the environment and the workspace name. Asks a server of which nothing else says what it is. */
export async function openConnection(options: TargetOptions, workspace: Workspace): Promise<Connection> {
    const target = resolveTarget(options, {
        env: process.env,
        connections: workspace.config.connections,
        influx: readInfluxConfigs(),
        local: localService(),
    });
    if (isUnencrypted(target.url)) note(`the token goes unencrypted to ${target.url}`);
    const client = {
        fetch: (url: string, init: object): Promise<Response> => fetch(url, init as RequestInit),
        url: target.url,
        token: target.token,
        ...(target.org === undefined ? {} : { org: target.org }),
    };
    const kind = target.kind ?? (await detectBackend(client)).kind;
    if (kind !== "oss") return { target, backend: createScriptsClient(kind, client) };
    if (target.org === undefined)
        throw new CommandFailure(
            `${target.name} is InfluxDB OSS, which needs the name of an organisation`,
            "Give it with --org or in INFLUX_ORG.",
        );
    return { target, backend: createOssClient({ ...client, org: target.org }) };
}

function isUnencrypted(url: string): boolean {
    const { protocol, hostname } = new URL(url);
    return protocol === "http:" && hostname !== "localhost" && hostname !== "[::1]" && !hostname.startsWith("127.");
}

/** The user's service, if it runs. */
function localService(): Discovery | undefined {
    return discover(defaultDataFolder());
}
