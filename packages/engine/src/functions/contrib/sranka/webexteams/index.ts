import { definePackage } from "../../../../registry.ts";
import { endpoint, posting } from "../../../support/notifications.ts";

export default definePackage("contrib/sranka/webexteams", {
    message: posting(`url="https://webexapis.com", token, roomId, text, markdown`, {
        url: `url + "/v1/messages"`,
        headers: `"Authorization": "Bearer " + token`,
        body: `{text: text, markdown: markdown, roomId: roomId}`,
    }),
    endpoint: endpoint(
        `url="https://webexapis.com", token`,
        `message(url: url, token: token, roomId: notice.roomId, text: notice.text, markdown: notice.markdown)`,
    ),
});
