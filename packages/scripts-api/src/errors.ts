/** An error class per cause. What a person should do about it stands in `hint`. */

export type ErrorKind =
    | "request"
    | "auth"
    | "forbidden"
    | "notFound"
    | "conflict"
    | "rate"
    | "script"
    | "server"
    | "unavailable"
    | "network"
    | "timeout"
    | "cut"
    | "protocol"
    | "redirect"
    | "notApplied"
    | "unsupported"
    | "cancelled";

export interface ErrorFacts {
    /** HTTP status, where there was an answer. */
    readonly status?: number;
    /** The API's code: `invalid`, `not found` … */
    readonly code?: string;
    readonly cause?: unknown;
}

/** Base of all errors of a connection. `message` never holds a token. */
export class ScriptsApiError extends Error {
    override readonly name: string = "ScriptsApiError";
    readonly kind: ErrorKind;
    /** What to do about it, one sentence. */
    readonly hint: string;
    readonly status: number | undefined;
    readonly code: string | undefined;

    constructor(kind: ErrorKind, message: string, hint: string, facts: ErrorFacts = {}) {
        super(message, facts.cause === undefined ? undefined : { cause: facts.cause });
        this.kind = kind;
        this.hint = hint;
        this.status = facts.status;
        this.code = facts.code;
    }
}

/** 400, 413, 415, 422: the server refuses what was asked. */
export class RequestError extends ScriptsApiError {
    override readonly name = "RequestError";
    constructor(message: string, facts: ErrorFacts = {}) {
        super("request", message, "Change what the message names and try again.", facts);
    }
}

/** 401: no token, a wrong one, or one that has expired. */
export class AuthError extends ScriptsApiError {
    override readonly name = "AuthError";
    constructor(message: string, facts: ErrorFacts = {}) {
        super("auth", message, "Enter a token that is valid on this server.", facts);
    }
}

/** 403: the token is known, but may not do this. */
export class ForbiddenError extends ScriptsApiError {
    override readonly name = "ForbiddenError";
    constructor(message: string, facts: ErrorFacts = {}) {
        super("forbidden", message, "Use a token with the permission for it.", facts);
    }
}

/** 404. */
export class NotFoundError extends ScriptsApiError {
    override readonly name = "NotFoundError";
    constructor(message: string, facts: ErrorFacts = {}) {
        super("notFound", message, "Refresh the list: it may have been deleted or belong to another organisation.", facts);
    }
}

/** 409, or 422 `conflict`: the name is taken. */
export class ConflictError extends ScriptsApiError {
    override readonly name = "ConflictError";
    constructor(message: string, facts: ErrorFacts = {}) {
        super("conflict", message, "Choose another name, or change the script that has it.", facts);
    }
}

/** 429. */
export class RateError extends ScriptsApiError {
    override readonly name = "RateError";
    /** Milliseconds that the server asks to wait, where it says so. */
    readonly retryAfterMs: number | undefined;
    constructor(message: string, retryAfterMs: number | undefined, facts: ErrorFacts = {}) {
        const when = retryAfterMs === undefined ? "later" : `in ${Math.ceil(retryAfterMs / 1000)} s`;
        super("rate", message, `The server takes no more requests now: try again ${when}.`, facts);
        this.retryAfterMs = retryAfterMs;
    }
}

/** The script itself failed: a compile error, or one while it ran (also after the first rows, with status 200). */
export class ScriptError extends ScriptsApiError {
    override readonly name = "ScriptError";
    constructor(message: string, facts: ErrorFacts = {}) {
        super("script", message, "Correct the script or its params.", facts);
    }
}

/** 500. */
export class ServerError extends ScriptsApiError {
    override readonly name = "ServerError";
    constructor(message: string, facts: ErrorFacts = {}) {
        super("server", message, "The server failed: try again, and look at its log if it stays.", facts);
    }
}

/** 502, 503, 504. */
export class UnavailableError extends ScriptsApiError {
    override readonly name = "UnavailableError";
    /** Milliseconds that the server asks to wait, where it says so. */
    readonly retryAfterMs: number | undefined;
    constructor(message: string, retryAfterMs: number | undefined, facts: ErrorFacts = {}) {
        super("unavailable", message, "The server is not ready: try again in a moment.", facts);
        this.retryAfterMs = retryAfterMs;
    }
}

/** No connection: refused, unknown host, certificate, cut before an answer. */
export class NetworkError extends ScriptsApiError {
    override readonly name = "NetworkError";
    constructor(message: string, facts: ErrorFacts = {}) {
        super("network", message, "Check that the server runs and that its address and proxy are right.", facts);
    }
}

/** No answer in time. */
export class TimeoutError extends ScriptsApiError {
    override readonly name = "TimeoutError";
    constructor(message: string, facts: ErrorFacts = {}) {
        super("timeout", message, "Try again, or raise the time-out in the settings.", facts);
    }
}

/** The connection ended within the answer: what came so far is not all. */
export class CutError extends ScriptsApiError {
    override readonly name = "CutError";
    constructor(message: string, facts: ErrorFacts = {}) {
        super("cut", message, "The rows are not complete: run it again.", facts);
    }
}

/** An answer that is none of this API. */
export class ProtocolError extends ScriptsApiError {
    override readonly name = "ProtocolError";
    constructor(message: string, facts: ErrorFacts = {}) {
        super("protocol", message, "Check that the address is that of InfluxDB or the local backend.", facts);
    }
}

/** A redirect that is not followed: to another origin, or without end. */
export class RedirectError extends ScriptsApiError {
    override readonly name = "RedirectError";
    constructor(message: string, facts: ErrorFacts = {}) {
        super("redirect", message, "Set the address of the server itself: the token is not sent to another one.", facts);
    }
}

/** The server answered success, but left a part of the change out. */
export class NotAppliedError extends ScriptsApiError {
    override readonly name = "NotAppliedError";
    constructor(message: string, facts: ErrorFacts = {}) {
        super("notApplied", message, "This server can't change it; make a new script and delete the old one.", facts);
    }
}

/** This kind of server doesn't have it; `capabilities` says so beforehand. */
export class UnsupportedError extends ScriptsApiError {
    override readonly name = "UnsupportedError";
    constructor(message: string) {
        super("unsupported", message, "Use a connection that has it.");
    }
}

/** Ended by the caller. */
export class CancelledError extends ScriptsApiError {
    override readonly name = "CancelledError";
    constructor() {
        super("cancelled", "cancelled", "");
    }
}
