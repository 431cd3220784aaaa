import { definePackage } from "../../../../registry.ts";
import { endpoint, posting } from "../../../support/notifications.ts";
import { plainFunction } from "../../../support/scalars.ts";

const OPTIONS = `url, apiKey, handlers=[], namespace="default", entityName="influxdb"`;

export default definePackage("contrib/sranka/sensu", {
    event: posting(`${OPTIONS}, checkName, text, status=0, state=""`, {
        url: `url + "/api/core/v2/namespaces/" + namespace + "/events"`,
        headers: `"Authorization": "Key " + apiKey`,
        body: `{
                entity: {entity_class: "proxy", metadata: {name: toSensuName(v: entityName)}},
                check: {
                    output: text,
                    state: if state != "" then state else if status == 0 then "passing" else "failing",
                    status: status,
                    handlers: handlers,
                    interval: 60,
                    metadata: {name: toSensuName(v: checkName)},
                },
            }`,
    }),
    endpoint: endpoint(
        OPTIONS,
        `event(
                        url: url,
                        apiKey: apiKey,
                        handlers: handlers,
                        namespace: namespace,
                        entityName: entityName,
                        checkName: notice.checkName,
                        text: notice.text,
                        status: notice.status,
                    )`,
    ),
    /** A text with an underscore for every run of characters that a name in Sensu may not have. */
    toSensuName: plainFunction([["v", "string"]], "string", (v: string) => v.replace(/[^a-zA-Z0-9_.-]+/g, "_")),
});
