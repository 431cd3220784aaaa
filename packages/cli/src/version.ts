import manifest from "../package.json" with { type: "json" };

/** Of the command line and the service that it starts. */
export const version: string = manifest.version;
