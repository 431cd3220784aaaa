/** One HTTP exchange over an injected fetch: time-outs, redirects, retries, and an error class for every end. */
import { CancelledError, NetworkError, type ScriptsApiError, RateError, RedirectError, TimeoutError, UnavailableError } from "./errors.ts";
import { errorOfAnswer } from "./answer.ts";
import type { AbortSignalLike, CallOptions } from "./types.ts";

/** The part of fetch that is used; undici's, Node's and the browser's all fit. */
export type FetchLike = (url: string, init: FetchInit) => Promise<FetchResponse>;

export interface FetchInit {
    method: string;
    headers: Record<string, string>;
    body?: string;
    redirect: "manual";
    /** An `AbortSignal`; each implementation names its own type of it, and `never` fits them all. */
    signal: never;
}

export interface FetchResponse {
    readonly status: number;
    readonly type?: string;
    readonly headers: { get(name: string): string | null };
    readonly body: unknown;
    text(): Promise<string>;
}

export interface HttpOptions {
    readonly fetch: FetchLike;
    /** Base address, with or without a slash at the end. */
    readonly url: string;
    readonly token: string;
    /** Milliseconds until the headers of an answer; 30,000. Runs have none unless told. */
    readonly timeoutMs?: number;
    /** Tries in all, of calls that may be repeated; 4. */
    readonly maxTries?: number;
    /** A Retry-After beyond this is told to the user instead of waited for; 20,000 ms. */
    readonly maxWaitMs?: number;
    /** How waiting is done; tests give their own. */
    readonly sleep?: (ms: number, signal: AbortSignalLike | undefined) => Promise<void>;
}

export interface Call extends CallOptions {
    readonly method: "GET" | "POST" | "PATCH" | "DELETE";
    /** Path and query, from the slash on. */
    readonly path: string;
    readonly body?: string;
    readonly accept?: string;
    readonly headers?: Readonly<Record<string, string>>;
    /** May be sent again after a cut or time-out, since twice is as once. */
    readonly idempotent: boolean;
}

export interface Answer {
    /** `text()` rejects with a `ScriptsApiError` when the body does not come to its end. */
    readonly response: FetchResponse;
    /** Ends the body's transfer, and releases the signal. */
    abort(): void;
    /** To be called when the body is here or nobody wants it: the caller's signal is not heard any more. `text()` does it itself. */
    release(): void;
}

const maxRedirects = 10;
/** A text may take so many times as long as the headers. */
const bodyFactor = 4;

export class Http {
    readonly url: string;
    private readonly options: HttpOptions;

    constructor(options: HttpOptions) {
        this.options = options;
        this.url = options.url.replace(/\/+$/, "");
    }

    /** The answer of a call with a status below 300; rejects with the error of its cause otherwise. */
    async send(call: Call): Promise<Answer> {
        const tries = this.options.maxTries ?? 4;
        for (let attempt = 1; ; attempt++) {
            try {
                return await this.once(call);
            } catch (error) {
                const wait = attempt >= tries ? undefined : waitBeforeRetry(error, call, attempt);
                if (wait === undefined || wait > (this.options.maxWaitMs ?? 20_000)) throw error;
                await (this.options.sleep ?? sleep)(wait, call.signal);
            }
        }
    }

    private async once(call: Call): Promise<Answer> {
        let url = this.url + call.path;
        if (!URL.canParse(url)) throw new NetworkError(`${JSON.stringify(this.url)} is no address of a server`);
        const origin = originOf(url);
        for (let redirects = 0; ; redirects++) {
            const answer = await this.exchange(url, call);
            const { response } = answer;
            if (response.type === "opaqueredirect" || isRedirect(response.status)) {
                const location = response.headers.get("location");
                answer.abort();
                if (location === null || !URL.canParse(location, url))
                    throw new RedirectError("the server redirects to an address that can't be read", { status: response.status });
                const next = new URL(location, url).href;
                if (originOf(next) !== origin) {
                    throw new RedirectError(`the server redirects to another address: ${originOf(next)}`, { status: response.status });
                }
                if (redirects >= maxRedirects) throw new RedirectError("the server redirects without end", { status: response.status });
                url = next;
                continue;
            }
            // A server or proxy may repeat what it was sent: no message has the token in it.
            if (response.status >= 300) throw errorOfAnswer(response, redacted(await bodyText(response), this.options.token));
            return answer;
        }
    }

    /** One request. The time-out runs until the headers are here, a longer one until a text is; the signal ends the body as well. */
    private async exchange(url: string, call: Call): Promise<Answer> {
        if (isAborted(call.signal)) throw new CancelledError();
        const controller = new AbortController();
        const onAbort = (): void => controller.abort();
        call.signal?.addEventListener("abort", onAbort, { once: true });
        const release = (): void => call.signal?.removeEventListener("abort", onAbort);
        const limit = call.timeoutMs ?? this.options.timeoutMs ?? 30_000;
        /** Waits no longer than so many ms (0: for ever), and tells every other end by its cause. */
        const within = async <T>(ms: number, work: () => Promise<T>): Promise<T> => {
            let late = false;
            const onLate = (): void => {
                late = true;
                controller.abort();
            };
            const timer = ms > 0 ? setTimeout(onLate, ms) : undefined;
            try {
                return await work();
            } catch (error) {
                if (isAborted(call.signal)) throw new CancelledError();
                if (late) throw new TimeoutError(`no answer from ${originOf(url)} within ${ms / 1000} s`);
                throw networkError(url, error);
            } finally {
                clearTimeout(timer);
            }
        };
        try {
            const response = await within(limit, () => this.options.fetch(url, this.requestOf(url, call, controller.signal)));
            const { status, type, headers, body } = response;
            const text = (): Promise<string> => within(limit * bodyFactor, () => response.text()).finally(release);
            return {
                response: { status, headers, body, text, ...(type === undefined ? {} : { type }) },
                abort: () => {
                    release();
                    controller.abort();
                },
                release,
            };
        } catch (error) {
            release();
            throw error;
        }
    }

