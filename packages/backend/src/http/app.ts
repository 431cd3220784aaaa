/** The HTTP service: who may speak to it, then the routes. */
import { Hono } from "hono";
import { ServiceError } from "../errors.ts";
import { errorAnswer, indented } from "./answer.ts";
import { authorizationRoutes } from "./authorizations.ts";
import { bucketRoutes } from "./buckets.ts";
import { deleteRoutes } from "./delete.ts";
import { type App, type AppContext, type AppTypes, type Environment, vary } from "./environment.ts";
import { healthRoutes } from "./health.ts";
import { orgRoutes } from "./orgs.ts";
import { profileRoutes } from "./profiles.ts";
import { queryRoutes } from "./query.ts";
import { scriptRoutes } from "./scripts.ts";
import { writeRoutes } from "./write.ts";

/** Endpoints of one method, and how a wrong one is answered. */
const postOnly: ReadonlySet<string> = new Set([
    "/api/v2/query",
    "/api/v2/write",
    "/api/v2/delete",
    "/api/v2/query/analyze",
    "/api/v2/query/ast",
    "/write",
]);
const open: ReadonlySet<string> = new Set(["/health", "/ping", "/ready", "/api/v2/setup"]);

/** What `/api/v2` tells of itself. */
const topRoutes = {
    authorizations: "/api/v2/authorizations",
    buckets: "/api/v2/buckets",
    delete: "/api/v2/delete",
    health: "/health",
    labels: "/api/v2/labels",
    me: "/api/v2/me",
    orgs: "/api/v2/orgs",
    ping: "/ping",
    query: {
        analyze: "/api/v2/query/analyze",
        ast: "/api/v2/query/ast",
        self: "/api/v2/query",
        suggestions: "/api/v2/query/suggestions",
    },
    ready: "/ready",
    scripts: "/api/v2/scripts",
    setup: "/api/v2/setup",
    users: "/api/v2/users",
    write: "/api/v2/write",
};

const corsHeaders = {
    "access-control-allow-headers": "Accept, Content-Type, Content-Length, Accept-Encoding, Authorization, User-Agent",
    "access-control-allow-methods": "POST, GET, OPTIONS, PUT, DELETE, PATCH",
};

export function createApp(environment: Environment): App {
    const app = new Hono<AppTypes>();

    app.use(async (context, next) => {
        // Set on Node's answer, as all that every answer has: an answer that is streamed is written there, too.
        const { outgoing } = context.env;
        outgoing.setHeader("x-influxdb-build", "flux-scripts");
        outgoing.setHeader("x-influxdb-version", environment.version);
        const refused = refusal(context, environment);
        if (refused !== undefined) return errorAnswer(context, refused);
        const origin = context.req.header("origin");
        if (origin !== undefined) {
            outgoing.setHeader("access-control-allow-origin", origin);
            vary(context, "Origin");
        }
        if (context.req.method === "OPTIONS") {
            if (origin === undefined) return context.body(null, 405);
            for (const [name, value] of Object.entries(corsHeaders)) context.header(name, value);
            return context.body(null, 204);
        }
        const { pathname, search } = new URL(context.req.url);
        if (pathname.length > 1 && pathname.endsWith("/") && pathname.startsWith("/api/")) {
            return context.body(null, 308, { location: pathname.replace(/\/+$/, "") + search });
        }
        if (!open.has(pathname)) {
            const access = environment.tokens.authenticate(context.req.header("authorization") ?? oldCredentials(context, pathname));
            if (access === undefined) return errorAnswer(context, new ServiceError("unauthorized", "unauthorized access"));
            context.set("access", access);
        }
        return next();
    });

    healthRoutes(app, environment);
    scriptRoutes(app, environment);
    writeRoutes(app, environment);
    queryRoutes(app, environment);
    profileRoutes(app, environment);
    deleteRoutes(app, environment);
    bucketRoutes(app, environment);
    orgRoutes(app, environment);
    authorizationRoutes(app, environment);
    app.get("/api/v2", (context) => indented(context, topRoutes));

    app.notFound((context) => wrongPath(context, app));
    app.onError((error, context) => {
        if (!(error instanceof ServiceError))
            process.stderr.write(`${context.req.method} ${context.req.path}: ${error.stack ?? error.message}\n`);
        return errorAnswer(context, error);
    });
    return app;
}

/** The 1.x write endpoint takes the token as a password in the query. */
function oldCredentials(context: AppContext, path: string): string | undefined {
    const password = path === "/write" ? context.req.query("p") : undefined;
    return password === undefined ? undefined : `Token ${password}`;
}

/** Why a request is not even looked at: a Host or Origin of somewhere else (DNS rebinding, a page of another site). */
function refusal(context: AppContext, environment: Environment): ServiceError | undefined {
    const host = hostName(context.req.header("host"));
    if (environment.hosts !== undefined && (host === undefined || !environment.hosts.includes(host))) {
        return new ServiceError("forbidden", `the host ${JSON.stringify(host ?? "")} is not one of this service`);
    }
    const origin = context.req.header("origin");
    if (origin === undefined || environment.cors.includes("*") || environment.cors.includes(origin)) return undefined;
    const name = URL.canParse(origin) ? hostName(new URL(origin).host) : undefined;
    if (name !== undefined && isLoopback(name)) return undefined;
    return new ServiceError("forbidden", `the origin ${JSON.stringify(origin)} is not allowed: start the backend with --cors to allow it`);
}

/** The name of a `host:port`, lower-case, without brackets. */
function hostName(host: string | undefined): string | undefined {
    if (host === undefined) return undefined;
    return /^\[([^\]]*)\](:\d+)?$/.exec(host)?.[1] ?? host.replace(/:\d+$/, "").toLowerCase();
}

export function isLoopback(name: string): boolean {
    return name === "localhost" || name === "::1" || /^127(\.\d{1,3}){3}$/.test(name) || name.endsWith(".localhost");
}

function wrongPath(context: AppContext, app: App): Response {
    const { path } = context.req;
    if (postOnly.has(path)) {
        context.header("allow", "OPTIONS, POST");
        return errorAnswer(context, new ServiceError("method not allowed", "allow: OPTIONS, POST"));
    }
    const methods = methodsOf(app, path);
    if (methods.length === 0) return errorAnswer(context, new ServiceError("not found", "path not found"));
    context.header("allow", methods.join(", "));
    if (path.startsWith("/api/v2/scripts"))
        return errorAnswer(context, new ServiceError("method not allowed", `allow: ${methods.join(", ")}`));
    return context.body(null, 405);
}

/** Methods of the routes that have this path. */
function methodsOf(app: App, path: string): string[] {
    const methods = new Set<string>();
    for (const route of app.routes) {
        if (route.method === "ALL" || route.path.includes("*")) continue;
        const pattern = new RegExp(`^${route.path.replaceAll(/:[^/]+/g, "[^/]+")}$`);
        if (pattern.test(path)) methods.add(route.method);
    }
    return [...methods].sort();
}
