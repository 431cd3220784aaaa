/** `/api/v2/scripts`: the invokable scripts. */
import { isJsonObject, type JsonObject, type JsonValue, jsonTypeName, readJson } from "@flux-scripts/flux/params";
import { ServiceError } from "../errors.ts";
import type { ScriptPatch, StoredScript } from "../storage/documents.ts";
import { demand } from "./access.ts";
import { compact } from "./answer.ts";
import { demandJson, readBody } from "./body.ts";
import { readDialect, headerOnly } from "./dialect.ts";
import { type App, type AppContext, demandId, type Environment, parameter } from "./environment.ts";
import { answerQuery } from "./stream.ts";

const maxName = 1000;
const defaultLimit = 100;
const maxLimit = 500;
/** Invoked scripts that are kept at hand, and UTF-16 units of each. */
const maxInvoked = 256;
const maxInvokedLength = 64 * 1024;

export function scriptRoutes(app: App, environment: Environment): void {
    const { storage, queries, org } = environment;
    const path = "/api/v2/scripts";
    // Scripts that were invoked last, as they are stored. The storage answers in order: one that was read before a change comes before
    // the change is known here, and is forgotten then.
    const invoked = new Map<string, StoredScript>();
    const remember = (script: StoredScript): StoredScript => {
        for (const oldest of invoked.keys()) {
            if (invoked.size < maxInvoked) break;
            invoked.delete(oldest);
        }
        if (script.script.length <= maxInvokedLength) invoked.set(script.id, script);
        return script;
    };

    const shown = (context: AppContext, { id, name, description, language, script, createdAt, updatedAt }: StoredScript): object => ({
        id,
        orgID: org.id,
        name,
        description,
        script,
        language,
        url: new URL(`${path}/${id}/invoke`, baseUrl(context)).href,
        createdAt,
        updatedAt,
    });

    app.get(path, async (context) => {
        demand(context.var.access, "read", "scripts");
        const limit = wholeNumber(context, "limit", defaultLimit, 1, maxLimit);
        const offset = wholeNumber(context, "offset", 0, 0, Number.MAX_SAFE_INTEGER);
        const scripts = await storage.call("listScripts", [{ limit, offset, name: parameter(context, "name") }]);
        return compact(context, { scripts: scripts.map((script) => shown(context, script)) });
    });

    app.post(path, async (context) => {
        demand(context.var.access, "write", "scripts");
        const body = await readObject(context, environment);
        const text = (key: string, mayBeEmpty = false): string => {
            const value = textOf(body, key);
            if (value === undefined || (value === "" && !mayBeEmpty)) throw new ServiceError("invalid", `${key} is required`);
            return value;
        };
        const name = checkedName(text("name"));
        const description = text("description", true);
        const language = text("language").toLowerCase();
        const script = text("script");
        if (language === "sql" || language === "influxql") {
            throw new ServiceError("invalid", `scripts in ${language} can't run here: this backend runs the language "flux" only`);
        }
        if (language !== "flux") throw new ServiceError("invalid", `unknown language "${language}": must be "flux"`);
        await queries.demandParses(script);
        const made = await storage.call("createScript", [{ name, description, language, script }]);
        return compact(context, shown(context, made), 201);
    });

    app.get(`${path}/:id`, async (context) => {
        demand(context.var.access, "read", "scripts");
        return compact(context, shown(context, await storage.call("getScript", [demandId(context.req.param("id"))])));
    });

    app.patch(`${path}/:id`, async (context) => {
        demand(context.var.access, "write", "scripts");
        const id = demandId(context.req.param("id"));
        await storage.call("getScript", [id]);
        const patch = await readPatch(context, environment);
        if (patch.script !== undefined) await queries.demandParses(patch.script);
        const changed = await storage.call("updateScript", [id, patch]);
        invoked.delete(id);
        return compact(context, shown(context, changed));
    });

    app.delete(`${path}/:id`, async (context) => {
        demand(context.var.access, "write", "scripts");
        const id = demandId(context.req.param("id"));
        await storage.call("deleteScript", [id]);
        invoked.delete(id);
        return context.body(null, 204);
    });

    app.get(`${path}/:id/params`, async (context) => {
        demand(context.var.access, "read", "scripts");
        const { script } = await storage.call("getScript", [demandId(context.req.param("id"))]);
        const { params } = await queries.inspect(script);
        return compact(context, { params });
    });

    app.post(`${path}/:id/invoke`, async (context) => {
        demand(context.var.access, "read", "scripts");
        const id = demandId(context.req.param("id"));
        const { script, language } = invoked.get(id) ?? remember(await storage.call("getScript", [id]));
        if (language !== "flux") throw new ServiceError("invalid", `the script's language is "${language}", which this backend can't run`);
        const { params, dialect } = await readInvocation(context, environment);
        return answerQuery(context, environment, {
            flux: script,
            params,
            access: context.var.access,
            dialect: readDialect(dialect, headerOnly),
        });
    });
}

