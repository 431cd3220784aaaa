/** `/api/v2/query` and what belongs to it: analyze, ast, suggestions. */
import { isJsonObject, type JsonObject, type JsonValue, jsonTypeName, readJson, readTime, writeJson } from "@flux-scripts/flux/params";
import { ServiceError } from "../errors.ts";
import { externSource } from "../query/extern.ts";
import { compact } from "./answer.ts";
import { readBody } from "./body.ts";
import { annotated, headerOnly, readDialect } from "./dialect.ts";
import { type App, type AppContext, demandOrg, type Environment, vary } from "./environment.ts";
import { jsonFault } from "./gojson.ts";
import { timeFault } from "./gotime.ts";
import { decodeText } from "./scripts.ts";
import { answerQuery, type QueryAnswerOptions } from "./stream.ts";

const decode = "failed to decode request body: ";
const asJson = `${decode}failed parsing request body as JSON; if sending a raw Flux script, set 'Content-Type: application/vnd.flux' in your request headers: `;

export function queryRoutes(app: App, environment: Environment): void {
    app.post("/api/v2/query", async (context) => {
        vary(context, "Accept-Encoding");
        // A packed body is not taken here, as InfluxDB does not.
        const body = await readBody(context.env.incoming, { limit: environment.limits.body, gzip: false });
        const request = readRequest(context, body);
        try {
            demandOrg(environment, context);
        } catch (error) {
            throw error instanceof ServiceError ? new ServiceError("invalid", decode + error.message) : error;
        }
        const prefer = context.req.header("prefer");
        return answerQuery(context, environment, {
            ...request,
            access: context.var.access,
            prefer:
                prefer === "return-no-content"
                    ? "no-content"
                    : prefer === "return-no-content-with-error"
                      ? "no-content-with-error"
                      : undefined,
        });
    });

    app.on(["GET", "POST"], "/query", () => {
        throw new ServiceError("not implemented", "InfluxQL is not spoken here: send Flux to /api/v2/query");
    });

    app.post("/api/v2/query/analyze", async (context) => {
        const { query, type } = await readAnalysis(context, environment, "invalid json: ");
        // InfluxDB answers 500 for a request without a type; a client that forgot it is told so.
        if (type !== "flux")
            throw new ServiceError("invalid", `unknown query request type: ${JSON.stringify(type ?? "")}; it must be "flux"`);
        const { syntaxErrors } = await environment.queries.inspect(query);
        return compact(context, {
            errors: syntaxErrors.map(({ message, start }) => ({ line: start.line, column: start.column, character: 0, message })),
        });
    });

    app.post("/api/v2/query/ast", async (context) => {
        const { query } = await readAnalysis(context, environment, "invalid json: ");
        const [fault] = (await environment.queries.inspect(query)).syntaxErrors;
        if (fault !== undefined) {
            const { start, end, message } = fault;
            throw new ServiceError("invalid", `invalid AST: loc ${start.line}:${start.column}-${end.line}:${end.column}: ${message}`);
        }
        return compact(context, { ast: await environment.queries.ast(query) });
    });

    app.get("/api/v2/query/suggestions", async (context) => compact(context, { funcs: await environment.queries.suggest(undefined) }));

    app.get("/api/v2/query/suggestions/:name", async (context) => {
        const name = context.req.param("name");
        const [found] = await environment.queries.suggest(name);
        if (found === undefined) throw new ServiceError("not found", `there is no function ${JSON.stringify(name)}`);
        return compact(context, found);
    });
}

type Request = Omit<QueryAnswerOptions, "access" | "prefer">;

function readRequest(context: AppContext, body: Buffer): Request {
    if (/^application\/vnd\.flux\s*(;|$)/i.test(context.req.header("content-type") ?? "")) {
        return { flux: decodeText(body), dialect: annotated };
    }
    // Bytes that are no UTF-8 (a packed body) fail at their first character.
    const text = body.toString("utf8");
    const fault = body[0] === 0x1f ? "invalid character '\\x1f' looking for beginning of value" : jsonFault(text);
    if (fault !== undefined) throw new ServiceError("invalid", asJson + fault);
    const parsed = readJson(text);
    if (!parsed.ok) throw new ServiceError("invalid", `${asJson}${parsed.fault.message}`);
    const value = parsed.value ?? new Map<string, JsonValue>();
    if (!isJsonObject(value))
        throw new ServiceError("invalid", `${asJson}json: cannot unmarshal ${goTypeName(value)} into Go value of type http.QueryRequest`);
    return readFields(value);
}

