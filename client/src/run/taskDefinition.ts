/** What a task of type `flux-invoke` says. Pure. */

export interface TaskDefinition {
    readonly type: string;
    readonly script?: unknown;
    readonly preset?: unknown;
    readonly params?: unknown;
    readonly connection?: unknown;
}

export interface InvokeTask {
    readonly script: string;
    readonly preset: string | undefined;
    /** JSON text. */
    readonly params: string | undefined;
    readonly connection: string | undefined;
}

/** A task that can't run as it is written. */
export class TaskFault extends Error {}

/** Params are an object, or the text of one where the spelling of numbers counts (`5.0`, 64 bits). Throws a `TaskFault`. */
export function readTaskDefinition({ script, preset, params, connection }: TaskDefinition): InvokeTask {
    if (typeof script !== "string" || script === "") throw new TaskFault("script must be the name of a script");
    const text = (name: string, value: unknown): string | undefined => {
        if (value === undefined || typeof value === "string") return value;
        throw new TaskFault(`${name} must be a text`);
    };
    const values = typeof params === "object" && params !== null ? JSON.stringify(params) : text("params", params);
    return { script, preset: text("preset", preset), params: values, connection: text("connection", connection) };
}
