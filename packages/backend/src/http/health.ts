/** `/health`, `/ping`, `/ready`: for anybody, without a token. */
import { ServiceError } from "../errors.ts";
import { compact, indented } from "./answer.ts";
import type { App, Environment } from "./environment.ts";

export function healthRoutes(app: App, environment: Environment): void {
    app.all("/health", (context) =>
        compact(context, {
            name: "influxdb",
            message: "ready for queries and writes",
            status: "pass",
            checks: [],
            version: environment.version,
            commit: "",
        }),
    );

    app.on(["GET", "HEAD"], "/ping", (context) => context.body(null, 204, { vary: "Accept-Encoding" }));

    // Clients that would set up a new InfluxDB are told that it has been done.
    app.get("/api/v2/setup", (context) => indented(context, { allowed: false }));
    app.post("/api/v2/setup", () => {
        throw new ServiceError("conflict", "onboarding has already been completed");
    });

    app.all("/ready", (context) => {
        const seconds = (Date.now() - environment.startedAt.getTime()) / 1000;
        return indented(context, { status: "ready", started: environment.startedAt.toISOString(), up: goDuration(seconds) });
    });
}

/** `1h2m3.5s`. */
function goDuration(seconds: number): string {
    const hours = Math.floor(seconds / 3600);
    const minutes = Math.floor((seconds % 3600) / 60);
    const rest = (seconds % 60).toFixed(3).replace(/\.?0+$/, "");
    return (hours > 0 ? `${hours}h` : "") + (hours > 0 || minutes > 0 ? `${minutes}m` : "") + `${rest}s`;
}
