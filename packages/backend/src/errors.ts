/** Errors as the API answers them: a code from its documentation and a sentence for a person. */

/** Code → HTTP status. */
const statusOfCode = {
    "internal error": 500,
    "not implemented": 501,
    "not found": 404,
    conflict: 422,
    invalid: 400,
    "unprocessable entity": 422,
    "empty value": 400,
    unavailable: 503,
    forbidden: 403,
    "too many requests": 429,
    unauthorized: 401,
    "method not allowed": 405,
    "request too large": 413,
    "unsupported media type": 415,
} as const;

export type ErrorCode = keyof typeof statusOfCode;

/** An error for the client. Its message never holds a path, a token or a stack. */
export class ServiceError extends Error {
    override readonly name = "ServiceError";
    readonly code: ErrorCode;
    /** Differs from the code's own status where InfluxDB answers so. */
    readonly status: number;

    constructor(code: ErrorCode, message: string, status: number = statusOfCode[code]) {
        super(message);
        this.code = code;
        this.status = status;
    }
}

/** What starts or stops the service and can't: for the person who started it, so a path may be in it. */
export class StartError extends Error {
    override readonly name = "StartError";
}

/** An error as it goes between threads. */
export interface PlainError {
    readonly code: ErrorCode;
    readonly message: string;
    readonly status: number;
}

const internalMessage = "An internal error has occurred - check server logs";

/** What a client may see of any error: others than `ServiceError` are internal, and told to nobody. */
export function plainError(error: unknown): PlainError {
    if (error instanceof ServiceError) return { code: error.code, message: error.message, status: error.status };
    return { code: "internal error", message: internalMessage, status: 500 };
}

export function serviceError(plain: PlainError): ServiceError {
    return new ServiceError(plain.code, plain.message, plain.status);
}
