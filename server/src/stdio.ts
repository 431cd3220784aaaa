/** Entry of the server on standard input and output, as `flux-scripts lsp` starts it. */
import { serveStdio } from "./node.ts";

await serveStdio();
