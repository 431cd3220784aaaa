/** Organisations (one), users (one), labels (none): what clients ask before they write or query. */
import { ServiceError } from "../errors.ts";
import type { Organization } from "../storage/documents.ts";
import { demand } from "./access.ts";
import { indented } from "./answer.ts";
import { readJsonObject } from "./buckets.ts";
import { type App, demandId, type Environment, parameter } from "./environment.ts";

const path = "/api/v2/orgs";

export function orgRoutes(app: App, environment: Environment): void {
    const { org } = environment;

    app.get(path, (context) => {
        demand(context.var.access, "read", "orgs");
        const name = parameter(context, "org");
        if (name !== undefined && name !== org.name) throw new ServiceError("not found", `organization name "${name}" not found`);
        const id = parameter(context, "orgID");
        if (id !== undefined && demandId(id) !== org.id) throw new ServiceError("not found", "organization not found");
        return indented(context, { links: { self: path }, orgs: [shown(org)] });
    });

    app.post(path, async (context) => {
        demand(context.var.access, "write", "orgs");
        const { name } = await readJsonObject(context, environment);
        if (name === org.name) throw new ServiceError("conflict", `organization with name ${org.name} already exists`);
        throw new ServiceError(
            "not implemented",
            "this backend has one organization; start another backend with another data folder for a second one",
        );
    });

    app.get(`${path}/:id`, (context) => {
        demand(context.var.access, "read", "orgs");
        if (demandId(context.req.param("id")) !== org.id) throw new ServiceError("not found", "organization not found");
        return indented(context, shown(org));
    });

    const user = { links: { self: `/api/v2/users/${org.userID}` }, id: org.userID, name: "local", status: "active" };
    app.get("/api/v2/me", (context) => indented(context, user));
    app.get("/api/v2/users", (context) => indented(context, { links: { self: "/api/v2/users" }, users: [user] }));
    app.get("/api/v2/users/:id", (context) => {
        if (demandId(context.req.param("id")) !== org.userID) throw new ServiceError("not found", "user not found");
        return indented(context, user);
    });

    app.get("/api/v2/labels", (context) => indented(context, { links: { self: "/api/v2/labels" }, labels: [] }));
}

function shown({ id, name, createdAt }: Organization): object {
    return {
        links: {
            buckets: `/api/v2/buckets?org=${encodeURIComponent(name)}`,
            dashboards: `/api/v2/dashboards?org=${encodeURIComponent(name)}`,
            labels: `${path}/${id}/labels`,
            logs: `${path}/${id}/logs`,
            members: `${path}/${id}/members`,
            owners: `${path}/${id}/owners`,
            secrets: `${path}/${id}/secrets`,
            self: `${path}/${id}`,
            tasks: `/api/v2/tasks?org=${encodeURIComponent(name)}`,
        },
        id,
        name,
        description: "",
        createdAt,
        updatedAt: createdAt,
    };
}
