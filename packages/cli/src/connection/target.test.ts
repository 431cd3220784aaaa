import { describe, expect, it } from "vitest";
import { parseInfluxConfigs } from "./influxConfig.ts";
import { resolveTarget, type Surroundings } from "./target.ts";

const nothing: Surroundings = { env: {}, connections: new Map(), influx: [], local: undefined };
const local = { url: "http://127.0.0.1:8086", token: "local-token", org: "local", pid: 1 };
const workspace = new Map([["prod", { kind: "cloud" as const, host: "https://eu.example.com", org: "team", protected: true }]]);

describe("where a command goes", () => {
    it("is the local service when nothing is named", () => {
        expect(resolveTarget({}, { ...nothing, local })).toMatchObject({
            kind: "local",
            url: local.url,
            token: "local-token",
            org: "local",
        });
    });

    it("is INFLUX_HOST with INFLUX_TOKEN and INFLUX_ORG", () => {
        const env = { INFLUX_HOST: "https://eu.example.com/", INFLUX_TOKEN: " t ", INFLUX_ORG: "o" };
        expect(resolveTarget({}, { ...nothing, env, local })).toMatchObject({
            kind: undefined,
            url: "https://eu.example.com",
            token: "t",
            org: "o",
        });
    });

    it("is the active connection of the influx command line as the last resort", () => {
        const influx = parseInfluxConfigs(
            '[a]\n  url = "http://h:1"\n  token = "x"\n\n[b]\n  url = "https://b"\n  token = "y\\"z"\n  org = "o"\n  active = true\n',
        );
        expect(resolveTarget({}, { ...nothing, influx })).toMatchObject({ name: "b", url: "https://b", token: 'y"z', org: "o" });
        expect(() => resolveTarget({}, nothing)).toThrow("there is no connection");
    });
});

describe("tokens", () => {
    it("INFLUX_TOKEN is not sent to a host that only the workspace names", () => {
        const env = { INFLUX_TOKEN: "secret" };
        const around = { ...nothing, env, connections: workspace };
        expect(() => resolveTarget({ connection: "prod" }, around)).toThrow(
            "INFLUX_TOKEN is not sent to a host that only flux-scripts.json names",
        );
        expect(() =>
            resolveTarget({ connection: "prod" }, { ...around, env: { ...env, INFLUX_HOST: "https://other.example.com" } }),
        ).toThrow();
        expect(() => resolveTarget({ connection: "prod" }, { ...around, env: { ...env, INFLUX_HOST: "http://eu.example.com" } })).toThrow();
    });

    it("INFLUX_TOKEN is sent when INFLUX_HOST names the same host, --token always", () => {
        const env = { INFLUX_TOKEN: "secret", INFLUX_HOST: "https://eu.example.com" };
        const around = { ...nothing, env, connections: workspace };
        expect(resolveTarget({ connection: "prod" }, around)).toMatchObject({ token: "secret", org: "team", protected: true });
        expect(resolveTarget({ connection: "prod", token: "given" }, { ...nothing, connections: workspace }).token).toBe("given");
    });

    it("what is kept for an origin goes to that origin only", () => {
        const influx = [{ name: "c", url: "https://eu.example.com", token: "kept", org: "o", active: true }];
        expect(resolveTarget({ connection: "prod" }, { ...nothing, influx, connections: workspace }).token).toBe("kept");
        expect(() => resolveTarget({ host: "https://evil.example.com" }, { ...nothing, influx, local })).toThrow("needs a token");
        expect(() => resolveTarget({ host: "http://127.0.0.1:9999" }, { ...nothing, local })).toThrow("needs a token");
    });

    it("a token with a line break or an address with a password is refused", () => {
        expect(() => resolveTarget({ host: "http://h", token: "a\nb" }, nothing)).toThrow("characters");
        expect(() => resolveTarget({ host: "http://u:p@h", token: "a" }, nothing)).toThrow("user name or password");
        expect(() => resolveTarget({ host: "ftp://h", token: "a" }, nothing)).toThrow("must be an address");
    });
});
