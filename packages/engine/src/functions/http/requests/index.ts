import { definePackage, flux, option } from "../../../registry.ts";
import doRequest, { requesting } from "./do.ts";

export default definePackage("http/requests", {
    defaultConfig: option(`{timeout: 0s, insecureSkipVerify: false}`),
    _do: doRequest,
    _emptyBody: flux(`bytes(v: "")`),
    do: doRequest,
    get: requesting("GET"),
    /** An answer as a table of one row. */
    peek: flux(`import "array"

        (response) =>
            array.from(
                rows: [
                    {
                        body: string(v: response.body),
                        duration: int(v: response.duration),
                        headers: display(v: response.headers),
                        statusCode: response.statusCode,
                    },
                ],
            )`),
    post: requesting("POST"),
});
