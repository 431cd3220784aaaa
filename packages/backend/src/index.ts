/** The embedded local backend: starts and stops it, and finds one that runs. Nothing of the engine is in here: a start waits for all of it. */
export { type Discovery, discover } from "./discovery.ts";
export { StartError } from "./errors.ts";
export { type BackendOptions, type RunningBackend, startBackend } from "./start.ts";
