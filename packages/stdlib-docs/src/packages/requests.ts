import type { PackageDoc } from "../types.ts";

/** Arguments of requests. */
export const common = {
    url: "The address. Its host must be allowed where the script runs.",
    body: "What to send, in bytes.",
    config: "Record with `timeout` and `insecureSkipVerify`.",
    headers: "Dictionary of headers.",
    params: "Dictionary of query parameters, each with a list of values.",
};

const requests: PackageDoc = {
    summary: "HTTP requests, with their whole answer.",
    exports: {
        do: {
            summary: "A request of any method; gives a record with `statusCode`, `body`, `headers` and `duration`.",
            arguments: { ...common, method: "`GET`, `POST` …" },
            values: { method: ["GET", "POST", "PUT", "PATCH", "DELETE"] },
        },
        get: {
            summary: "A GET request.",
            arguments: common,
            example:
                'import "http/requests"\n\nresponse = requests.get(url: "http://localhost:8080/", params: ["limit": ["5"]])\n\nrequests.peek(response: response)\n',
        },
        post: {
            summary: "A POST request.",
            arguments: common,
            example:
                'import "http/requests"\nimport "json"\n\nresponse = requests.post(url: "http://localhost:8080/", body: json.encode(v: {a: 1}), headers: ["Content-Type": "application/json"])\n',
        },
        peek: { summary: "An answer as a table of one row, to look at it.", arguments: { response: "What a request gave." } },
        defaultConfig: { summary: "The settings of requests that give none." },
    },
};

export default requests;
