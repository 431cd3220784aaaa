/** The official Python client against a started backend, where Python and the client are on the machine. */
import { execFile, spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, it } from "vitest";
import { startTestBackend } from "../backend/support.ts";

const python = process.env["PYTHON"] ?? "python3";
const script = fileURLToPath(new URL("influxdb-client.py", import.meta.url));

it("the official Python client makes its round", async (context) => {
    const found = spawnSync(python, ["-c", "import influxdb_client"]);
    if (found.error !== undefined) context.skip("there is no python3");
    if (found.status !== 0) context.skip("python3 has no influxdb-client (pip install influxdb-client)");
    const backend = await startTestBackend();
    try {
        const { stdout } = await promisify(execFile)(python, [script, backend.url, backend.token, backend.org], { timeout: 50_000 });
        expect(stdout.trim()).toBe("done");
    } finally {
        await backend.stop();
    }
});
