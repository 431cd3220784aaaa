import { definePackage, option } from "../../registry.ts";
import { FluxError } from "../../values/error.ts";
import { endpoint, posting } from "../support/notifications.ts";
import { plainFunction } from "../support/scalars.ts";

const NAMED = ["good", "warning", "danger"];

export default definePackage("slack", {
    defaultURL: option(`"https://slack.com/api/chat.postMessage"`),
    message: posting(`url=defaultURL, token="", channel, text, color`, {
        url: "url",
        headers: `"Authorization": "Bearer " + token`,
        body: `{
                channel: channel,
                attachments: [{color: validateColorString(color: color), text: string(v: text), mrkdwn_in: ["text"]}],
                as_user: false,
            }`,
    }),
    endpoint: endpoint(
        `url=defaultURL, token=""`,
        `message(url: url, token: token, channel: notice.channel, text: notice.text, color: notice.color)`,
    ),
    /** The colour itself where it is one: a name that Slack has, or a hexadecimal code. */
    validateColorString: plainFunction([["color", "string"]], "string", (color: string) => {
        if (!NAMED.includes(color) && !/^#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})$/.test(color)) {
            throw new FluxError("invalid", `invalid color ${JSON.stringify(color)}: must be a hex color code such as #ff0000`);
        }
        return color;
    }),
});
