import type { PackageDoc } from "../types.ts";

const http: PackageDoc = {
    summary: "Sends data to other services. Hosts must be allowed where the script runs.",
    exports: {
        post: {
            summary: "Sends bytes by POST, and gives the status of the answer.",
            arguments: { url: "Where to.", headers: "Record of headers.", data: "What to send." },
            example:
                'import "http"\nimport "json"\n\nstatus = http.post(url: "http://localhost:8080/", headers: {"Content-Type": "application/json"}, data: json.encode(v: {a: 1}))\n',
        },
        basicAuth: {
            summary: "The value of an Authorization header for a name and password.",
            arguments: { u: "The name.", p: "The password." },
            example: 'import "http"\n\nx = http.basicAuth(u: "name", p: "password")\n',
        },
        pathEscape: {
            summary: "A text as a part of an address.",
            arguments: { inputString: "The text." },
            example: 'import "http"\n\nx = http.pathEscape(inputString: "a b/c")\n',
        },
        endpoint: {
            summary: "Makes a function that sends one request for each row of a stream.",
            arguments: { url: "Where to. The function that it gives takes `mapFn`, which makes `headers` and `data` of a row." },
        },
    },
};

export default http;
