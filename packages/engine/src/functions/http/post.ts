import { scalar } from "../../registry.ts";
import { headersOf, request } from "../support/http.ts";

/** `http.post(url:, headers:, data:)`: posts the data and gives the status code. */
export default scalar(
    ["url", "?headers", "?data"],
    (args) => {
        const response = request(args.context, {
            method: "POST",
            url: args.string("url"),
            headers: headersOf(args.optional("headers")),
            ...(args.has("data") ? { body: args.bytes("data") } : {}),
        });
        return BigInt(response.status);
    },
    { pure: false },
);
