/** Tasks of type `flux-scripts` as command lines. Pure. */

export const taskType = "flux-scripts";

/** Commands that a task may name, and whether they need a connection. */
export const taskCommands: Readonly<Record<string, { readonly connection: boolean }>> = {
    check: { connection: false },
    fmt: { connection: false },
    test: { connection: false },
    run: { connection: false },
    invoke: { connection: true },
    push: { connection: true },
    pull: { connection: true },
    status: { connection: true },
    diff: { connection: true },
};

export interface FluxTask {
    readonly command: string;
    readonly paths: readonly string[];
    readonly args: readonly string[];
    /** Name or id of a connection; the chosen one where absent. */
    readonly connection: string | undefined;
}

/** What stands in tasks.json; undefined for a command that there is not. */
export function readTask(definition: Readonly<Record<string, unknown>>): FluxTask | undefined {
    const { command, paths, args, connection } = definition;
    if (typeof command !== "string" || !Object.hasOwn(taskCommands, command)) return undefined;
    const texts = (value: unknown): string[] => (Array.isArray(value) ? value.filter((item) => typeof item === "string") : []);
    const given = texts(paths);
    return {
        command,
        // An invocation names one script; the others work on the whole folder unless told otherwise.
        paths: given.length > 0 || command === "invoke" ? given : ["."],
        args: texts(args),
        connection: typeof connection === "string" && connection !== "" ? connection : undefined,
    };
}

export function argumentsOf({ command, paths, args }: FluxTask): string[] {
    // A path that begins with a hyphen is no option.
    return [command, ...args, ...(paths.length === 0 ? [] : ["--", ...paths])];
}
