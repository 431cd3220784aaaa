// The local backend over HTTP: write, read and aggregate a million stored lines. The work itself stands beside the backend.
export { run, title } from "../packages/backend/bench/storage.mjs";
