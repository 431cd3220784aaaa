import { backendSteps, inSession, languageSteps } from "./journey.ts";
import { runningBackend, startSampleBackend } from "./support/backend.ts";
import { openSession } from "./support/session.ts";

inSession(
    "the extension from the checkout, with a backend that runs already",
    () => openSession({ mode: "checkout", prepare: startSampleBackend }),
    (session) => {
        languageSteps(session);
        backendSteps(session, () => runningBackend(session().home));
    },
);
