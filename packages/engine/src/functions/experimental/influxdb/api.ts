import { scalar } from "../../../registry.ts";
import { FluxError } from "../../../values/error.ts";
import { DictValue, DurationValue, RecordValue } from "../../../values/value.ts";
import { headersOf, request, timeoutMs } from "../../support/http.ts";

/**
 * `influxdb.api(method:, path:, host:, token:, body:, headers:, query:, timeout: 30s)`: a request to the API of a backend, whose host
 * has to be named here; status code, headers and body of its answer.
 */
export default scalar(
    ["method", "path", "?host", "?token", "?body", "?headers", "?query", "?timeout"],
    (args) => {
        const host = args.string("host", "").replace(/\/+$/, "");
        if (host === "") {
            throw new FluxError("invalid", "influxdb.api() needs a host here");
        }
        const token = args.string("token", "");
        const query = args.has("query") ? [...args.dict("query").entries.values()] : [];
        const search = query.map(({ key, value }) => `${encodeURIComponent(String(key))}=${encodeURIComponent(String(value))}`).join("&");
        const response = request(args.context, {
            method: args.string("method").toUpperCase(),
            url: `${host}${args.string("path")}${search === "" ? "" : `?${search}`}`,
            headers: { ...headersOf(args.optional("headers")), ...(token === "" ? {} : { Authorization: `Token ${token}` }) },
            ...timeoutMs(args.duration("timeout", new DurationValue(0, 30_000_000_000n))),
            ...(args.has("body") ? { body: args.bytes("body") } : {}),
        });
        return RecordValue.of({
            statusCode: BigInt(response.status),
            headers: DictValue.of(Object.entries(response.headers).map(([key, value]) => ({ key, value }))),
            body: response.body,
        });
    },
    { pure: false },
);
