import type { Probe } from "@flux-scripts/scripts-api";
import { AuthError, NetworkError, TimeoutError } from "@flux-scripts/scripts-api";
import { describe, expect, it } from "vitest";
import { reportOfError, reportOfProbe } from "./checks.ts";
import { type CheckReport, faultOf, type FormValues, originOf, proposedName } from "./form.ts";
import { type Connection, colorOf, freeId, isUnencrypted, secretKey } from "./model.ts";

const t = (message: string, ...args: (string | number)[]): string =>
    message.replace(/\{(\d+)\}/g, (_, index: string) => String(args[Number(index)]));
const values: FormValues = { host: "https://eu.example.com/influx", org: "plant", name: "eu", label: "", color: "auto", protected: false };
const none = { tokenFor: "", taken: ["other"] };
const connection: Connection = {
    id: "user:eu",
    name: "eu",
    kind: "cloud",
    host: "https://eu.example.com",
    org: "plant",
    label: "",
    protected: false,
    source: "user",
};

describe("the form's values", () => {
    it("need an address, a token and a name of their own", () => {
        const faults = (changed: Partial<FormValues>, token = "t") =>
            (["host", "token", "org", "name"] as const).map((field) => faultOf(field, { ...values, ...changed }, token, none, t));
        expect(faults({})).toEqual([undefined, undefined, undefined, undefined]);
        expect(faults({ host: "" })[0]).toBe("An address is needed.");
        expect(faults({ host: "ftp://x" })[0]).toContain("http://");
        expect(faults({ host: "https://me:pw@x" })[0]).toContain("token has a field");
        expect(faults({}, " ")[1]).toContain("A token is needed");
        expect(faults({ name: " " })[3]).toContain("needs a name");
        expect(faults({ name: "other" })[3]).toContain("taken");
    });

    it("need a new token once the address is another origin", () => {
        const stored = { tokenFor: "https://eu.example.com", taken: [] };
        expect(faultOf("token", values, "", stored, t)).toBeUndefined();
        expect(faultOf("token", { ...values, host: "https://eu.example.com/other/path" }, "", stored, t)).toBeUndefined();
        for (const host of ["https://us.example.com", "http://eu.example.com", "https://eu.example.com:8443"])
            expect(faultOf("token", { ...values, host }, "", stored, t)).toContain("for https://eu.example.com only");
        expect(secretKey(connection)).not.toBe(secretKey({ ...connection, host: "https://us.example.com" }));
    });

    it("propose a short name, and an id that no other has", () => {
        expect(proposedName("https://eu-central-1-1.aws.cloud2.influxdata.com")).toBe("eu-central-1-1");
        expect(proposedName("localhost:8086")).toBe("localhost:8086");
        expect(proposedName("")).toBe("");
        expect(originOf("localhost:8086/x")).toBe("http://localhost:8086");
        expect(freeId("eu", [connection])).toBe("user:eu 2");
        expect(freeId("us", [connection])).toBe("user:us");
    });

    it("are coloured by the label unless a colour is chosen", () => {
        const of = (label: string, color?: Connection["color"]) =>
            colorOf({ ...connection, label, ...(color === undefined ? {} : { color }) });
        expect([of("prod"), of("Production EU"), of("staging"), of("dev"), of("team a"), of("product"), of("")]).toEqual([
            "red",
            "red",
            "yellow",
            "green",
            "none",
            "none",
            "none",
        ]);
        expect(of("prod", "blue")).toBe("blue");
    });

    it("warn of an address without encryption, except on this machine", () => {
        expect(
            ["http://x.example.com", "http://localhost:1", "http://127.0.0.1", "http://[::1]:1", "https://x.example.com"].map(
                isUnencrypted,
            ),
        ).toEqual([true, false, false, false, false]);
    });
});

describe("the report of a check", () => {
    const found: Probe = {
        kind: "cloud",
        version: "Cloud",
        clockSkewMs: 300,
        roundTripMs: 42,
        organizations: [{ id: "1", name: "plant" }],
        abilities: { readScripts: "yes", changeScripts: "yes", query: "yes", readBuckets: "yes" },
        buckets: 3,
    };
    const report = (changed: Partial<Probe>, org = "plant", url = values.host) => reportOfProbe({ ...found, ...changed }, { url, org }, t);
    const lines = ({ lines: all }: CheckReport) =>
        all.map(({ state, text, hint }) => [state, text, hint].filter((part) => part !== undefined).join("|"));

    it("says what is fine, in order", () => {
        expect(lines(report({}))).toEqual([
            "ok|InfluxDB Cloud answers in 42 ms.",
            "ok|The token is valid.",
            'ok|The organisation "plant" is there.',
            "ok|The token may: list and run scripts, push and delete scripts, run Flux, list buckets.",
            "ok|Its clock agrees with yours.",
        ]);
        expect(report({}).passed).toBe(true);
        expect(report({}).organizations).toEqual(["plant"]);
    });

    it("says what to do about each lack", () => {
        const all = lines(
            report(
                { clockSkewMs: -7_200_000, buckets: 0, abilities: { ...found.abilities, changeScripts: "no" } },
                "plnat",
                "http://x.example.com",
            ),
        );
        for (const line of all.filter((text) => !text.startsWith("ok"))) expect(line.split("|")).toHaveLength(3);
        expect(all).toContain('error|The token does not see the organisation "plnat".|Choose one of: plant.');
        expect(all.join("\n")).toMatch(/warning\|The token may not: push and delete scripts/);
        expect(all.join("\n")).toMatch(/warning\|Its clock is 120 min behind yours/);
        expect(all.join("\n")).toMatch(/warning\|The token sees no bucket/);
        expect(all.join("\n")).toMatch(/warning\|The address is not encrypted/);
    });

    it("says what OSS lacks, and that it needs an organisation", () => {
        const oss = report(
            {
                kind: "oss",
                version: "v2.7.11",
                organizations: [],
                abilities: { ...found.abilities, readScripts: "unsupported", changeScripts: "unsupported" },
            },
            "",
        );
        expect(oss.passed).toBe(false);
        expect(lines(oss)).toEqual(
            expect.arrayContaining([
                "ok|InfluxDB OSS v2.7.11 answers in 42 ms.",
                "error|The organisation is not set.|Enter its name: this token may not list organisations.",
                "off|InfluxDB OSS stores no scripts: they are the files of the workspace, and are run from there.",
            ]),
        );
    });

    it("gives each failure a cause and a way out", () => {
        const where = { name: "eu.example.com", url: "https://eu.example.com" };
        for (const error of [
            new NetworkError("can't reach https://eu.example.com: the host is unknown"),
            new AuthError("unauthorized"),
            new TimeoutError("late"),
        ]) {
            const failed = reportOfError(error, where, t);
            expect(failed.passed).toBe(false);
            expect(failed.lines).toHaveLength(1);
            expect(failed.lines[0]?.text).toContain("eu.example.com");
            expect(failed.lines[0]?.hint).toMatch(/^[A-Z].*\.$/);
        }
    });
});
