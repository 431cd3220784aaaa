/** The embedded local backend: starts and stops it, and finds one that runs; and what a run outside of it needs, too. */
export { type Discovery, discover } from "./discovery.ts";
export { StartError } from "./errors.ts";
export { dependencies } from "./query/dependencies.ts";
export { oneResultAtATime } from "./query/order.ts";
export { type BackendOptions, type RunningBackend, startBackend } from "./start.ts";
