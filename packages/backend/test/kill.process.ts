/** A backend as a process of its own, for tests that kill it: `node kill.process.mjs DATA STORAGE QUERY`. */
import { startBackend } from "../src/index.ts";

const [dataDir, storage, query] = process.argv.slice(2) as [string, string, string];
const backend = await startBackend({ dataDir, port: 0, workers: { storage: new URL(storage), query: new URL(query) } });
process.on("SIGTERM", () => void backend.stop().then(() => process.exit(0)));
process.stdout.write(`${JSON.stringify({ url: backend.url, token: backend.token })}\n`);
