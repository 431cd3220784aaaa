/** The scripts API as `curl` would use it, with nothing of ours between. */

export interface Access {
    readonly url: string;
    readonly token: string;
}

export interface StoredScript {
    readonly id: string;
    readonly name: string;
    readonly script: string;
}

async function ask(access: Access, path: string, init: RequestInit = {}): Promise<Response> {
    const headers = { Authorization: `Token ${access.token}`, "Content-Type": "application/json" };
    return fetch(`${access.url}${path}`, { ...init, headers });
}

export async function listScripts(access: Access): Promise<StoredScript[]> {
    const response = await ask(access, "/api/v2/scripts?limit=100");
    if (response.status !== 200) throw new Error(`${response.status} ${await response.text()}`);
    return ((await response.json()) as { scripts: StoredScript[] }).scripts;
}

export async function createScript(access: Access, script: { name: string; description: string; script: string }): Promise<StoredScript> {
    const response = await ask(access, "/api/v2/scripts", { method: "POST", body: JSON.stringify({ ...script, language: "flux" }) });
    if (response.status !== 201) throw new Error(`${response.status} ${await response.text()}`);
    return (await response.json()) as StoredScript;
}

export async function patchScript(access: Access, id: string, change: { script?: string; description?: string }): Promise<void> {
    const response = await ask(access, `/api/v2/scripts/${id}`, { method: "PATCH", body: JSON.stringify(change) });
    if (response.status !== 200) throw new Error(`${response.status} ${await response.text()}`);
}

/** Param → type, as inference gives it. */
export async function scriptParams(access: Access, id: string): Promise<Record<string, string>> {
    const response = await ask(access, `/api/v2/scripts/${id}/params`);
    if (response.status !== 200) throw new Error(`${response.status} ${await response.text()}`);
    return ((await response.json()) as { params: Record<string, string> }).params;
}

/** Lines of the CSV that an invocation answers, without empty ones. */
export async function invokeScript(access: Access, id: string, params: Record<string, unknown>): Promise<string[]> {
    const response = await ask(access, `/api/v2/scripts/${id}/invoke`, { method: "POST", body: JSON.stringify({ params }) });
    const text = await response.text();
    if (response.status !== 200) throw new Error(`${response.status} ${text}`);
    return text.split("\r\n").filter((line) => line !== "");
}

export async function deleteScript(access: Access, id: string): Promise<void> {
    const response = await ask(access, `/api/v2/scripts/${id}`, { method: "DELETE" });
    if (response.status !== 204) throw new Error(`${response.status} ${await response.text()}`);
}

/** Writes line protocol, times in seconds, into a bucket that is made where it is missing. */
export async function writeLines(access: Access, bucket: string, lines: readonly string[]): Promise<void> {
    const orgs = (await (await ask(access, "/api/v2/orgs")).json()) as { orgs: { id: string; name: string }[] };
    const org = orgs.orgs[0];
    if (org === undefined) throw new Error("the backend has no organisation");
    await ask(access, "/api/v2/buckets", { method: "POST", body: JSON.stringify({ orgID: org.id, name: bucket, retentionRules: [] }) });
    const response = await ask(access, `/api/v2/write?org=${org.name}&bucket=${bucket}&precision=s`, {
        method: "POST",
        body: lines.join("\n"),
    });
    if (response.status !== 204) throw new Error(`${response.status} ${await response.text()}`);
}
