import type { PackageDoc } from "../../types.ts";

const common = {
    url: "The address. Its host must be allowed where the script runs.",
    body: "What to send, in bytes.",
    config: "Record with `timeout` and `insecureSkipVerify`.",
    headers: "Dictionary of headers.",
    params: "Dictionary of query parameters, each with a list of values.",
};

const requests: PackageDoc = {
    summary: "HTTP requests as they were before `http/requests`, which is the place to go.",
    exports: {
        do: {
            summary: "A request of any method; gives a record with `statusCode`, `body`, `headers` and `duration`.",
            arguments: { ...common, method: "`GET`, `POST` …" },
            values: { method: ["GET", "POST", "PUT", "PATCH", "DELETE"] },
        },
        get: { summary: "A GET request.", arguments: common },
        post: { summary: "A POST request.", arguments: common },
        peek: { summary: "An answer as a table of one row, to look at it.", arguments: { response: "What a request gave." } },
        defaultConfig: { summary: "Option with the settings of requests that give none." },
    },
};

export default requests;
