import { definePackage, flux } from "../../../registry.ts";

const TARGET = `host="", orgID="", token=""`;

export default definePackage("experimental/usage", {
    from: flux(`import "csv"
        import "experimental/influxdb"

        (start, stop, host="", orgID="", token="", raw=false) => {
            response =
                influxdb.api(
                    method: "get",
                    path: "/api/v2/orgs/" + orgID + "/usage",
                    host: host,
                    token: token,
                    query: ["start": string(v: start), "stop": string(v: stop), "raw": string(v: raw)],
                )

            return
                if response.statusCode > 299 then
                    die(msg: "organization usage request returned status " + string(v: response.statusCode) + ": " + string(v: response.body))
                else
                    csv.from(csv: string(v: response.body))
        }`),
    limits: flux(`import "experimental/influxdb"
        import "experimental/json"

        (${TARGET}) => {
            response =
                influxdb.api(
                    method: "get",
                    path: "/api/v2/orgs/" + orgID + "/limits",
                    host: host,
                    token: token,
                )

            return
                if response.statusCode > 299 then
                    die(msg: "organization limits request returned status " + string(v: response.statusCode) + ": " + string(v: response.body))
                else
                    json.parse(data: response.body).limits
        }`),
});
