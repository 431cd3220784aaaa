import { describe, expect, it } from "vitest";
import { editConfig, editPreset, readConfig, renameEntry } from "./config.ts";

const sample = `{
    // shared by git
    "folder": "scripts",
    "connections": { "plant": { "host": "https://example.com", "org": "plant", "label": "prod", "protected": true } },
    "scripts": {
        "sensor-mean": {
            "description": "Mean per room",
            "presets": { "last day": { "start": "-1d", "gain": 5.0, "limit": 9007199254740993 } },
        }
    }
}
`;

describe("flux-scripts.json", () => {
    it("is read with comments and trailing commas, presets in their own spelling", () => {
        const { config, problems } = readConfig(sample);
        expect(problems).toEqual([]);
        expect(config.folder).toBe("scripts");
        expect(config.connections.get("plant")).toEqual({
            kind: "cloud",
            host: "https://example.com",
            org: "plant",
            label: "prod",
            protected: true,
        });
        const script = config.scripts.get("sensor-mean");
        expect(script?.description).toBe("Mean per room");
        expect(script?.presets.get("last day")).toBe('{ "start": "-1d", "gain": 5.0, "limit": 9007199254740993 }');
    });

    it.each([
        ["{", "not valid JSON"],
        ['{"folder": "../up"}', "must lie inside"],
        ['{"folder": "C:/x"}', "must lie inside"],
        ['{"connections": {"a": {"host": "https://h", "token": "secret"}}}', "token does not belong"],
        ['{"connections": {"a": {"host": "ftp://h"}}}', "needs a host"],
        ['{"connections": {"a": {"kind": "other", "host": "https://h"}}}', "local, cloud or oss"],
        ['{"scripts": []}', "must be an object"],
        ['{"scripts": {"a": {"file": "/etc/passwd"}}}', "must lie inside"],
        ['{"scripts": {"a": {"file": ".git/hooks/pre-commit"}}}', "must end in .flux"],
        ['{"scripts": {"a": {"presets": {"p": 3}}}}', "must be an object of params"],
    ])("says what is wrong in %s", (text, message) => {
        expect(readConfig(text).problems[0]?.message).toContain(message);
    });

    it("does not follow a file that leaves the folder", () => {
        expect(readConfig('{"scripts": {"a": {"file": "x/../../y.flux"}}}').config.scripts.get("a")?.file).toBeUndefined();
    });

    it("is edited without loss of spelling, comments or the rest", () => {
        const edited = editPreset(sample, "sensor-mean", "night", '{"start":"-8h","gain":1.0}');
        expect(edited).toContain("// shared by git");
        expect(edited).toMatch(/"gain": 5\.0,\s+"limit": 9007199254740993/);
        const presets = readConfig(edited).config.scripts.get("sensor-mean")?.presets;
        expect(presets?.get("night")).toBe('{"start":"-8h","gain":1.0}');
        expect(editPreset(edited, "sensor-mean", "night", undefined)).not.toContain("night");
    });

    it("is made where there is none, also with odd names and dollar signs", () => {
        // A script, a preset and a word in the text that are called as any placeholder might be.
        expect(JSON.parse(editPreset("", "value", "valuex", '{"value":5.0}'))).toEqual({
            scripts: { value: { presets: { valuex: { value: 5 } } } },
        });
        const made = editConfig("", ["scripts", 'a "b" $&', "description"], JSON.stringify("costs $& and $1"));
        expect(readConfig(made).config.scripts.get('a "b" $&')?.description).toBe("costs $& and $1");
    });

    it("keeps presets and description of a script that is renamed", () => {
        const renamed = renameEntry(sample, "sensor-mean", "room/mean", "sensor-mean.flux");
        const { scripts } = readConfig(renamed).config;
        expect([...scripts.keys()]).toEqual(["room/mean"]);
        expect(scripts.get("room/mean")).toMatchObject({ file: "sensor-mean.flux", description: "Mean per room" });
        expect(scripts.get("room/mean")?.presets.get("last day")).toContain('"gain": 5.0');
        expect(renamed).toContain("// shared by git");
        const back = readConfig(renameEntry(renamed, "room/mean", "sensor-mean", undefined)).config.scripts;
        expect([...back.keys()]).toEqual(["sensor-mean"]);
        expect(back.get("sensor-mean")).not.toHaveProperty("file");
        expect(renameEntry("", "a", "b", undefined)).toBe("");
        expect(readConfig(renameEntry("", "a", "b", "a.flux")).config.scripts.get("b")?.file).toBe("a.flux");
    });
});
