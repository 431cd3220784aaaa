/** Where code can't be made from text (a strict content security policy), the interpreter runs row functions with the same results. */
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

const report = fileURLToPath(new URL("engine-report.mjs", import.meta.url));

function failing(...flags: string[]): string[] {
    const output = execFileSync(process.execPath, [...flags, report, "-v"], { encoding: "utf8", maxBuffer: 64 * 1024 * 1024 });
    return output.split("\n").flatMap((line) => /^((?:aggregate|language|packages|shape|time|whole)\/[\w/]+): /.exec(line)?.[1] ?? []);
}

it("gives the same outcome of every golden case without compiled row functions", { timeout: 120_000 }, () => {
    const compiled = failing();
    const interpreted = failing("--disallow-code-generation-from-strings");
    // Only the compiler sees that a missing property is used at two types.
    expect(interpreted.filter((name) => !compiled.includes(name))).toEqual(["language/err_null_missing_column_type_conflict"]);
    expect(compiled.filter((name) => !interpreted.includes(name))).toEqual([]);
});
