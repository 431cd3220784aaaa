import { constantColumn } from "@flux-scripts/tables";
import { eachTable } from "../../execution/steps.ts";
import { hex } from "../../kernels/bytes.ts";
import { sha256 } from "../../kernels/digests.ts";
import { utf8 } from "../../kernels/text.ts";
import { definePackage, flux, option, transformation } from "../../registry.ts";
import { basicText } from "../../values/text.ts";
import { fromCell } from "../../values/value.ts";
import { withColumn } from "../support/columns.ts";
import { plainFunction } from "../support/scalars.ts";

const SEVERITIES: Readonly<Record<string, string>> = { warn: "warning", crit: "critical", info: "info", ok: "info" };

const action = (level: string): string => (level === "ok" ? "resolve" : "trigger");

export default definePackage("pagerduty", {
    defaultURL: option(`"https://events.pagerduty.com/v2/enqueue"`),
    _sendEvent: flux(`import "http/requests"
        import "experimental/record"
        import "json"

        (
            pagerdutyURL=defaultURL,
            routingKey,
            client,
            clientURL,
            dedupKey,
            class,
            group,
            severity,
            eventAction,
            source,
            component="",
            summary,
            timestamp,
            customDetails=record.any,
        ) => {
            payload = {
                summary: summary,
                timestamp: timestamp,
                source: source,
                component: component,
                severity: severity,
                group: group,
                class: class,
            }
            event = {
                payload:
                    if string(v: json.encode(v: customDetails)) == "{}" then
                        payload
                    else
                        {payload with custom_details: customDetails},
                routing_key: routingKey,
                dedup_key: dedupKey,
                event_action: eventAction,
                client: client,
                client_url: clientURL,
            }

            return
                requests.post(
                    url: pagerdutyURL,
                    headers: ["Accept": "application/vnd.pagerduty+json;version=2", "Content-Type": "application/json"],
                    body: json.encode(v: event),
                )
        }`),
    sendEvent: flux(`import "experimental/record"

        (
            pagerdutyURL=defaultURL,
            routingKey,
            client,
            clientURL,
            dedupKey,
            class,
            group,
            severity,
            eventAction,
            source,
            component="",
            summary,
            timestamp,
            customDetails=record.any,
        ) => _sendEvent(
            pagerdutyURL: pagerdutyURL,
            routingKey: routingKey,
            client: client,
            clientURL: clientURL,
            dedupKey: dedupKey,
            class: class,
            group: group,
            severity: severity,
            eventAction: eventAction,
            source: source,
            component: component,
            summary: summary,
            timestamp: timestamp,
            customDetails: customDetails,
        ).statusCode`),
    endpoint: flux(`import "experimental/record"

        (url=defaultURL) => (mapFn) => (tables=<-) =>
            tables
                |> dedupKey()
                |> map(
                    fn: (r) => {
                        message = mapFn(r: r)
                        answer =
                            _sendEvent(
                                pagerdutyURL: url,
                                routingKey: message.routingKey,
                                client: message.client,
                                clientURL: message.clientURL,
                                dedupKey: r._pagerdutyDedupKey,
                                class: message.class,
                                group: message.group,
                                severity: message.severity,
                                eventAction: message.eventAction,
                                source: message.source,
                                component: record.get(r: message, key: "component", default: ""),
                                summary: message.summary,
                                timestamp: message.timestamp,
                                customDetails: record.get(r: message, key: "customDetails", default: record.any),
                            )

                        return {r with
                            _sent: string(v: answer.statusCode == 202),
                            _status: string(v: answer.statusCode),
                            _body: string(v: answer.body),
                        }
                    },
                )`),
    /** A column with a digest of the group key: its labels and values, a line each. */
    dedupKey: transformation(["<-tables", "?exclude"], (args) => {
        const exclude = args.strings("exclude", ["_start", "_stop", "_level"]);
        return eachTable(
            args.stream("tables"),
            "dedupKey",
            (table) => {
                const lines = table.key.entries
                    .filter(({ label }) => !exclude.includes(label))
                    .map(({ label, type, value }) => `${label}\n${basicText(fromCell(type, value)) ?? ""}\n`);
                const digest = hex(sha256(utf8(lines.join(""))));
                return withColumn(table, constantColumn("_pagerdutyDedupKey", "string", digest, table.rows));
            },
            { keepsKey: true },
        );
    }),
    actionFromLevel: plainFunction([["level", "string"]], "string", action),
    actionFromSeverity: plainFunction([["severity", "string"]], "string", action),
    severityFromLevel: plainFunction([["level", "string"]], "string", (level: string) =>
        Object.hasOwn(SEVERITIES, level) ? (SEVERITIES[level] as string) : "error",
    ),
});
