import type { PackageDoc } from "../../types.ts";
import { common } from "../requests.ts";

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
