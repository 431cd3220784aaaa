/** Connections that a person has already: the influx CLI's configs file and the environment. Pure. */
import { isAddressFault, readAddress } from "./model.ts";

export interface FoundConnection {
    readonly name: string;
    readonly url: string;
    readonly token: string;
    readonly org: string;
}

/** The profiles of a configs file (`~/.influxdbv2/configs`, TOML of the CLI's own flat form). Others are left out. */
export function readInfluxConfigs(text: string): FoundConnection[] {
    const profiles: Map<string, string>[] = [];
    let name = "";
    for (const line of text.split(/\r?\n/)) {
        const section = /^\s*\[\s*(?:"((?:[^"\\]|\\.)*)"|'([^']*)'|([^\]]*?))\s*\]\s*(?:#.*)?$/.exec(line);
        if (section !== null) {
            name = section[1] === undefined ? (section[2] ?? section[3] ?? "") : unescaped(section[1]);
            profiles.push(new Map([["name", name]]));
            continue;
        }
        const entry = /^\s*(\w+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|'([^']*)')/.exec(line);
        if (entry !== null) profiles.at(-1)?.set(entry[1] ?? "", entry[2] === undefined ? (entry[3] ?? "") : unescaped(entry[2]));
    }
    return profiles.flatMap((profile) =>
        found(profile.get("name") ?? "", profile.get("url") ?? "", profile.get("token") ?? "", profile.get("org") ?? ""),
    );
}

/** `INFLUX_HOST`, `INFLUX_TOKEN`, `INFLUX_ORG`. */
export function readInfluxEnvironment(env: Readonly<Record<string, string | undefined>>): FoundConnection[] {
    return found("environment", env["INFLUX_HOST"] ?? "", env["INFLUX_TOKEN"] ?? "", env["INFLUX_ORG"] ?? "");
}

function found(name: string, address: string, token: string, org: string): FoundConnection[] {
    const read = readAddress(address);
    return name === "" || isAddressFault(read) ? [] : [{ name, url: read.url, token, org }];
}

function unescaped(text: string): string {
    return text.replace(/\\(["\\])/g, "$1");
}
