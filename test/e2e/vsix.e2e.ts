import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { makePackages } from "../../scripts/package.mjs";
import { backendSteps, inSession, languageSteps } from "./journey.ts";
import { runningBackend } from "./support/backend.ts";
import { writeLines } from "./support/http.ts";
import { openSession, type Session } from "./support/session.ts";

const folder = mkdtempSync(join(tmpdir(), "flux-scripts-vsix-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function open(): Promise<Session> {
    const { vsix } = await makePackages({ out: folder });
    return openSession({ mode: "vsix", vsix });
}

inSession("the packed extension, installed, which starts its own backend", open, (session) => {
    languageSteps(session);

    it("starts the local backend when it is asked to, with a token of its own", async () => {
        await session().workbench.command("Flux: Start Local Backend");
        const access = await runningBackend(session().home);
        expect(access.token.length).toBeGreaterThan(20);
        const now = Math.floor(Date.now() / 1000);
        const lines = Array.from(
            { length: 25 },
            (_value, hours) => `air,room=kitchen temperature=21.5,humidity=40.25,co=0.5 ${now - hours * 3600}`,
        );
        await writeLines(access, "air_sensor", lines);
    });

    backendSteps(session, () => runningBackend(session().home));
});
