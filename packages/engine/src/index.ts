/** Runs Flux scripts over tables. Storage, network and files are injected by the caller. */
export * from "./api.ts";
export { analyzed } from "./analyses.ts";
export { run } from "./run.ts";
export { userPackageTypes } from "./userpackages.ts";
export {
    type FromEngine,
    receiveTable,
    type RunMessage,
    type SentTable,
    sendTable,
    type ToEngine,
} from "./worker/protocol.ts";
