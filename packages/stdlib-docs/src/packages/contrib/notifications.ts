/** Packages that send messages to a service: one message by a function, or one a row by an endpoint. */
import type { ExportDoc, PackageDoc } from "../../types.ts";

const url = "Address of the service.";
const token = "Token of the service. Keep it in a secret.";
const apiKey = "The service's API key. Keep it in a secret.";
const status = "Gives the status of the answer.";
const address: ExportDoc = { summary: "Option with the address of the service." };
const endpoint = (of: string, args: Readonly<Record<string, string>>, fields: string): ExportDoc => ({
    summary: `Makes a function that sends ${of} for each row of a stream, and tells in \`_sent\` whether it went out. Its \`mapFn\` gives a record with ${fields}.`,
    arguments: args,
});

export const alerta: PackageDoc = {
    summary: "Alerts for Alerta.",
    exports: {
        alert: {
            summary: `Sends one alert. ${status}`,
            arguments: {
                url,
                apiKey,
                resource: "What it is about.",
                event: "What happened.",
                severity: "How bad it is.",
                environment: "`Production`, `Development` …",
                service: "List of services.",
                group: "Group of events.",
                value: "The value seen.",
                text: "The text.",
                tags: "List of tags.",
                attributes: "Record with more.",
                origin: "Who sends it.",
                type: "Kind of the event.",
                timestamp: "When it happened.",
            },
        },
        endpoint: endpoint(
            "an alert",
            { url, apiKey, environment: "`Production`, `Development` …", origin: "Who sends it." },
            "`resource`, `event`, `severity`, `service`, `group`, `value`, `text`, `tags`, `attributes`, `type` and `timestamp`",
        ),
    },
};

export const servicenow: PackageDoc = {
    summary: "Events for ServiceNow.",
    exports: {
        event: {
            summary: `Sends one event. ${status}`,
            arguments: {
                url,
                username: "Name to sign in with.",
                password: "Its password. Keep it in a secret.",
                description: "The text.",
                severity: "`critical`, `major`, `minor`, `warning`, `info` or `clear`.",
                source: "Who sends it.",
                node: "Machine it is about.",
                metricType: "Kind of the metric.",
                resource: "Part of the machine.",
                metricName: "Name of the metric.",
                messageKey: "Key that joins events of one alert.",
                additionalInfo: "Record with more.",
            },
            values: { severity: ["critical", "major", "minor", "warning", "info", "clear"] },
        },
        endpoint: endpoint(
            "an event",
            { url, username: "Name to sign in with.", password: "Its password. Keep it in a secret.", source: "Who sends it." },
            "`node`, `metricType`, `resource`, `metricName`, `messageKey`, `description` and `severity`",
        ),
    },
};

export const victorops: PackageDoc = {
    summary: "Alerts for VictorOps.",
    exports: {
        alert: {
            summary: `Sends one alert. ${status}`,
            arguments: {
                url,
                messageType: "`CRITICAL`, `WARNING`, `INFO`, `ACKNOWLEDGEMENT` or `RECOVERY`.",
                entityID: "Id that joins alerts of one incident.",
                entityDisplayName: "Its title.",
                stateMessage: "The text.",
                timestamp: "When it happened.",
                monitoringTool: "Who sends it.",
            },
            values: { messageType: ["CRITICAL", "WARNING", "INFO", "ACKNOWLEDGEMENT", "RECOVERY"] },
        },
        endpoint: endpoint(
            "an alert",
            { url, monitoringTool: "Who sends it." },
            "`messageType`, `entityID`, `entityDisplayName`, `stateMessage` and `timestamp`",
        ),
    },
};

const zenossAccount = {
    url,
    username: "Name to sign in with.",
    password: "Its password. Keep it in a secret.",
    apiKey,
    action: "Router of the API.",
    method: "Method of the router.",
    type: "Kind of the request.",
    tid: "Number of the request.",
};

export const zenoss: PackageDoc = {
    summary: "Events for Zenoss.",
    exports: {
        event: {
            summary: `Sends one event. ${status}`,
            arguments: {
                ...zenossAccount,
                severity: "`Critical`, `Warning`, `Info` or `Clear`.",
                summary: "The title.",
                message: "The text.",
                device: "Machine it is about.",
                component: "Part of the machine.",
                eventClass: "Class of the event.",
                eventClassKey: "Key of the class.",
                collector: "Collector of the event.",
            },
            values: { severity: ["Critical", "Warning", "Info", "Clear"] },
        },
        endpoint: endpoint(
            "an event",
            zenossAccount,
            "`summary`, `device`, `component`, `severity`, `eventClass`, `eventClassKey`, `collector` and `message`",
        ),
    },
};

const discordAccount = {
    webhookToken: "Token of the webhook. Keep it in a secret.",
    webhookID: "Id of the webhook.",
    username: "Name to write as.",
    avatar_url: "Address of a picture.",
};

export const discord: PackageDoc = {
    summary: "Messages for Discord.",
    exports: {
        discordURL: address,
        send: { summary: `Sends one message. ${status}`, arguments: { ...discordAccount, content: "The text." } },
        endpoint: endpoint("a message", discordAccount, "`content`"),
    },
};

