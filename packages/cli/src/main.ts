/** Entry of `flux-scripts`: one command, one exit code. */
import { CommanderError } from "commander";
import { CommandFailure, exitCodes, UsageError } from "./faults.ts";
import { endQuietlyOnClosedPipe, note } from "./output.ts";
import { makeProgram } from "./program.ts";

/** 0 fine, 1 findings or a failed script, 2 wrong usage. Never rejects. */
async function main(args: readonly string[]): Promise<number> {
    let code: number = exitCodes.fine;
    try {
        await makeProgram((exit) => {
            code = exit;
        }).parseAsync(args, { from: "user" });
        return code;
    } catch (error) {
        return report(error);
    }
}

function report(error: unknown): number {
    // Commander has printed its own message, or the help that was asked for.
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.fine : exitCodes.usage;
    if (error instanceof UsageError) {
        note(`flux-scripts: ${error.message}`);
        return exitCodes.usage;
    }
    const { message, hint } = error as { message?: unknown; hint?: unknown };
    note(`flux-scripts: ${typeof message === "string" ? message : String(error)}`);
    if (typeof hint === "string" && hint !== "") note(hint);
    if (!(error instanceof CommandFailure) && typeof hint !== "string" && process.env["FLUX_SCRIPTS_DEBUG"] !== undefined) {
        note(error instanceof Error ? (error.stack ?? "") : "");
    }
    return exitCodes.findings;
}

endQuietlyOnClosedPipe();
process.exitCode = await main(process.argv.slice(2));
