/** `/api/v2/authorizations`: tokens with permissions on buckets and scripts. */
import { randomBytes } from "node:crypto";
import { ServiceError } from "../errors.ts";
import type { AuthorizationPatch, Permission, StoredAuthorization } from "../storage/documents.ts";
import { demand, hashToken } from "./access.ts";
import { indented } from "./answer.ts";
import { readJsonObject } from "./buckets.ts";
import { type App, demandId, type Environment, parameter } from "./environment.ts";

const path = "/api/v2/authorizations";

export function authorizationRoutes(app: App, environment: Environment): void {
    const { storage, tokens, org } = environment;
    const refresh = async (): Promise<void> => tokens.setStored(await storage.call("listAuthorizations", []));

    const shown = ({ id, description, status, permissions, createdAt, updatedAt }: StoredAuthorization, token = ""): object => ({
        id,
        token,
        status,
        description,
        orgID: org.id,
        org: org.name,
        userID: org.userID,
        user: "local",
        permissions: permissions.map(({ action, resource }) => ({ action, resource: { orgID: org.id, org: org.name, ...resource } })),
        links: { self: `${path}/${id}`, user: `/api/v2/users/${org.userID}` },
        createdAt,
        updatedAt,
    });

    const find = async (id: string): Promise<StoredAuthorization> => {
        const wanted = demandId(id);
        const found = (await storage.call("listAuthorizations", [])).find((each) => each.id === wanted);
        if (found === undefined) throw new ServiceError("not found", "authorization not found");
        return found;
    };

    app.get(path, async (context) => {
        demand(context.var.access, "read", "authorizations");
        const name = parameter(context, "org");
        if (name !== undefined && name !== org.name) throw new ServiceError("not found", `organization name "${name}" not found`);
        const user = parameter(context, "user");
        if (user !== undefined && user !== "local") throw new ServiceError("not found", "user not found");
        const others = [
            { id: parameter(context, "orgID"), own: org.id },
            { id: parameter(context, "userID"), own: org.userID },
        ].filter(({ id, own }) => id !== undefined && demandId(id) !== own);
        const all = others.length > 0 ? [] : await storage.call("listAuthorizations", []);
        return indented(context, { links: { self: path }, authorizations: all.map((each) => shown(each)) });
    });

    app.post(path, async (context) => {
        demand(context.var.access, "write", "authorizations");
        const body = await readJsonObject(context, environment);
        const { orgID } = body;
        if (typeof orgID !== "string" || orgID === "") throw new ServiceError("invalid", "organization id must be provided");
        if (demandId(orgID) !== org.id) throw new ServiceError("not found", "organization not found");
        const token = randomBytes(64).toString("base64");
        const made = await storage.call("createAuthorization", [
            {
                hash: hashToken(token),
                description: textOf(body, "description") ?? "",
                status: statusOf(body) ?? "active",
                permissions: permissionsOf(body, org.id),
            },
        ]);
        await refresh();
        // The token is told this once; only its hash is kept.
        return indented(context, shown(made, token), 201);
    });

    app.get(`${path}/:id`, async (context) => {
        demand(context.var.access, "read", "authorizations");
        return indented(context, shown(await find(context.req.param("id"))));
    });

    app.patch(`${path}/:id`, async (context) => {
        demand(context.var.access, "write", "authorizations");
        const { id } = await find(context.req.param("id"));
        const body = await readJsonObject(context, environment);
        const description = textOf(body, "description");
        const status = statusOf(body);
        const patch: AuthorizationPatch = {
            ...(description === undefined ? {} : { description }),
            ...(status === undefined ? {} : { status }),
        };
        const changed = await storage.call("updateAuthorization", [id, patch]);
        await refresh();
        return indented(context, shown(changed));
    });

    app.delete(`${path}/:id`, async (context) => {
        demand(context.var.access, "write", "authorizations");
        const { id } = await find(context.req.param("id"));
        await storage.call("deleteAuthorization", [id]);
        await refresh();
        return context.body(null, 204);
    });
}

function textOf(body: Readonly<Record<string, unknown>>, key: string): string | undefined {
    const value = body[key];
    if (value === undefined || value === null) return undefined;
    if (typeof value !== "string") throw new ServiceError("invalid", `${key} must be a string`);
    return value;
}

function statusOf(body: Readonly<Record<string, unknown>>): "active" | "inactive" | undefined {
    const { status } = body;
    if (status === undefined || status === null || status === "") return undefined;
    if (status !== "active" && status !== "inactive") throw new ServiceError("invalid", 'status must be "active" or "inactive"');
    return status;
}

function permissionsOf(body: Readonly<Record<string, unknown>>, org: string): Permission[] {
    const list = body["permissions"];
    if (!Array.isArray(list) || list.length === 0) throw new ServiceError("invalid", "authorization must include permissions");
    return list.map((each: unknown): Permission => {
        const { action, resource } = (each ?? {}) as { action?: unknown; resource?: { type?: unknown; id?: unknown; orgID?: unknown } };
        if (action !== "read" && action !== "write")
            throw new ServiceError("invalid", 'the action of a permission must be "read" or "write"');
        const type = resource?.type;
        if (typeof type !== "string" || type === "") throw new ServiceError("invalid", "a permission needs a resource with a type");
        const orgID = resource?.orgID;
        if (typeof orgID === "string" && orgID !== "" && demandId(orgID) !== org)
            throw new ServiceError("not found", "organization not found");
        const id = resource?.id;
        return { action, resource: { type, ...(typeof id === "string" && id !== "" ? { id: demandId(id) } : {}) } };
    });
}
