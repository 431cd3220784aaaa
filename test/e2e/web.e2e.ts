import { expect, it } from "vitest";
import { inSession, languageSteps } from "./journey.ts";
import { openSession } from "./support/session.ts";

inSession(
    "the extension in the browser's own host",
    () => openSession({ mode: "web" }),
    (session) => {
        languageSteps(session);

        it("offers its commands", async () => {
            expect(await session().workbench.offers("Flux: Invoke Script")).toBe(true);
        });
    },
);
