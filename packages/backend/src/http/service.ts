/** The HTTP service as a whole: loaded while the storage thread opens its file. */
export { Tokens } from "./access.ts";
export { createApp, isLoopback } from "./app.ts";
export { Profiles } from "./profiles.ts";
export { getRequestListener } from "@hono/node-server";
