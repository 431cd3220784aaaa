/** Answers: JSON in InfluxDB's spelling, and errors of every kind. */
import type { Context } from "hono";
import { plainError, type PlainError } from "../errors.ts";

/** `<`, `>` and `&` escaped, as Go writes JSON. */
function escaped(json: string): string {
    return json.replace(/[<>&\u2028\u2029]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** Indented JSON, as buckets, orgs and authorizations answer. */
export function indented(context: Context, value: unknown, status = 200): Response {
    return context.body(escaped(JSON.stringify(value, null, "\t")), status as 200, { "content-type": "application/json; charset=utf-8" });
}

/** Compact JSON. */
export function compact(context: Context, value: unknown, status = 200): Response {
    return context.body(escaped(JSON.stringify(value)), status as 200, { "content-type": "application/json; charset=utf-8" });
}

function errorHeaders(error: PlainError): Record<string, string> {
    const headers: Record<string, string> = { "content-type": "application/json; charset=utf-8", "x-platform-error-code": error.code };
    if (error.code === "too many requests") headers["retry-after"] = "1";
    return headers;
}

function errorBody({ code, message }: PlainError): string {
    return escaped(JSON.stringify({ code, message }));
}

/** `{code, message}` with the status; what is no `ServiceError` is an internal error that tells nothing. */
export function errorAnswer(context: Context, error: unknown): Response {
    const plain = plainError(error);
    return context.body(errorBody(plain), plain.status as 500, errorHeaders(plain));
}
