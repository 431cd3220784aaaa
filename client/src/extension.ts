/** Entry of the desktop extension host. */
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { homedir } from "node:os";
import { join } from "node:path";
import * as vscode from "vscode";
import type { FluxScriptsApi } from "./api.ts";
import { type FoundConnection, readInfluxConfigs, readInfluxEnvironment } from "./connections/influxConfigs.ts";
import type * as ColumnarModule from "./columnar.ts";
import { activateExtension } from "./main.ts";
import { nodeCommandLine } from "./node/cli.ts";
import { nodeFetch } from "./node/fetch.ts";
import { openFile, openSpool, pack } from "./node/files.ts";
import type * as LanguageClientModule from "./node/language.ts";
import { NodeLocalBackend } from "./node/local.ts";

export function activate(context: vscode.ExtensionContext): FluxScriptsApi {
    return activateExtension(context, (output) => {
        const fetch = nodeFetch();
        const settings = vscode.workspace.getConfiguration("fluxScripts");
        const local = new NodeLocalBackend(
            {
                program: process.execPath,
                cli: context.asAbsolutePath("packages/cli/dist/main.js"),
                dataFolder: settings.get<string>("local.dataFolder") || defaultDataFolder(),
                port: settings.get("local.port", 0),
                log: (line) => output.info(line),
            },
            fetch,
        );
        return {
            kind: "node",
            fetch,
            local,
            commandLine: nodeCommandLine(process.execPath, context.asAbsolutePath("packages/cli/dist/main.js")),
            knownConnections,
            openFile,
            openSpool,
            pack,
            columnar: () => Promise.resolve(bundle<typeof ColumnarModule>("./columnar.js").columnarWriter),
            createLanguageClient: (options) =>
                bundle<typeof LanguageClientModule>("./language-client.js").createNodeLanguageClient(
                    context.asAbsolutePath("dist/server/main.js"),
                    options,
                ),
        };
    });
}

/** A bundle beside this one: those hold most of the code, and are not needed to answer `activate`. */
function bundle<T>(file: string): T {
    return createRequire(import.meta.url)(file) as T;
}

function knownConnections(): FoundConnection[] {
    const path = process.env["INFLUX_CONFIGS_PATH"] ?? join(homedir(), ".influxdbv2", "configs");
    const configs = existsSync(path) ? readInfluxConfigs(readFileSync(path, "utf8")) : [];
    return [...configs, ...readInfluxEnvironment(process.env)];
}

/** The same folder that the command line uses, so that both find one backend with the same scripts. */
function defaultDataFolder(env = process.env): string {
    const own = env["FLUX_SCRIPTS_DATA"];
    if (own !== undefined && own !== "") return own;
    if (process.platform === "win32") return join(env["LOCALAPPDATA"] ?? join(homedir(), "AppData", "Local"), "flux-scripts", "data");
    if (process.platform === "darwin") return join(homedir(), "Library", "Application Support", "flux-scripts", "data");
    return join(env["XDG_DATA_HOME"] ?? join(homedir(), ".local", "share"), "flux-scripts", "data");
}