/** Where the client reached us, for the links that it gets. */
function baseUrl(context: AppContext): string {
    return new URL(context.req.url).origin;
}

function wholeNumber(context: AppContext, name: string, missing: number, least: number, most: number): number {
    const text = parameter(context, name);
    if (text === undefined) return missing;
    const value = Number(text);
    if (!/^-?\d+$/.test(text) || value < least || value > most) {
        const bounds = most === Number.MAX_SAFE_INTEGER ? `${least} or more` : `between ${least} and ${most}`;
        throw new ServiceError("invalid", `${name} must be a whole number ${bounds}`);
    }
    return value;
}

async function readObject(context: AppContext, environment: Environment): Promise<JsonObject> {
    demandJson(context.req.header("content-type"));
    const bytes = await readBody(context.env.incoming, { limit: environment.limits.body, gzip: false });
    return parseObject(decodeText(bytes));
}

/** Text of a body; bytes that are no UTF-8 are refused, never replaced. */
export function decodeText(bytes: Uint8Array): string {
    try {
        return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    } catch {
        throw new ServiceError("invalid", "the request body is not valid UTF-8");
    }
}

function parseObject(text: string): JsonObject {
    if (text.trim() === "") throw new ServiceError("invalid", "the request body is empty: a JSON object is expected");
    const result = readJson(text);
    if (!result.ok)
        throw new ServiceError("invalid", `the request body is not valid JSON: ${result.fault.message} at offset ${result.fault.offset}`);
    if (!isJsonObject(result.value))
        throw new ServiceError("invalid", `the request body must be a JSON object, not ${jsonTypeName(result.value)}`);
    return result.value;
}

function textOf(body: JsonObject, key: string): string | undefined {
    const value = body.get(key);
    if (value === undefined || value === null) return undefined;
    if (typeof value !== "string") throw new ServiceError("invalid", `${key} must be a string, not ${jsonTypeName(value)}`);
    if (/\p{Surrogate}/u.test(value)) throw new ServiceError("invalid", `${key} is not valid Unicode: it holds half of a surrogate pair`);
    return value;
}

function checkedName(name: string): string {
    if ([...name].length > maxName) throw new ServiceError("invalid", `the name is longer than ${maxName} characters`);
    if (/[\u0000-\u001f\u007f]/.test(name)) throw new ServiceError("invalid", "the name must not have control characters");
    return name;
}

async function readPatch(context: AppContext, environment: Environment): Promise<ScriptPatch> {
    const bytes = await readBody(context.env.incoming, { limit: environment.limits.body, gzip: false });
    if (bytes.length === 0) return {};
    demandJson(context.req.header("content-type"));
    const body = parseObject(decodeText(bytes));
    const [name, description, script] = ["name", "description", "script"].map((key) => textOf(body, key));
    if (name === "") throw new ServiceError("invalid", "name must not be empty");
    if (script === "") throw new ServiceError("invalid", "script must not be empty");
    return {
        ...(name === undefined ? {} : { name: checkedName(name) }),
        ...(description === undefined ? {} : { description }),
        ...(script === undefined ? {} : { script }),
    };
}

async function readInvocation(
    context: AppContext,
    environment: Environment,
): Promise<{ params: JsonObject; dialect: JsonValue | undefined }> {
    const bytes = await readBody(context.env.incoming, { limit: environment.limits.body, gzip: false });
    if (bytes.length === 0) return { params: new Map(), dialect: undefined };
    demandJson(context.req.header("content-type"));
    const body = parseObject(decodeText(bytes));
    const params = body.get("params") ?? new Map<string, JsonValue>();
    if (!isJsonObject(params)) throw new ServiceError("invalid", `params must be a JSON object, not ${jsonTypeName(params)}`);
    return { params, dialect: body.get("dialect") };
}
