import { definePackage } from "../../../../registry.ts";
import { endpoint, posting } from "../../../support/notifications.ts";

const EVENT = `resource, event, environment="", severity, service=[], group="", value="", text="", tags=[], attributes`;

export default definePackage("contrib/bonitoo-io/alerta", {
    alert: posting(`url, apiKey, ${EVENT}, origin="InfluxDB", type="", timestamp=now()`, {
        url: "url",
        headers: `"Authorization": "Key " + apiKey`,
        body: `{
                resource: resource,
                event: event,
                environment: environment,
                severity: severity,
                service: service,
                group: group,
                value: value,
                text: text,
                tags: tags,
                attributes: attributes,
                origin: origin,
                type: type,
                createTime: strings.substring(v: string(v: timestamp), start: 0, end: 23) + "Z",
            }`,
    }),
    endpoint: endpoint(
        `url, apiKey, environment="", origin=""`,
        `alert(
                        url: url,
                        apiKey: apiKey,
                        environment: environment,
                        origin: origin,
                        resource: notice.resource,
                        event: notice.event,
                        severity: notice.severity,
                        service: notice.service,
                        group: notice.group,
                        value: notice.value,
                        text: notice.text,
                        tags: notice.tags,
                        attributes: notice.attributes,
                        type: notice.type,
                        timestamp: notice.timestamp,
                    )`,
    ),
});
