/** Functions of the packages that tell another service something: one message, or one a row. */
import { type FluxDefinition, flux } from "../../registry.ts";

/** Posts a body as JSON to an address and gives the status code. `headers` and `body` are Flux; both see the parameters. */
export function posting(
    parameters: string,
    message: { readonly url: string; readonly headers?: string; readonly body: string },
): FluxDefinition {
    return flux(`import "http"
        import "json"
        import "strings"

        (${parameters}) =>
            http.post(
                url: ${message.url},
                headers: {${message.headers === undefined ? "" : `${message.headers}, `}"Content-Type": "application/json"},
                data: json.encode(v: ${message.body}),
            )`);
}

/**
 * A function of the service's parameters, that gives one of `mapFn`, that gives a step: each row is told by `send`, a call that sees
 * the parameters and `notice`, what `mapFn` makes of the row. The columns `_sent` and `_status` say how it went.
 */
export function endpoint(parameters: string, send: string): FluxDefinition {
    return flux(`(${parameters}) => (mapFn) => (tables=<-) =>
        tables
            |> map(
                fn: (r) => {
                    notice = mapFn(r: r)
                    status = ${send}

                    return {r with _sent: string(v: status / 100 == 2), _status: string(v: status)}
                },
            )`);
}
