// What `npm test` runs at a small fixed size, in full: fuzz, property tests, kill and interference rounds.
// `npm run soak -- PATTERN` runs only the test files that match.
import { ensureInstalled } from "./lib/install.mjs";
import { build } from "./build.mjs";
import { node } from "./lib/process.mjs";

/** Read by the tests: `SOAK` by those with rounds, `FUZZ_RUNS` by those with random inputs. Both can be set from outside. */
const env = { SOAK: process.env.SOAK ?? "1", FUZZ_RUNS: process.env.FUZZ_RUNS ?? "100000" };

await ensureInstalled();
await build();
process.exitCode = await node(
    ["node_modules/vitest/vitest.mjs", "run", "--config=vitest.config.mts", "--testTimeout=3600000", ...process.argv.slice(2)],
    { env },
);
