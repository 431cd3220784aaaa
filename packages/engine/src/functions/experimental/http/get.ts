import { scalar } from "../../../registry.ts";
import { DurationValue, RecordValue } from "../../../values/value.ts";
import { headersOf, request, timeoutMs } from "../../support/http.ts";

/** `http.get(url:, headers:, timeout: 30s)`: status code, headers and body of the answer. */
export default scalar(
    ["url", "?headers", "?timeout"],
    (args) => {
        const response = request(args.context, {
            method: "GET",
            url: args.string("url"),
            headers: headersOf(args.optional("headers")),
            ...timeoutMs(args.duration("timeout", new DurationValue(0, 30_000_000_000n))),
        });
        return RecordValue.of({
            statusCode: BigInt(response.status),
            body: response.body,
            headers: RecordValue.of({ ...response.headers }),
        });
    },
    { pure: false },
);
