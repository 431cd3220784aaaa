import type { Args } from "../../../arguments.ts";
import { type FunctionDefinition, scalar } from "../../../registry.ts";
import { ArrayValue, DictValue, DurationValue, RecordValue, type Value } from "../../../values/value.ts";
import { headersOf, request, timeoutMs } from "../../support/http.ts";

/** Query parameters, several values a name, put on a URL. */
function withParams(url: string, params: DictValue): string {
    const pairs = [...params.entries.values()].flatMap(({ key, value }) =>
        (value instanceof ArrayValue ? value.elements : [value]).map(
            (each) => `${encodeURIComponent(String(key))}=${encodeURIComponent(String(each))}`,
        ),
    );
    return pairs.length === 0 ? url : `${url}${url.includes("?") ? "&" : "?"}${pairs.join("&")}`;
}

function perform(args: Args, method: string): Value {
    const config = args.optional("config") ?? args.context.option("defaultConfig", "http/requests");
    const timeout = config instanceof RecordValue ? config.get("timeout") : undefined;
    const started = Date.now();
    const response = request(args.context, {
        method,
        url: withParams(args.string("url"), args.has("params") ? args.dict("params") : DictValue.of([])),
        headers: headersOf(args.optional("headers")),
        ...(args.has("body") && args.bytes("body").length > 0 ? { body: args.bytes("body") } : {}),
        ...(timeout instanceof DurationValue ? timeoutMs(timeout) : {}),
    });
    return RecordValue.of({
        statusCode: BigInt(response.status),
        body: response.body,
        headers: DictValue.of(Object.entries(response.headers).map(([key, value]) => ({ key, value }))),
        duration: new DurationValue(0, BigInt(Date.now() - started) * 1000000n),
    });
}

/** A request with a fixed method. */
export function requesting(method: string): FunctionDefinition {
    return scalar(["url", "?params", "?headers", "?body", "?config"], (args) => perform(args, method), { pure: false });
}

/** `requests.do(method:, url:, params:, headers:, body:, config:)`: status code, headers, body and duration of the answer. */
export default scalar(
    ["method", "url", "?params", "?headers", "?body", "?config"],
    (args) => perform(args, args.string("method").toUpperCase()),
    {
        pure: false,
    },
);
