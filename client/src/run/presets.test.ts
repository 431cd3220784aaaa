/** Presets as a person keeps them, with a VS Code in memory. */
import { beforeEach, expect, it, vi } from "vitest";
import * as fake from "../sync/vscode.test-support.ts";

vi.mock("vscode", () => ({ ...fake.vscode, InputBoxValidationSeverity: { Warning: 2 } }));
const { DocumentPresets } = await import("./presets.ts");
const { WorkspaceFiles } = await import("../sync/workspaceFiles.ts");

const config = `{
    // Shared by git.
    "scripts": {
        "a": { "presets": { "day": { "gain": 5.0 }, "night": { "n": 9007199254740993 } } }
    }
}
`;

async function open() {
    fake.setText("a.flux", "x = params.gain\n");
    fake.setText("flux-scripts.json", config);
    const files = new WorkspaceFiles({ setShared: () => undefined } as never);
    await files.load();
    return new DocumentPresets({ files, output: { error: () => undefined } } as never, fake.document("a.flux") as never);
}

/** The values as they are spelled; an edit may lay them out anew. */
const spelled = (presets: { all(): Readonly<Record<string, string>> }) =>
    Object.fromEntries(Object.entries(presets.all()).map(([name, json]) => [name, json.replace(/\s/g, "")]));
const text = () => fake.textOf("flux-scripts.json");

beforeEach(() => fake.reset());

it("saves under a name of one's own, numbers as they are spelled", async () => {
    const presets = await open();
    fake.answers.push(" week ");
    expect(await presets.save("", '{"gain":6.0}')).toBe("week");
    expect(spelled(presets)).toEqual({ day: '{"gain":5.0}', night: '{"n":9007199254740993}', week: '{"gain":6.0}' });
    expect(text()).toContain("// Shared by git.");
});

it("replaces the preset in use at once, another one only after a question", async () => {
    const presets = await open();
    fake.answers.push("day");
    expect(await presets.save("day", '{"gain":7.0}')).toBe("day");
    expect(fake.asked).toEqual([]);
    fake.answers.push("night", undefined);
    expect(await presets.save("day", '{"gain":8.0}')).toBeUndefined();
    expect(fake.asked).toEqual(['Replace the preset "night"?']);
    expect(spelled(presets)).toMatchObject({ day: '{"gain":7.0}', night: '{"n":9007199254740993}' });
    fake.answers.push("night", "Replace");
    expect(await presets.save("day", '{"gain":8.0}')).toBe("night");
    expect(spelled(presets)).toMatchObject({ night: '{"gain":8.0}' });
});

it("renames with the values as they are, and deletes after a question", async () => {
    const presets = await open();
    fake.answers.push("nights");
    expect(await presets.rename("night")).toBe("nights");
    expect(spelled(presets)).toEqual({ day: '{"gain":5.0}', nights: '{"n":9007199254740993}' });
    expect(await presets.rename("day")).toBeUndefined();
    fake.answers.push(undefined, "Delete");
    expect(await presets.remove("nights")).toBe(false);
    expect(await presets.remove("nights")).toBe(true);
    expect(spelled(presets)).toEqual({ day: '{"gain":5.0}' });
    expect(text()).toContain("// Shared by git.");
});
