import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { argumentsOf, readTask, taskCommands, taskType } from "./definition.ts";

const line = (definition: Record<string, unknown>): string | undefined => {
    const task = readTask({ type: taskType, ...definition });
    return task === undefined ? undefined : argumentsOf(task).join(" ");
};

it("makes a command line of a task", () => {
    expect(line({ command: "check" })).toBe("check -- .");
    expect(line({ command: "push", paths: ["a.flux", "-b.flux"], args: ["--dry-run"] })).toBe("push --dry-run -- a.flux -b.flux");
    expect(line({ command: "invoke", paths: ["sensor-mean"], args: ["--params", '{"n": 5}'] })).toBe(
        'invoke --params {"n": 5} -- sensor-mean',
    );
    expect(line({ command: "check", paths: "a.flux", args: [1, "--json"] })).toBe("check --json -- .");
});

it("refuses what is no command, and never runs one that the manifest does not name", () => {
    for (const command of ["serve", "", "toString", "--version", 3, undefined]) expect(line({ command })).toBeUndefined();
    const manifest = JSON.parse(readFileSync(new URL("../../../package.json", import.meta.url), "utf8")) as {
        contributes: {
            taskDefinitions: { type: string; properties: { command: { enum: string[] } } }[];
            problemMatchers: { pattern: { regexp: string } }[];
        };
    };
    const [definition] = manifest.contributes.taskDefinitions;
    expect(definition?.type).toBe(taskType);
    expect(definition?.properties.command.enum.sort()).toEqual(Object.keys(taskCommands).sort());
    const pattern = new RegExp(manifest.contributes.problemMatchers[0]?.pattern.regexp ?? "");
    expect(pattern.exec("a/b c.flux:17:35: error: undefined identifier nope [undefined-identifier]")?.slice(1)).toEqual([
        "a/b c.flux",
        "17",
        "35",
        "error",
        "undefined identifier nope",
        "undefined-identifier",
    ]);
});