    private requestOf(url: string, call: Call, signal: AbortSignal): FetchInit {
        const headers: Record<string, string> = {
            accept: call.accept ?? "application/json",
            authorization: `Bearer ${this.options.token}`,
        };
        Object.assign(headers, call.headers);
        if (call.body !== undefined) headers["content-type"] = "application/json";
        // Packing for a wire that is none costs more than it saves. (A browser sets this header itself.)
        if (isLoopback(url)) headers["accept-encoding"] = "identity";
        const init: FetchInit = { method: call.method, headers, redirect: "manual", signal: signal as never };
        if (call.body !== undefined) init.body = call.body;
        return init;
    }
}

function isAborted(signal: AbortSignalLike | undefined): boolean {
    return signal?.aborted === true;
}

function isRedirect(status: number): boolean {
    return status === 301 || status === 302 || status === 303 || status === 307 || status === 308;
}

async function bodyText(response: FetchResponse): Promise<string> {
    try {
        return await response.text();
    } catch {
        // The status says enough; a cut error body must not hide it.
        return "";
    }
}

function redacted(text: string, token: string): string {
    return token === "" ? text : text.replaceAll(token, "[token]");
}

function originOf(url: string): string {
    return new URL(url).origin;
}

/**
 * Milliseconds to wait before a call is sent again, undefined when it is not. 429 and 503 were refused before anything
 * ran, so they may be repeated whatever the method; a cut or a time-out only where twice is as once.
 */
function waitBeforeRetry(error: unknown, call: Call, attempt: number): number | undefined {
    const backOff = 200 * 2 ** (attempt - 1);
    if (error instanceof RateError) return error.retryAfterMs ?? backOff;
    if (error instanceof UnavailableError) return error.status === 503 || call.idempotent ? (error.retryAfterMs ?? backOff) : undefined;
    if (error instanceof NetworkError) return call.idempotent && attempt < 2 ? backOff : undefined;
    return undefined;
}

const reasons: Readonly<Record<string, string>> = {
    ECONNREFUSED: "nothing listens there",
    ENOTFOUND: "the host is unknown",
    EAI_AGAIN: "the host can't be looked up now",
    ECONNRESET: "the connection was cut",
    EHOSTUNREACH: "the host can't be reached",
    ENETUNREACH: "the network can't be reached",
    ETIMEDOUT: "the connection timed out",
    UND_ERR_CONNECT_TIMEOUT: "the connection timed out",
    UND_ERR_SOCKET: "the connection was cut",
    DEPTH_ZERO_SELF_SIGNED_CERT: "its certificate is self-signed",
    SELF_SIGNED_CERT_IN_CHAIN: "its certificate is signed by an unknown authority",
    UNABLE_TO_VERIFY_LEAF_SIGNATURE: "its certificate can't be verified",
    UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "its certificate is signed by an unknown authority",
    CERT_HAS_EXPIRED: "its certificate has expired",
    ERR_TLS_CERT_ALTNAME_INVALID: "its certificate is for another host",
};

function networkError(url: string, error: unknown): ScriptsApiError {
    const code = errorCode(error);
    const reason = code === undefined ? plainReason(error) : (reasons[code] ?? `the request failed (${code})`);
    return new NetworkError(`can't reach ${originOf(url)}: ${reason}`, { cause: error, ...(code === undefined ? {} : { code }) });
}

/** fetch refuses some ports by itself, with nothing but these words. */
function plainReason(error: unknown): string {
    const { cause } = error instanceof Error ? error : { cause: undefined };
    return cause instanceof Error && cause.message === "bad port" ? "fetch allows no connection to this port" : "the request failed";
}

/** The system's code of an error, also where fetch wraps it as a cause or an AggregateError. */
function errorCode(error: unknown, depth = 0): string | undefined {
    if (typeof error !== "object" || error === null || depth > 4) return undefined;
    const { code, cause, errors } = error as { code?: unknown; cause?: unknown; errors?: unknown };
    if (typeof code === "string") return code;
    return errorCode(cause, depth + 1) ?? (Array.isArray(errors) ? errorCode(errors[0], depth + 1) : undefined);
}

function sleep(ms: number, signal: AbortSignalLike | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
        const onAbort = (): void => {
            clearTimeout(timer);
            reject(new CancelledError());
        };
        const timer = setTimeout(() => {
            signal?.removeEventListener("abort", onAbort);
            resolve();
        }, ms);
        if (signal?.aborted === true) onAbort();
        else signal?.addEventListener("abort", onAbort, { once: true });
    });
}

function isLoopback(url: string): boolean {
    return /^https?:\/\/(localhost|127(\.\d+){3}|\[::1\])([:/]|$)/i.test(url);
}
