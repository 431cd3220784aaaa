import { definePackage, flux } from "../../../../registry.ts";
import { endpoint } from "../../../support/notifications.ts";

export default definePackage("contrib/bonitoo-io/servicenow", {
    event: flux(`import "http"
        import "json"
        import "experimental/record"

        (
            url,
            username,
            password,
            source="Flux",
            node="",
            metricType="",
            resource="",
            metricName="",
            messageKey="",
            description,
            severity,
            additionalInfo=record.any,
        ) => {
            levels = ["critical": "1", "major": "2", "minor": "3", "warning": "4", "info": "5", "clear": "0"]
            event = {
                source: source,
                node: node,
                type: metricType,
                resource: resource,
                metric_name: metricName,
                message_key: messageKey,
                description: description,
                severity: _level(levels: levels, severity: severity),
            }
            info = string(v: json.encode(v: additionalInfo))
            whole = if info == "{}" then event else {event with additional_info: info}

            return
                http.post(
                    url: url,
                    headers: {"Authorization": http.basicAuth(u: username, p: password), "Content-Type": "application/json"},
                    data: json.encode(v: {records: [whole]}),
                )
        }`),
    _level: flux(`import "dict"

        (levels, severity) => dict.get(dict: levels, key: severity, default: severity)`),
    endpoint: endpoint(
        `url, username, password, source="Flux"`,
        `event(
                        url: url,
                        username: username,
                        password: password,
                        source: source,
                        node: notice.node,
                        metricType: notice.metricType,
                        resource: notice.resource,
                        metricName: notice.metricName,
                        messageKey: notice.messageKey,
                        description: notice.description,
                        severity: notice.severity,
                    )`,
    ),
});
