import type { ParamType } from "@flux-scripts/flux";
import { writeJson } from "@flux-scripts/flux/params";
import { openConnection } from "../connection/open.ts";
import type { TargetOptions } from "../connection/target.ts";
import { exitCodes } from "../faults.ts";
import { note, write } from "../output.ts";
import { answered } from "../running/answer.ts";
import { runFailure } from "../running/failure.ts";
import { givenParams, type ParamOptions } from "../running/params.ts";
import { dialectFor } from "../running/stored.ts";
import type { ResultFormat } from "../results/format.ts";
import { demandScript } from "../workspace/remote.ts";
import { openWorkspace } from "../workspace/workspace.ts";

export interface InvokeOptions extends TargetOptions, ParamOptions {
    readonly format: ResultFormat;
    readonly json?: boolean;
}

/** Runs a stored script where it is stored. A failed run is one JSON line on standard error, and exit 1. */
export async function invoke(name: string, options: InvokeOptions): Promise<number> {
    const { backend } = openConnection(options, openWorkspace());
    const script = await demandScript(backend, name);
    // Only `--param NAME=VALUE` needs the types: JSON has them in its spelling.
    const schema: Readonly<Record<string, ParamType>> = (options.param ?? []).length === 0 ? {} : await backend.params(script.id);
    const params = givenParams(options, () => schema);
    const format = options.json === true ? "json" : options.format;
    try {
        const stream = await backend.invoke(script.id, {
            ...dialectFor(backend),
            ...(params === undefined ? {} : { params: writeJson(params) }),
        });
        for await (const piece of answered(stream, format)) await write(piece);
        return exitCodes.fine;
    } catch (error) {
        const failure = runFailure(error);
        if (failure === undefined) throw error;
        note(JSON.stringify(failure));
        return exitCodes.findings;
    }
}
