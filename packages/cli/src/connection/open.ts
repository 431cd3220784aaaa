/** Opens the connection of a command. */
import { discover, type Discovery } from "@flux-scripts/backend";
import { createScriptsClient, type ScriptsBackend } from "@flux-scripts/scripts-api";
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

/** The client of what the options, the environment and the workspace name; no request is made yet. */
export function openConnection(options: TargetOptions, workspace: Workspace): Connection {
    const target = resolveTarget(options, {
        env: process.env,
        connections: workspace.config.connections,
        influx: readInfluxConfigs(),
        local: localService(),
    });
    if (target.kind === "oss") {
        throw new CommandFailure(
            `${target.name} is InfluxDB OSS, which stores no scripts`,
            "Keep scripts in the workspace there; run them here with `flux-scripts run`, or push them to a local backend or InfluxDB Cloud.",
        );
    }
    if (target.url.startsWith("http:") && target.kind === "cloud") note(`the token goes unencrypted to ${target.url}`);
    const fetchText = (url: string, init: object): Promise<Response> => fetch(url, init as RequestInit);
    const backend = createScriptsClient(target.kind, {
        fetch: fetchText,
        url: target.url,
        token: target.token,
        ...(target.org === undefined ? {} : { org: target.org }),
    });
    return { target, backend };
}

/** The user's service, if it runs. */
export function localService(): Discovery | undefined {
    return discover(defaultDataFolder());
}
