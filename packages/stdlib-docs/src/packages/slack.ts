import type { PackageDoc } from "../types.ts";

const slack: PackageDoc = {
    summary: "Messages to Slack.",
    exports: {
        message: {
            summary: "Sends one message, and gives the status of the answer.",
            arguments: {
                channel: "The channel, by name or id.",
                text: "The text.",
                color: "Colour of its border: `good`, `warning`, `danger` or `#rrggbb`.",
                token: "Token of the app.",
                url: "Address of the webhook or API.",
            },
            example:
                'import "slack"\n\nstatus = slack.message(url: "http://localhost:8080/hook", channel: "alerts", text: "It is warm", color: "warning")\n',
        },
        endpoint: {
            summary:
                "Makes a function that sends a message for each row of a stream; `mapFn` gives `channel`, `text` and `color` of a row.",
            arguments: { token: "Token of the app.", url: "Address of the webhook or API." },
        },
        validateColorString: {
            summary: "The colour, or an error for what is none.",
            arguments: { color: "The colour." },
            example: 'import "slack"\n\nx = slack.validateColorString(color: "good")\n',
        },
        defaultURL: { summary: "Option with the address of Slack's API." },
    },
};

export default slack;
