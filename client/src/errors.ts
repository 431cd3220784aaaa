/** Errors as a person reads them: what happened and what to do, in one message. */
import { type ErrorKind, RateError, ScriptsApiError } from "@flux-scripts/scripts-api";

/** `vscode.l10n.t` or a stand-in. */
export type Translate = (message: string, ...args: (string | number)[]) => string;

/** What a message offers as buttons. */
export type Remedy = "showOutput" | "enterToken" | "selectConnection" | "openScript" | "editParams" | "settings";

/** An error that already says, in the person's language, what to do. */
export class UserError extends Error {
    override readonly name = "UserError";
    readonly hint: string;
    readonly remedies: readonly Remedy[];
    /** Shown beside the title, for example `invalid`. */
    readonly code: string | undefined;

    constructor(message: string, hint: string, remedies: readonly Remedy[] = [], code?: string) {
        super(message);
        this.hint = hint;
        this.remedies = remedies;
        this.code = code;
    }
}

export interface Explanation {
    readonly message: string;
    readonly hint: string;
    readonly code: string;
    readonly remedies: readonly Remedy[];
}

/** `where`: the connection's name and address, for errors that are about it. */
export function explain(error: unknown, where: { name: string; url?: string } | undefined, t: Translate): Explanation {
    if (error instanceof UserError) return { message: error.message, hint: error.hint, code: error.code ?? "", remedies: error.remedies };
    if (error instanceof ScriptsApiError)
        return { ...explainApi(error, where?.name ?? error.kind, where?.url ?? "", t), code: codeOf(error) };
    const message = error instanceof Error ? error.message : String(error);
    return { message, hint: t("See the output for details."), code: "internal error", remedies: ["showOutput"] };
}

/** The API's own code. One of Node's or the network's (`UND_ERR_SOCKET`) tells a person nothing: the message does. */
function codeOf({ code, kind }: ScriptsApiError): string {
    return code === undefined || /^[A-Z][A-Z0-9_]+$/.test(code) ? kind : code;
}

type Parts = Omit<Explanation, "code">;

function explainApi(error: ScriptsApiError, name: string, url: string, t: Translate): Parts {
    const { message } = error;
    const table: Partial<Record<ErrorKind, () => Parts>> = {
        network: () => ({
            message: t('Cannot reach "{0}" ({1}): {2}', name, url, reasonOf(message)),
            hint: t("Check that the server runs and that the address and proxy are right, or choose another connection."),
            remedies: ["selectConnection", "showOutput"],
        }),
        auth: () => ({
            message: t('"{0}" does not accept the token.', name),
            hint: t("Enter a token that is valid on this server."),
            remedies: ["enterToken"],
        }),
        forbidden: () => ({
            message: t('The token for "{0}" may not do this: {1}', name, message),
            hint: t("Use a token with the permission for it."),
            remedies: ["enterToken"],
        }),
        timeout: () => ({
            message: t('"{0}" did not answer in time.', name),
            hint: t("Try again, or raise fluxScripts.http.timeout in the settings."),
            remedies: ["settings"],
        }),
        script: () => explainScript(message, t),
        request: () => explainScript(message, t),
        notFound: () => explainMissing(error, t),
        rate: () => ({
            message,
            hint:
                error instanceof RateError && error.retryAfterMs !== undefined
                    ? t("The server takes no more requests now: try again in {0} s.", Math.ceil(error.retryAfterMs / 1000))
                    : t("The server takes no more requests now: try again later."),
            remedies: [],
        }),
        server: () => ({
            message,
            hint: t("The server failed: try again, and look at its log if it stays."),
            remedies: ["showOutput"],
        }),
        unavailable: () => ({ message, hint: t("The server is not ready: try again in a moment."), remedies: [] }),
        redirect: () => ({
            message,
            hint: t("Set the address of the server itself: the token is not sent to another one."),
            remedies: ["selectConnection"],
        }),
        notApplied: () => ({
            message,
            hint: t("This server can't change it; make a new script and delete the old one."),
            remedies: [],
        }),
        unsupported: () => ({ message, hint: t("Use a connection that has it."), remedies: ["selectConnection"] }),
        conflict: () => ({
            message: t("The name is taken: {0}", message),
            hint: t("Choose another name, or pull the script that has it."),
            remedies: [],
        }),
        cut: () => ({
            message: t("The connection ended within the answer."),
            hint: t("The rows are not complete: run it again."),
            remedies: [],
        }),
        protocol: () => ({
            message: t('"{0}" ({1}) does not answer like InfluxDB: {2}', name, url, message),
            hint: t("Check the address: it must be that of InfluxDB Cloud, InfluxDB OSS 2.x or the local backend."),
            remedies: ["selectConnection"],
        }),
    };
    return table[error.kind]?.() ?? { message, hint: error.hint, remedies: [] };
}

/** `can't reach http://…: nothing listens there` without what the sentence around it says already. */
function reasonOf(message: string): string {
    return message.replace(/^can't reach \S+: /, "");
}

/** A bucket that a run asks for is another matter than a script or connection that is gone. */
function explainMissing({ message }: ScriptsApiError, t: Translate): Parts {
    const [bucket] = /bucket "[^"]*"/.exec(message) ?? [];
    if (bucket !== undefined)
        return {
            message,
            hint: t("Check the name and the connection: the tree lists the buckets that are there, and so does completion."),
            remedies: ["selectConnection"],
        };
    return {
        message,
        hint: t("Refresh the tree: it may have been deleted, or belong to another organisation."),
        remedies: [],
    };
}

function explainScript(message: string, t: Translate): Parts {
    if (/\bparam(s|eter)?\b|missing param/i.test(message) && /missing|must be|got|record is missing label/i.test(message)) {
        return { message, hint: t("Give the param a value of that type and run again."), remedies: ["editParams"] };
    }
    return { message, hint: t("Correct the script at the place shown and run again."), remedies: ["openScript"] };
}

export interface ScriptPlace {
    /** From 1, columns in UTF-8 bytes, as the engine counts. */
    readonly line: number;
    readonly column: number;
    readonly endLine: number;
    readonly endColumn: number;
}

const placePattern = /(?:@|\bloc )(\d+):(\d+)-(\d+):(\d+)/g;

/** The place that an engine's message names: `error @3:5-3:12: …`, `loc 1:2-3:4: …`. */
export function placeOf(message: string): ScriptPlace | undefined {
    return faultsOf(message)[0]?.place;
}

/** Each fault that an engine's message tells, with its place: a script that does not compile may have several. */
export function faultsOf(message: string): { readonly place: ScriptPlace; readonly message: string }[] {
    return message.split(/\n\n+/).flatMap((part) => {
        const [match] = part.matchAll(placePattern);
        if (match === undefined) return [];
        const [line = 1, column = 1, endLine = 1, endColumn = 1] = match.slice(1).map(Number);
        return [{ place: { line, column, endLine, endColumn }, message: part.trim() }];
    });
}
