import { definePackage, option } from "../../../../registry.ts";
import { endpoint, posting } from "../../../support/notifications.ts";

const OPTIONS = `webhookToken, webhookID, username, avatar_url=""`;

export default definePackage("contrib/chobbs/discord", {
    discordURL: option(`"https://discordapp.com/api/webhooks/"`),
    send: posting(`${OPTIONS}, content`, {
        url: `discordURL + webhookID + "/" + webhookToken`,
        body: `{username: username, content: content, avatar_url: avatar_url}`,
    }),
    endpoint: endpoint(
        OPTIONS,
        `send(
                        webhookToken: webhookToken,
                        webhookID: webhookID,
                        username: username,
                        avatar_url: avatar_url,
                        content: notice.content,
                    )`,
    ),
});
