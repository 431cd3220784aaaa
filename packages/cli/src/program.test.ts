import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { makeProgram } from "./program.ts";

const text = readFileSync(new URL("../../../docs/cli.md", import.meta.url), "utf8");

it("docs/cli.md names every command and every option", () => {
    const { commands } = makeProgram(() => undefined);
    const missing = commands.flatMap((command) => [
        ...(text.includes(`flux-scripts ${command.name()}`) ? [] : [command.name()]),
        ...command.options.flatMap(({ long }) =>
            long === undefined || long === null || text.includes(long) ? [] : [`${command.name()} ${long}`],
        ),
    ]);
    expect(commands.length).toBeGreaterThan(15);
    expect(missing).toEqual([]);
});
