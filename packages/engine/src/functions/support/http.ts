/** Requests of the http packages, through the dependency that the caller injects. */
import type { HttpDependency } from "../../api.ts";
import type { Context } from "../../context.ts";
import { FluxError } from "../../values/error.ts";
import { DictValue, RecordValue, type Value } from "../../values/value.ts";

type Request = Parameters<HttpDependency["request"]>[0];
type Response = Awaited<ReturnType<HttpDependency["request"]>>;

/** Makes a request and waits for its answer. An error where this run may not reach the network. */
export function request(context: Context, wanted: Request): Response {
    const { http } = context.dependencies;
    if (http === undefined) {
        throw new FluxError("permission denied", `requests are not allowed here: ${wanted.url} (allow its host with --allow-net)`);
    }
    try {
        new URL(wanted.url);
    } catch {
        throw new FluxError("invalid", `invalid URL ${JSON.stringify(wanted.url)}`);
    }
    return context.wait(() => http.request(wanted));
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
