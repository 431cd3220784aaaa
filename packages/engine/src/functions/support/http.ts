/** Requests of the http packages, through the dependency that the caller injects. */
import type { HttpDependency } from "../../api.ts";
import type { Context } from "../../context.ts";
import { approximateNs } from "../../kernels/duration.ts";
import { FluxError } from "../../values/error.ts";
import { DictValue, type DurationValue, RecordValue, type Value } from "../../values/value.ts";

type Request = Parameters<HttpDependency["request"]>[0];
type Response = Awaited<ReturnType<HttpDependency["request"]>>;

/** Makes a request and waits for its answer. An error where this run may not reach the network. */
export function request(context: Context, wanted: Request): Response {
    const { http } = context.dependencies;
    if (http === undefined) {
        throw new FluxError("permission denied", `requests are not allowed here: ${hostOf(wanted.url)} (allow it with --allow-net)`);
    }
    hostOf(wanted.url);
    return context.wait(() => http.request(wanted));
}

/** The host of a URL: all of it that an error may tell, since paths and queries hold the tokens of many services. */
function hostOf(url: string): string {
    if (!URL.canParse(url)) {
        throw new FluxError("invalid", "invalid URL: it needs a scheme and a host, as in https://example.com/path");
    }
    return new URL(url).host;
}

/** What a timer can wait at most, ms. */
const LONGEST_MS = 2 ** 31 - 1;

/** How long an answer may take, ms: `timeout` in the arguments or configuration, of which 0 means no limit but the caller's own. */
export function timeoutMs(timeout: DurationValue): { readonly timeoutMs?: number } {
    if (timeout.ns < 0n || timeout.months < 0) {
        throw new FluxError("invalid", "timeout must not be negative");
    }
    const ns = approximateNs(timeout);
    return ns === 0n ? {} : { timeoutMs: Math.max(1, Math.min(Number(ns / 1000000n), LONGEST_MS)) };
}

/** Headers given as a dictionary or a record of texts. */
export function headersOf(value: Value | undefined): Readonly<Record<string, string>> {
    const headers: Record<string, string> = {};
    if (value instanceof DictValue) {
        for (const { key, value: text } of value.entries.values()) {
            headers[String(key)] = String(text);
        }
    } else if (value instanceof RecordValue) {
        for (const [name, text] of value.properties) {
            headers[name] = String(text);
        }
    }
    return headers;
}
