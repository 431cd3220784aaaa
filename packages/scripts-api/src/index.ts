/** The scripts API: its types, one interface for every connection, and the clients behind it. */
export { retryAfter } from "./answer.ts";
export { type ClientOptions, createScriptsClient } from "./client.ts";
export { detectBackend } from "./detect.ts";
export {
    AuthError,
    CancelledError,
    ConflictError,
    CutError,
    type ErrorKind,
    ForbiddenError,
    NetworkError,
    NotAppliedError,
    NotFoundError,
    ProtocolError,
    RateError,
    RedirectError,
    RequestError,
    ScriptError,
    ScriptsApiError,
    ServerError,
    TimeoutError,
    UnavailableError,
    UnsupportedError,
} from "./errors.ts";
export type { FetchInit, FetchLike, FetchResponse, HttpOptions } from "./http.ts";
export { createOssClient } from "./oss.ts";
export { type Ability, type Allowed, probe, type Probe } from "./probe.ts";
export * from "./types.ts";
