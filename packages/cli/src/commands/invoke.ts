import { RunError } from "@flux-scripts/engine";
import { effects, inferParams, type ParamType } from "@flux-scripts/flux";
import { bindParams, fluxLiteral, writeJson } from "@flux-scripts/flux/params";
import { annotatedDialect, type ResultStream, type ScriptsBackend } from "@flux-scripts/scripts-api";
import { consents } from "../connection/consent.ts";
import { openConnection } from "../connection/open.ts";
import type { TargetOptions } from "../connection/target.ts";
import { CommandFailure, exitCodes } from "../faults.ts";
import { write } from "../output.ts";
import { answered } from "../running/answer.ts";
import { tellFailure } from "../running/describe.ts";
import { runFailure } from "../running/failure.ts";
import { givenParams, type ParamOptions } from "../running/params.ts";
import { dialectFor } from "../running/stored.ts";
import type { ResultFormat } from "../results/format.ts";
import { demandScript } from "../workspace/remote.ts";
import { localScripts, openWorkspace, type Workspace } from "../workspace/workspace.ts";

export interface InvokeOptions extends TargetOptions, ParamOptions {
    readonly yes?: boolean;
    readonly format: ResultFormat;
    readonly json?: boolean;
}

/** Runs a stored script where it is stored. A failed run is one JSON line on standard error (words on a terminal), and exit 1. */
export async function invoke(name: string, options: InvokeOptions): Promise<number> {
    const workspace = openWorkspace();
    const { backend, target } = await openConnection(options, workspace);
    /** Whether a script that changes something may run on a protected connection. */
    const mayRun = (text: string): Promise<boolean> => {
        const changes = effects(text).filter((effect) => effect.changes);
        const what = `Run ${name}, which calls ${[...new Set(changes.map((effect) => effect.function))].join(", ")}`;
        return changes.length === 0 ? Promise.resolve(true) : consents(target, what, options);
    };
    const format = options.json === true ? "json" : options.format;
    try {
        const stream = backend.capabilities.scripts
            ? await invokeStored(backend, name, options, mayRun)
            : await invokeFile(backend, workspace, name, options, mayRun);
        if (stream === undefined) return exitCodes.findings;
        for await (const piece of answered(stream, format)) await write(piece);
        return exitCodes.fine;
    } catch (error) {
        const failure = runFailure(error);
        if (failure === undefined) throw error;
        tellFailure(failure, undefined, true);
        return exitCodes.findings;
    }
}

type MayRun = (text: string) => Promise<boolean>;

async function invokeStored(
    backend: ScriptsBackend,
    name: string,
    options: InvokeOptions,
    mayRun: MayRun,
): Promise<ResultStream | undefined> {
    const script = await demandScript(backend, name);
    if (!(await mayRun(script.script))) return undefined;
    // Only `--param NAME=VALUE` needs the types: JSON has them in its spelling.
    const schema: Readonly<Record<string, ParamType>> = (options.param ?? []).length === 0 ? {} : await backend.params(script.id);
    const params = givenParams(options, () => schema);
    return backend.invoke(script.id, { ...dialectFor(backend), ...(params === undefined ? {} : { params: writeJson(params) }) });
}

/** A server that stores no scripts runs the workspace's file of that name, its params put before it as an option. */
async function invokeFile(
    backend: ScriptsBackend,
    workspace: Workspace,
    name: string,
    options: InvokeOptions,
    mayRun: MayRun,
): Promise<ResultStream | undefined> {
    const script = localScripts(workspace).find((each) => each.name === name || each.file === name);
    if (script === undefined) throw new CommandFailure(`no script is named ${JSON.stringify(name)} in ${workspace.folder}`);
    if (!(await mayRun(script.text))) return undefined;
    const schema = inferParams(script.text);
    const given = givenParams(options, () => schema);
    if (given === undefined) return backend.query(script.text, { dialect: annotatedDialect });
    const bound = bindParams(schema, given);
    if (!bound.ok) throw new RunError("invalid", bound.faults.map(({ message }) => message).join("\n"));
    const paramsOption = `option params = ${fluxLiteral({ type: "record", properties: bound.values })}`;
    return backend.query(script.text, { dialect: annotatedDialect, paramsOption });
}
