import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { nodeCommandLine } from "./cli.ts";

it("runs a process with its environment, hands on what it prints, and ends it on demand", async () => {
    const folder = mkdtempSync(join(tmpdir(), "cli-"));
    const program = join(folder, "program.mjs");
    writeFileSync(
        program,
        'if (process.argv[2] === "wait") setInterval(() => {}, 1000); else { console.log(process.argv[2], process.env.INFLUX_HOST, process.cwd()); console.error("told"); process.exitCode = 3; }',
    );
    const cli = nodeCommandLine(process.execPath, program);
    let [out, err] = ["", ""];
    const onOutput = (text: string, stream: "stdout" | "stderr"): void => {
        if (stream === "stdout") out += text;
        else err += text;
    };
    const stop = new AbortController();
    expect(await cli.run(["a b"], { cwd: folder, env: { INFLUX_HOST: "http://h" }, onOutput, signal: stop.signal })).toBe(3);
    expect(out.trim()).toMatch(/^a b http:\/\/h .*cli-/);
    expect(err.trim()).toBe("told");
    const waiting = cli.run(["wait"], { onOutput, signal: stop.signal });
    stop.abort();
    expect(await waiting).toBe(130);
    await expect(
        nodeCommandLine(join(folder, "nothing"), program).run([], { onOutput, signal: new AbortController().signal }),
    ).rejects.toThrow("ENOENT");
    rmSync(folder, { recursive: true, force: true });
});
