import { definePackage, option } from "../../../../registry.ts";
import { endpoint, posting } from "../../../support/notifications.ts";

const OPTIONS = `token, parseMode=defaultParseMode, disableWebPagePreview=defaultDisableWebPagePreview`;

export default definePackage("contrib/sranka/telegram", {
    defaultURL: option(`"https://api.telegram.org/bot"`),
    defaultParseMode: option(`"MarkdownV2"`),
    defaultDisableWebPagePreview: option(`false`),
    defaultSilent: option(`true`),
    message: posting(`url=defaultURL, ${OPTIONS}, channel, text, silent=defaultSilent`, {
        url: `url + token + "/sendMessage"`,
        body: `{
                chat_id: channel,
                text: text,
                parse_mode: parseMode,
                disable_web_page_preview: disableWebPagePreview,
                disable_notification: silent,
            }`,
    }),
    endpoint: endpoint(
        `url=defaultURL, ${OPTIONS}`,
        `message(
                        url: url,
                        token: token,
                        parseMode: parseMode,
                        disableWebPagePreview: disableWebPagePreview,
                        channel: notice.channel,
                        text: notice.text,
                        silent: notice.silent,
                    )`,
    ),
});
