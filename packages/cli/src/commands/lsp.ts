import { serveStdio } from "@flux-scripts/server";
import { exitCodes } from "../faults.ts";

/** The language server on standard input and output, until the editor ends it. `--stdio` is the only way there is. */
export async function lsp(_options: { readonly stdio?: boolean }): Promise<number> {
    await serveStdio();
    return exitCodes.fine;
}