/** A kind of JSON value as InfluxDB names it in its errors. */
function goTypeName(value: JsonValue): string {
    const name = jsonTypeName(value);
    return name === "int" || name === "float" ? "number" : name === "record" ? "object" : name;
}

function readFields(body: JsonObject): Request {
    const text = (key: string): string | undefined => {
        const value = body.get(key);
        if (value === undefined || value === null || value === "") return undefined;
        if (typeof value !== "string") {
            throw new ServiceError(
                "invalid",
                `${asJson}json: cannot unmarshal ${goTypeName(value)} into Go struct field QueryRequest.${key} of type string`,
            );
        }
        return value;
    };
    const given = body.get("now");
    if (given !== undefined && given !== null && typeof given !== "string")
        throw new ServiceError("invalid", `${asJson}Time.UnmarshalJSON: input is not a JSON string`);
    const query = text("query");
    const type = text("type") ?? "flux";
    const now = text("now");
    if (now !== undefined && (readTime(now) === undefined || !now.includes("T"))) {
        throw new ServiceError("invalid", `${asJson}parsing time ${JSON.stringify(now)}${timeFault(now)}`);
    }
    const ast = body.get("ast");
    if (query === undefined && (ast === undefined || ast === null))
        throw new ServiceError("invalid", `${decode}request body requires either query or AST`);
    if (query !== undefined && ast !== undefined && ast !== null)
        throw new ServiceError("invalid", `${decode}request body cannot specify both a query and an AST`);
    if (type !== "flux") throw new ServiceError("invalid", `${decode}unknown query type: ${type}`);
    const dialect = readDialect(body.get("dialect"), headerOnly, decode);
    const extern = body.get("extern");
    const params = body.get("params");
    if (params !== undefined && params !== null && !isJsonObject(params))
        throw new ServiceError("invalid", `${decode}params must be an object`);
    return {
        flux: query ?? sourceOfPackage(ast as JsonValue),
        now,
        dialect,
        params: isJsonObject(params ?? undefined) ? (params as JsonObject) : undefined,
        extern: extern === undefined || extern === null ? undefined : sourceOf(extern, "compilation failed: extern json parse error: "),
    };
}

const wrapper = '{"type":"Package","package":"main","files":[';

/** InfluxDB tells the place in the file as it stands within a package of its own. */
function sourceOf(file: JsonValue, prefix: string): string {
    if (!isJsonObject(file) || !file.has("imports")) {
        const column = Buffer.byteLength(wrapper + writeJson(file));
        throw new ServiceError("invalid", `${prefix}missing field \`imports\` at line 1 column ${column}`);
    }
    try {
        return externSource(file);
    } catch (error) {
        throw error instanceof ServiceError ? new ServiceError("invalid", prefix + error.message) : error;
    }
}

function sourceOfPackage(ast: JsonValue): string {
    const prefix = "compilation failed: ";
    const files = isJsonObject(ast) ? ast.get("files") : undefined;
    if (!Array.isArray(files) || files.length === 0) throw new ServiceError("invalid", `${prefix}the AST must be a Package with files`);
    return files.map((file: JsonValue) => sourceOf(file, prefix)).join("\n");
}

async function readAnalysis(
    context: AppContext,
    environment: Environment,
    prefix: string,
): Promise<{ query: string; type: string | undefined }> {
    const text = decodeText(await readBody(context.env.incoming, { limit: environment.limits.body, gzip: false }));
    const fault = jsonFault(text);
    if (fault !== undefined) throw new ServiceError("invalid", prefix + fault);
    const parsed = readJson(text);
    const body = parsed.ok && isJsonObject(parsed.value) ? parsed.value : new Map<string, JsonValue>();
    const query = body.get("query");
    const type = body.get("type");
    return { query: typeof query === "string" ? query : "", type: typeof type === "string" ? type : undefined };
}
