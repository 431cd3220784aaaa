import { RunError } from "@flux-scripts/engine";
import { inferParams, type ParamType } from "@flux-scripts/flux";
import { bindParams, fluxLiteral, writeJson } from "@flux-scripts/flux/params";
import { annotatedDialect, type ResultStream, type ScriptsBackend } from "@flux-scripts/scripts-api";
import { openConnection } from "../connection/open.ts";
import type { TargetOptions } from "../connection/target.ts";
import { CommandFailure, exitCodes } from "../faults.ts";
import { note, write } from "../output.ts";
import { answered } from "../running/answer.ts";
import { runFailure } from "../running/failure.ts";
import { givenParams, type ParamOptions } from "../running/params.ts";
import { dialectFor } from "../running/stored.ts";
import type { ResultFormat } from "../results/format.ts";
import { demandScript } from "../workspace/remote.ts";
import { localScripts, openWorkspace, type Workspace } from "../workspace/workspace.ts";

export interface InvokeOptions extends TargetOptions, ParamOptions {
    readonly format: ResultFormat;
    readonly json?: boolean;
}

/** Runs a stored script where it is stored. A failed run is one JSON line on standard error, and exit 1. */
export async function invoke(name: string, options: InvokeOptions): Promise<number> {
    const workspace = openWorkspace();
    const { backend } = await openConnection(options, workspace);
    const format = options.json === true ? "json" : options.format;
    try {
        const stream = backend.capabilities.scripts
            ? await invokeStored(backend, name, options)
            : await invokeFile(backend, workspace, name, options);
        for await (const piece of answered(stream, format)) await write(piece);
        return exitCodes.fine;
    } catch (error) {
        const failure = runFailure(error);
        if (failure === undefined) throw error;
        note(JSON.stringify(failure));
        return exitCodes.findings;
    }
}

async function invokeStored(backend: ScriptsBackend, name: string, options: InvokeOptions): Promise<ResultStream> {
    const script = await demandScript(backend, name);
    // Only `--param NAME=VALUE` needs the types: JSON has them in its spelling.
    const schema: Readonly<Record<string, ParamType>> = (options.param ?? []).length === 0 ? {} : await backend.params(script.id);
    const params = givenParams(options, () => schema);
    return backend.invoke(script.id, { ...dialectFor(backend), ...(params === undefined ? {} : { params: writeJson(params) }) });
}

/** A server that stores no scripts runs the workspace's file of that name, its params put before it as an option. */
async function invokeFile(backend: ScriptsBackend, workspace: Workspace, name: string, options: InvokeOptions): Promise<ResultStream> {
    const script = localScripts(workspace).find((each) => each.name === name || each.file === name);
    if (script === undefined) throw new CommandFailure(`no script is named ${JSON.stringify(name)} in ${workspace.folder}`);
    const schema = inferParams(script.text);
    const given = givenParams(options, () => schema);
    if (given === undefined) return backend.query(script.text, { dialect: annotatedDialect });
    const bound = bindParams(schema, given);
    if (!bound.ok) throw new RunError("invalid", bound.faults.map(({ message }) => message).join("\n"));
    const paramsOption = `option params = ${fluxLiteral({ type: "record", properties: bound.values })}`;
    return backend.query(script.text, { dialect: annotatedDialect, paramsOption });
}
