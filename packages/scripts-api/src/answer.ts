/** Reads answers: errors in both shapes of the Cloud, scripts, buckets; anything else is a `ProtocolError`. */
import {
    AuthError,
    ConflictError,
    ForbiddenError,
    NotFoundError,
    ProtocolError,
    RateError,
    RequestError,
    type ScriptsApiError,
    ScriptError,
    ServerError,
    UnavailableError,
} from "./errors.ts";
import type { FetchResponse } from "./http.ts";
import type { Bucket, CallProfile, Organization, RunProfile, Script, ScriptParamType } from "./types.ts";

type Json = Readonly<Record<string, unknown>>;

/** Wording of compile and run-time errors, which come as a plain 400 `invalid`. */
const scriptFault =
    /^(compilation failed|error @|loc |error in building plan|runtime error|failed to (initialize execute state|evaluate))|@\d+:\d+-\d+:\d+/;

/** The error of an answer with a status of 300 or more. */
export function errorOfAnswer(response: Pick<FetchResponse, "status" | "headers">, text: string): ScriptsApiError {
    const { status } = response;
    const { code, message } = errorBody(status, text);
    const facts = code === undefined ? { status } : { status, code };
    if (status === 401) return new AuthError(message, facts);
    if (status === 403) return new ForbiddenError(message, facts);
    if (status === 404) return new NotFoundError(message, facts);
    if (status === 409 || (status === 422 && code === "conflict")) return new ConflictError(message, facts);
    if (status === 429) return new RateError(message, retryAfter(response.headers.get("retry-after")), facts);
    if (status === 502 || status === 503 || status === 504)
        return new UnavailableError(message, retryAfter(response.headers.get("retry-after")), facts);
    if (status >= 500) return new ServerError(message, facts);
    if (status >= 400) return scriptFault.test(message) ? new ScriptError(message, facts) : new RequestError(message, facts);
    return new ProtocolError(message, facts);
}

/** Milliseconds of a Retry-After header (seconds or a date); undefined when it says nothing. */
export function retryAfter(header: string | null): number | undefined {
    if (header === null) return undefined;
    if (/^\d+$/.test(header.trim())) return Number(header.trim()) * 1000;
    const date = Date.parse(header);
    return Number.isNaN(date) ? undefined : Math.max(0, date - Date.now());
}

function errorBody(status: number, text: string): { code: string | undefined; message: string } {
    const json = parsed(text);
    if (json !== undefined) {
        const code = typeof json["code"] === "string" ? json["code"] : undefined;
        // The Cloud's gateway answers `{error}` or a bare `{message}`; the API `{code, message}`.
        for (const key of ["message", "error", "err"]) {
            const message = json[key];
            if (typeof message === "string" && message !== "") return { code, message };
        }
        return { code, message: `the server answered ${status}` };
    }
    const line = text.trim();
    // A proxy's page is no message for people.
    const plain = line !== "" && line.length <= 300 && !line.startsWith("<") && !line.includes("\n");
    return { code: undefined, message: plain ? line : `the server answered ${status}` };
}

function parsed(text: string): Json | undefined {
    try {
        const value: unknown = JSON.parse(text);
        return isObject(value) ? value : undefined;
    } catch {
        return undefined;
    }
}

function isObject(value: unknown): value is Json {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The JSON object of an answer. */
export async function readObject(response: FetchResponse): Promise<Json> {
    const text = await response.text();
    const json = parsed(text);
    if (json === undefined) throw new ProtocolError("the server's answer is not JSON", { status: response.status });
    return json;
}

export function readScript(value: unknown): Script {
    if (!isObject(value) || typeof value["id"] !== "string" || typeof value["name"] !== "string") {
        throw new ProtocolError("the server's answer is not a script");
    }
    const text = (key: string): string => (typeof value[key] === "string" ? value[key] : "");
    return {
        id: value["id"],
        name: value["name"],
        orgID: text("orgID"),
        description: text("description"),
        language: text("language") === "" ? "flux" : text("language"),
        script: text("script"),
        url: text("url"),
        createdAt: text("createdAt"),
        updatedAt: text("updatedAt"),
    };
}

/** A list under a key; a missing key is an empty list. */
export function readList<T>(object: Json, key: string, read: (value: unknown) => T): T[] {
    const list = object[key];
    if (list === undefined || list === null) return [];
    if (!Array.isArray(list)) throw new ProtocolError(`the server's answer has no list "${key}"`);
    return list.map(read);
}

const paramTypes: readonly string[] = ["any", "bool", "duration", "float", "int", "string", "time", "uint"];

/** Types that this version doesn't know count as `any`. */
export function readParams(object: Json): Record<string, ScriptParamType> {
    const params = object["params"];
    if (params === undefined || params === null) return {};
    if (!isObject(params)) throw new ProtocolError("the server's answer has no params");
    const entries = Object.entries(params).map(([name, type]) => [
        name,
        typeof type === "string" && paramTypes.includes(type) ? type : "any",
    ]);
    return Object.fromEntries(entries) as Record<string, ScriptParamType>;
}

const states = ["measured", "merged", "unused"] as const;

export function readProfile(object: Json): RunProfile {
    const { compileMs, totalMs, calls } = object;
    if (typeof compileMs !== "number" || typeof totalMs !== "number" || !Array.isArray(calls))
        throw new ProtocolError("the server's answer is not a profile");
    return { compileMs, totalMs, calls: calls.map(readCall) };
}

function readCall(value: unknown): CallProfile {
    if (!isObject(value)) throw new ProtocolError("the server's answer has a call that is none");
    const number = (key: string): number => {
        const found = value[key];
        if (typeof found !== "number") throw new ProtocolError(`the server's answer has a call without ${key}`);
        return found;
    };
    const state = states.find((each) => each === value["state"]) ?? "unused";
    return {
        name: String(value["name"] ?? ""),
        whole: number("whole"),
        start: number("start"),
        end: number("end"),
        piped: value["piped"] === true,
        state,
        tables: number("tables"),
        rows: number("rows"),
        ms: number("ms"),
        columns: Array.isArray(value["columns"]) ? value["columns"].filter(isObject).map(readColumn) : [],
        sample: Array.isArray(value["sample"])
            ? value["sample"].map((row: unknown) =>
                  Array.isArray(row) ? row.map((cell: unknown) => (typeof cell === "string" ? cell : null)) : [],
              )
            : [],
    };
}

function readColumn(column: Json): CallProfile["columns"][number] {
    return { label: String(column["label"] ?? ""), type: String(column["type"] ?? ""), key: column["key"] === true };
}

export function readBucket(value: unknown): Bucket {
    if (!isObject(value) || typeof value["name"] !== "string") throw new ProtocolError("the server's answer is not a bucket");
    const rules = value["retentionRules"];
    const rule: unknown = Array.isArray(rules) ? rules[0] : undefined;
    const seconds = isObject(rule) ? rule["everySeconds"] : undefined;
    return {
        id: typeof value["id"] === "string" ? value["id"] : "",
        orgID: typeof value["orgID"] === "string" ? value["orgID"] : "",
        name: value["name"],
        description: typeof value["description"] === "string" ? value["description"] : "",
        retentionSeconds: typeof seconds === "number" ? seconds : 0,
        system: value["type"] === "system",
    };
}

export function readOrganization(value: unknown): Organization {
    if (!isObject(value) || typeof value["name"] !== "string" || typeof value["id"] !== "string") {
        throw new ProtocolError("the server's answer is not an organisation");
    }
    return { id: value["id"], name: value["name"] };
}
