/** The influx command line's own connections (`~/.influxdbv2/configs`, TOML of one shape). */
import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

export interface InfluxConfig {
    readonly name: string;
    readonly url: string;
    readonly token: string;
    readonly org: string | undefined;
    readonly active: boolean;
}

/** Connections of the file; none where there is no file. `INFLUX_CONFIGS_PATH` and `INFLUX_ACTIVE_CONFIG` count as they do there. */
export function readInfluxConfigs(env: NodeJS.ProcessEnv = process.env): InfluxConfig[] {
    const path = env["INFLUX_CONFIGS_PATH"] ?? join(homedir(), ".influxdbv2", "configs");
    let text: string;
    try {
        text = readFileSync(path, "utf8");
    } catch {
        return [];
    }
    return parseInfluxConfigs(text, env["INFLUX_ACTIVE_CONFIG"]);
}

/** Sections with `key = "text"` or `key = true`; lines of another shape are passed over. */
export function parseInfluxConfigs(text: string, activeName?: string): InfluxConfig[] {
    const sections = new Map<string, Map<string, string>>();
    let section: Map<string, string> | undefined;
    for (const line of text.split(/\r?\n/)) {
        const head = /^\s*\[\s*(?:"([^"]+)"|'([^']+)'|([^\]\s]+))\s*\]/.exec(line);
        if (head !== null) {
            section = new Map();
            sections.set(head[1] ?? head[2] ?? head[3] ?? "", section);
            continue;
        }
        const pair = /^\s*([\w-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|'([^']*)'|(true|false))/.exec(line);
        if (pair !== null) section?.set(pair[1] ?? "", pair[2]?.replace(/\\(.)/g, "$1") ?? pair[3] ?? pair[4] ?? "");
    }
    return [...sections].flatMap(([name, values]): InfluxConfig[] => {
        const url = values.get("url");
        const token = values.get("token");
        if (url === undefined || token === undefined) return [];
        const active = activeName === undefined ? values.get("active") === "true" : name === activeName;
        return [{ name, url, token, org: values.get("org"), active }];
    });
}
