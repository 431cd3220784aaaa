/** Params made of literals and back, presets, how a script stands: what the server asks its client for. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CodeAction, CodeLens, Hover, TextEdit } from "vscode-languageserver";
import { fullClient, Session } from "../session.test-support.ts";

let statusAnswer: object = { title: "Changed here", command: "fluxScripts.diffRemote" };
let session: Session;
let plain: Session;
beforeAll(async () => {
    plain = await Session.start({});
    session = await Session.start(fullClient, undefined, undefined, undefined, {
        options: { presets: true, status: true },
        answers: {
            "fluxScripts/presets": () => ({
                presets: { day: '{"start": "-1d", "gain": 5.0, "rooms": ["a", "b"]}', empty: "{}", broken: "nonsense" },
            }),
            "fluxScripts/status": () => statusAnswer,
        },
    });
});
afterAll(() => {
    session.close();
    plain.close();
});

async function action(marked: string, title: RegExp, on = session): Promise<{ text: string; action: CodeAction }> {
    const opened = await on.open(marked);
    const range = opened.ranges[0] ?? { start: opened.position, end: opened.position };
    const actions = await opened.ask<CodeAction[]>("codeAction", { range, context: { diagnostics: [], only: ["refactor"] } });
    const found = actions.find((each) => title.test(each.title));
    if (found === undefined) throw new Error(`no such action among ${actions.map((each) => each.title).join(", ")}`);
    return { text: opened.edited(found.edit?.changes?.[opened.uri] as TextEdit[]), action: found };
}

describe("extract param", () => {
    it.each([
        ['from(bucket: "a¦ir")', "from(bucket: params.bucket)", "bucket", '"air"'],
        ["x = f(n: 0¦12)", "x = f(n: params.n)", "n", "12"],
        ["x = f(n: 1¦.50)", "x = f(n: params.n)", "n", "1.50"],
        ["data |> range(start: -1¦h)", "data |> range(start: duration(v: params.start))", "start", '"-1h"'],
        ["data |> range(start: ⟦-1h⟧)", "data |> range(start: duration(v: params.start))", "start", '"-1h"'],
        ["x = f(n: -1¦2)", "x = f(n: params.n)", "n", "-12"],
        ["x = 2024-01-01T00¦:00:00Z", "x = time(v: params.x)", "x", '"2024-01-01T00:00:00Z"'],
    ])("keeps the literal of %s as the preset's value", async (marked, text, name, json) => {
        const found = await action(marked, /^Extract to params/);
        expect(found.text).toBe(text);
        expect(found.action.command).toMatchObject({ command: "fluxScripts.setPresetValue", arguments: [expect.any(String), name, json] });
        expect((await action(marked, /^Extract to params/, plain)).action.command).toBeUndefined();
    });
});

describe("inline param", () => {
    it("writes what a preset gives, in every place", async () => {
        const script = "data |> range(start: duration(v: params.st¦art))\nx = params.start\n";
        const found = await action(script, /^Inline params.start with the preset day$/);
        expect(found.text).toBe('data |> range(start: -1d)\nx = "-1d"\n');
        expect(found.action.kind).toBe("refactor.inline");
        expect((await action("x = params.ga¦in * 2.0", /^Inline/)).text).toBe("x = 5.0 * 2.0");
        expect((await action('x = contains(value: "a", set: params.roo¦ms)', /^Inline/)).text).toContain('set: ["a", "b"]');
    });

    it("writes a bound of range as a duration, not as a text", async () => {
        expect((await action("data |> range(start: params.st¦art)", /^Inline/)).text).toBe("data |> range(start: -1d)");
        expect((await action("data |> range(start: params.st¦art)", /^Inline/, plain)).text).toBe("data |> range(start: -1h)");
    });

    it("writes a value of its type without a preset", async () => {
        expect((await action("x = params.¦n + 1", /^Inline params.n$/, plain)).text).toBe("x = 0 + 1");
        expect((await action("data |> range(start: duration(v: params.s¦))", /^Inline/, plain)).text).toBe("data |> range(start: 1h)");
        expect((await action("from(bucket: params.b¦)", /^Inline/, plain)).text).toBe('from(bucket: "")');
    });
});

const hoverText = async (marked: string, on = session): Promise<string> =>
    ((await (await on.open(marked)).ask<Hover>("hover")).contents as { value: string }).value;

describe("hover of a param", () => {
    it("shows the presets' values and the lines that read it", async () => {
        const text = await hoverText("x = params.ga¦in * 2.0\n\ny = params.gain\n");
        expect(text).toContain("- day: `5.0`");
        expect(text).toContain("Read in lines 1, 3.");
        expect(await hoverText("x = params.ga¦in * 2.0\n", plain)).not.toContain("day");
    });

    it("tells why it is any and what fixes it", async () => {
        expect(await hoverText('from(bucket: "b") |> range(start: params.st¦art)', plain)).toMatch(/type is open[\s\S]*duration\(v: …\)/);
    });
});

describe("hover of a column", () => {
    it("tells its type and what brings it into the rows", async () => {
        expect(await hoverText('from(bucket: "air") |> range(start: -1h) |> filter(fn: (r) => r.ro¦om == "x")')).toContain(
            'A column of the bucket "air".',
        );
        expect(await hoverText('from(bucket: params.b)\n    |> filter(fn: (r) => r.ro¦om == "x")')).toContain(
            "bucket that is read in line 1.",
        );
        const mapped = await hoverText('from(bucket: "air")\n    |> map(fn: (r) => ({r with a: 1}))\n    |> filter(fn: (r) => r.¦a > 0)');
        expect(mapped).toContain("(column) a: int");
        expect(mapped).toContain("Comes from `map` in line 2.");
        expect(await hoverText('d = from(bucket: "air")\nd |> filter(fn: (r) => r.¦a > 0)')).toContain("A column of the stream `d`.");
    });
});

describe("code lenses", () => {
    it("tell how the script stands, where the client knows", async () => {
        const titles = (lenses: CodeLens[]): (string | undefined)[] => lenses.map(({ command }) => command?.title);
        const marked = "from(bucket: params.b) |> range(start: -1h)\n";
        expect(titles(await (await session.open(marked)).ask("codeLens"))).toEqual(["Invoke", "Push", "Changed here", "1 param"]);
        expect(titles(await (await plain.open(marked)).ask("codeLens"))).toEqual(["Invoke", "Push", "1 param"]);
        statusAnswer = { stores: false };
        expect(titles(await (await session.open(marked)).ask("codeLens"))).toEqual(["Invoke", "1 param"]);
    });

    it("run each testcase", async () => {
        const opened = await plain.open('import "testing"\n\ntestcase one {\n    x = 1\n}\n\ntestcase two { y = 1 }\n');
        const lenses = await opened.ask<CodeLens[]>("codeLens");
        expect(lenses.map(({ range, command }) => [range.start.line, command])).toEqual([
            [2, { title: "Run", command: "fluxScripts.runTestcase", arguments: [opened.uri, "one"] }],
            [6, { title: "Run", command: "fluxScripts.runTestcase", arguments: [opened.uri, "two"] }],
        ]);
    });
});
