/** The language server, for those who start it themselves. */
export { serve } from "./connection.ts";
export { type ParamsAnswer, type ParamsRequest, paramsMethod } from "./features/params.ts";
export { serveStdio } from "./node.ts";
