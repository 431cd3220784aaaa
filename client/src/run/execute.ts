/** Sends a script with its params to a backend, in the way that this backend understands. */
import { fluxLiteral, bindParams, readParamsJson } from "@flux-scripts/flux/params";
import { annotatedDialect, type ResultStream, type ScriptsBackend } from "@flux-scripts/scripts-api";
import { type Translate, UserError } from "../errors.ts";
import type { ParamInfo } from "./paramInfo.ts";

export interface Execution {
    /** The text that is on the screen, saved or not. */
    readonly text: string;
    /** JSON text of the params, sent as it is. */
    readonly params: string;
    readonly schema: readonly ParamInfo[];
    readonly signal: AbortSignal;
    /** A stored script is invoked by its id; `text` is what it says. */
    readonly storedId?: string | undefined;
    /** Under which the backend tells what came out of each step. */
    readonly profileId?: string | undefined;
    /** The bytes go to a file as they are: in InfluxDB's own form, which has no sign for an empty text. */
    readonly plain?: boolean;
}

/**
 * Runs a text. The query API takes `params` with it (local and Cloud); OSS does not know them and gets them as an `option`
 * that stands before the script. Rejects with a `UserError` for a missing or wrong param, before anything is sent.
 */
export function execute(backend: ScriptsBackend, execution: Execution, t: Translate): Promise<ResultStream> {
    const { text, params, schema, signal, storedId, profileId, plain = false } = execution;
    const values = checkParams(params, schema, t);
    const { annotatedInvoke, queryParams, scripts } = backend.capabilities;
    if (storedId !== undefined && scripts) {
        const dialect = annotatedInvoke ? { dialect: annotatedDialect } : {};
        return backend.invoke(storedId, { params: schema.length === 0 ? "{}" : params, ...dialect, signal, quotedEmpty: !plain });
    }
    const options = { dialect: annotatedDialect, signal, quotedEmpty: !plain, ...(profileId === undefined ? {} : { profile: profileId }) };
    if (schema.length === 0) return backend.query(text, options);
    if (queryParams) return backend.query(text, { ...options, params });
    const record = fluxLiteral({ type: "record", properties: values });
    return backend.query(text, { ...options, paramsOption: `option params = ${record}` });
}

/** The values by the inferred types; a `UserError` that names the param and both types otherwise. */
function checkParams(params: string, schema: readonly ParamInfo[], t: Translate) {
    const read = readParamsJson(params);
    const hint = t("Give the param a value of that type and run again.");
    if (!read.ok) throw new UserError(read.message, hint, ["editParams"], "invalid");
    const bound = bindParams(Object.fromEntries(schema.map(({ name, type }) => [name, type])), read.value);
    if (bound.ok) return bound.values;
    throw new UserError(bound.faults.map((fault) => fault.message).join("\n"), hint, ["editParams"], "invalid");
}
