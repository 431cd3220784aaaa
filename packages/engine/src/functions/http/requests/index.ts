import { definePackage, option } from "../../../registry.ts";
import doRequest, { requesting } from "./do.ts";

export default definePackage("http/requests", {
    defaultConfig: option(`{timeout: 0s, insecureSkipVerify: false}`),
    do: doRequest,
    get: requesting("GET"),
    post: requesting("POST"),
});
