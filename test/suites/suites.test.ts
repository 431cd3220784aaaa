/** Suites of testcase blocks over the whole library, run as a user runs them. */
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, it } from "vitest";

const command = fileURLToPath(new URL("../../packages/cli/bin/flux-scripts.js", import.meta.url));
const folder = fileURLToPath(new URL(".", import.meta.url));

interface Tested {
    readonly tests: readonly { file: string; name: string; status: string; message: string }[];
    readonly passed: number;
    readonly skipped: number;
}

async function suites(...args: string[]): Promise<Tested> {
    const { stdout } = await promisify(execFile)(process.execPath, [command, "test", "--json", ...args, "."], { cwd: folder });
    return JSON.parse(stdout) as Tested;
}

it("pass in all their cases but those of tags that were not asked for", async () => {
    const { tests, passed, skipped } = await suites();
    expect(tests.filter(({ status }) => status === "failed")).toEqual([]);
    expect(passed).toBeGreaterThan(60);
    expect(skipped).toBe(1);
    expect((await suites("--tags", "slow")).skipped).toBe(0);
});
