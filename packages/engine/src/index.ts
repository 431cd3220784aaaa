/** Runs Flux scripts over tables. Storage, network and files are injected by the caller. */
export * from "./api.ts";
export { run } from "./run.ts";
