import { definePackage, flux } from "../../../../registry.ts";
import { endpoint } from "../../../support/notifications.ts";

const OPTIONS = `url, username="", password="", apiKey="", action="EventsRouter", method="add_event", type="rpc", tid=1`;

export default definePackage("contrib/bonitoo-io/zenoss", {
    event: flux(`import "http"
        import "json"

        (
            ${OPTIONS},
            summary="",
            device="",
            component="",
            severity,
            eventClass="",
            eventClassKey="",
            collector="",
            message="",
        ) => {
            headers =
                if apiKey != "" then
                    {"z-api-key": apiKey, "Content-Type": "application/json"}
                else if username != "" then
                    {"Authorization": http.basicAuth(u: username, p: password), "Content-Type": "application/json"}
                else
                    {"Content-Type": "application/json"}
            event = {
                summary: summary,
                device: device,
                component: component,
                severity: severity,
                evclass: eventClass,
                evclasskey: eventClassKey,
                collector: collector,
                message: message,
            }

            return
                http.post(
                    url: url,
                    headers: headers,
                    data: json.encode(v: {action: action, method: method, data: [event], type: type, tid: tid}),
                )
        }`),
    endpoint: endpoint(
        OPTIONS,
        `event(
                        url: url,
                        username: username,
                        password: password,
                        apiKey: apiKey,
                        action: action,
                        method: method,
                        type: type,
                        tid: tid,
                        summary: notice.summary,
                        device: notice.device,
                        component: notice.component,
                        severity: notice.severity,
                        eventClass: notice.eventClass,
                        eventClassKey: notice.eventClassKey,
                        collector: notice.collector,
                        message: notice.message,
                    )`,
    ),
});