export const bigpanda: PackageDoc = {
    summary: "Alerts for BigPanda.",
    exports: {
        defaultUrl: address,
        defaultTokenPrefix: { summary: "Option with the word before the token." },
        statusFromLevel: {
            summary: "BigPanda's status of a level: `critical` for crit, `ok` for ok …",
            arguments: { level: "The level." },
            example:
                'import "array"\nimport "contrib/rhajek/bigpanda"\n\narray.from(rows: [{x: bigpanda.statusFromLevel(level: "crit")}])\n',
        },
        sendAlert: {
            summary: `Sends one alert. ${status}`,
            arguments: { url, token, appKey: "The app's key.", status: "Status of the alert.", rec: "Record with more." },
        },
        endpoint: endpoint("an alert", { url, token, appKey: "The app's key." }, "`status` and more"),
    },
};

export const opsgenie: PackageDoc = {
    summary: "Alerts for Opsgenie.",
    exports: {
        respondersToJSON: {
            summary: "Turns texts like `user:me` or `team:ours` into the JSON of responders.",
            arguments: { v: "List of texts." },
            example:
                'import "array"\nimport "contrib/sranka/opsgenie"\n\narray.from(rows: [{x: opsgenie.respondersToJSON(v: ["team:ours"])}])\n',
        },
        sendAlert: {
            summary: `Sends one alert. ${status}`,
            arguments: {
                url,
                apiKey,
                message: "The title.",
                alias: "Id that joins alerts.",
                description: "The text.",
                priority: "`P1` to `P5`.",
                responders: "List of texts like `user:me` or `team:ours`.",
                tags: "List of tags.",
                entity: "What it is about.",
                actions: "List of actions to offer.",
                visibleTo: "List of teams and users who see it.",
                details: "JSON with more.",
            },
            values: { priority: ["P1", "P2", "P3", "P4", "P5"] },
        },
        endpoint: endpoint(
            "an alert",
            { url, apiKey, entity: "What it is about." },
            "`message`, `alias`, `description`, `priority`, `responders`, `tags`, `actions`, `visibleTo` and `details`",
        ),
    },
};

const sensuAccount = {
    url,
    apiKey,
    handlers: "List of handlers.",
    namespace: "Namespace of the event.",
    entityName: "Entity the event belongs to.",
};

export const sensu: PackageDoc = {
    summary: "Events for Sensu.",
    exports: {
        toSensuName: {
            summary: "Turns every character that a name in Sensu can't have into a low line.",
            arguments: { v: "The name." },
            example: 'import "array"\nimport "contrib/sranka/sensu"\n\narray.from(rows: [{x: sensu.toSensuName(v: "cpu load")}])\n',
        },
        event: {
            summary: `Sends one event. ${status}`,
            arguments: {
                ...sensuAccount,
                checkName: "Name of the check.",
                text: "The text.",
                status: "0 for ok, 1 for a warning, 2 for an error.",
                state: "`failing`, `passing` or `flapping`; by the status without.",
            },
            values: { state: ["failing", "passing", "flapping"] },
        },
        endpoint: endpoint("an event", sensuAccount, "`checkName`, `text` and `status`"),
    },
};

export const teams: PackageDoc = {
    summary: "Messages for Microsoft Teams.",
    exports: {
        summaryCutoff: { summary: "Option with the length of summaries that are made of the text." },
        message: {
            summary: `Sends one message. ${status}`,
            arguments: { url: "Address of the webhook.", title: "The title.", text: "The text.", summary: "A short form of it." },
        },
        endpoint: endpoint("a message", { url: "Address of the webhook." }, "`title`, `text` and `summary`"),
    },
};

const telegramAccount = {
    url,
    token: "Token of the bot. Keep it in a secret.",
    parseMode: "How the text is written: `MarkdownV2`, `HTML` or `Markdown`.",
    disableWebPagePreview: "Whether links show no preview.",
};

export const telegram: PackageDoc = {
    summary: "Messages for Telegram.",
    exports: {
        defaultURL: address,
        defaultParseMode: { summary: "Option with how texts are written." },
        defaultDisableWebPagePreview: { summary: "Option with whether links show no preview." },
        defaultSilent: { summary: "Option with whether messages make no sound." },
        message: {
            summary: `Sends one message. ${status}`,
            arguments: { ...telegramAccount, channel: "Id of the channel.", text: "The text.", silent: "Whether it makes no sound." },
            values: { parseMode: ["MarkdownV2", "HTML", "Markdown"] },
        },
        endpoint: {
            ...endpoint("a message", telegramAccount, "`channel`, `text` and `silent`"),
            values: { parseMode: ["MarkdownV2", "HTML", "Markdown"] },
        },
    },
};

export const webexteams: PackageDoc = {
    summary: "Messages for Webex Teams.",
    exports: {
        message: {
            summary: `Sends one message. ${status}`,
            arguments: { url, token, roomId: "Id of the room.", text: "The text.", markdown: "The text as Markdown." },
        },
        endpoint: endpoint("a message", { url, token }, "`roomId`, `text` and `markdown`"),
    },
};

export const pushbullet: PackageDoc = {
    summary: "Notes for Pushbullet.",
    exports: {
        defaultURL: address,
        pushNote: { summary: `Sends one note. ${status}`, arguments: { url, token, title: "The title.", text: "The text." } },
        pushData: { summary: `Sends a record as it is. ${status}`, arguments: { url, token, data: "The record." } },
        endpoint: endpoint("a note", { url, token }, "`title` and `text`"),
    },
};
