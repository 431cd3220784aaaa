import type { PackageDoc } from "../types.ts";

const pagerduty: PackageDoc = {
    summary: "Events for PagerDuty.",
    exports: {
        sendEvent: {
            summary: "Sends one event, and gives the status of the answer.",
            arguments: {
                class: "Kind of the event.",
                client: "Name of what sends it.",
                clientURL: "Its address.",
                dedupKey: "Key that joins events of one incident.",
                eventAction: "`trigger`, `acknowledge` or `resolve`.",
                group: "Group of the part.",
                routingKey: "Key of the integration.",
                severity: "`critical`, `error`, `warning` or `info`.",
                source: "What it is about.",
                summary: "The text.",
                timestamp: "Its time, RFC 3339.",
                component: "The part it is about.",
                customDetails: "Record with more.",
                pagerdutyURL: "Address of the service.",
            },
            values: { eventAction: ["trigger", "acknowledge", "resolve"], severity: ["critical", "error", "warning", "info"] },
        },
        endpoint: {
            summary: "Makes a function that sends an event for each row of a stream.",
            arguments: { url: "Address of the service." },
        },
        dedupKey: {
            summary: "Adds a key made of each row's group key, in `_pagerdutyDedupKey`.",
            arguments: { tables: "Tables from the pipe.", exclude: "Columns that don't count." },
        },
        actionFromLevel: {
            summary: "`resolve` for the level ok, else `trigger`.",
            arguments: { level: "The level." },
            example: 'import "pagerduty"\n\nx = pagerduty.actionFromLevel(level: "crit")\n',
        },
        actionFromSeverity: {
            summary: "`resolve` for the severity ok, else `trigger`.",
            arguments: { severity: "The severity." },
            example: 'import "pagerduty"\n\nx = pagerduty.actionFromSeverity(severity: "critical")\n',
        },
        severityFromLevel: {
            summary: "The severity of a level: `critical` for crit, `warning` for warn …",
            arguments: { level: "The level." },
            example: 'import "pagerduty"\n\nx = pagerduty.severityFromLevel(level: "crit")\n',
        },
        defaultURL: { summary: "Option with the address of the service." },
    },
};

export default pagerduty;
