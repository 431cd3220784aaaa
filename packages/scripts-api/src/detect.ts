/** What kind of server an address is. */
import { NotFoundError, ProtocolError } from "./errors.ts";
import { readObject } from "./answer.ts";
import { type FetchResponse, Http, type HttpOptions } from "./http.ts";
import type { CallOptions, ServerInfo } from "./types.ts";

/**
 * Asks the scripts API, then `/health`. InfluxDB OSS has no scripts API; the local backend names itself in its headers.
 * Rejects with an `AuthError` for a token that is not taken, and a `ProtocolError` for what is no InfluxDB.
 */
export async function detectBackend(options: HttpOptions, call: CallOptions = {}): Promise<ServerInfo> {
    const http = new Http(options);
    try {
        const { response } = await http.send({ ...call, method: "GET", path: "/api/v2/scripts?limit=1", idempotent: true });
        await readObject(response);
        const build = response.headers.get("x-influxdb-build");
        const version = response.headers.get("x-influxdb-version");
        return { kind: build === "flux-scripts" ? "local" : "cloud", ...(version === null ? {} : { version }), ...clockSkew(response) };
    } catch (error) {
        if (!(error instanceof NotFoundError)) throw error;
    }
    const { response } = await http.send({ ...call, method: "GET", path: "/health", idempotent: true });
    const health = await readObject(response);
    if (health["name"] !== "influxdb") throw new ProtocolError("the server has neither the scripts API nor an InfluxDB health page");
    const version = response.headers.get("x-influxdb-version") ?? health["version"];
    return { kind: "oss", ...(typeof version === "string" ? { version } : {}), ...clockSkew(response) };
}

/** Server's clock minus ours by the answer's Date header, where it has one. */
export function clockSkew(response: Pick<FetchResponse, "headers">): Pick<ServerInfo, "clockSkewMs"> {
    const date = Date.parse(response.headers.get("date") ?? "");
    return Number.isNaN(date) ? {} : { clockSkewMs: date - Date.now() };
}
