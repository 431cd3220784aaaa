import { definePackage, flux, option } from "../../registry.ts";
import { endpoint, posting } from "../support/notifications.ts";

export default definePackage("pushbullet", {
    defaultURL: option(`"https://api.pushbullet.com/v2/pushes"`),
    pushData: posting(`url=defaultURL, token="", data`, { url: "url", headers: `"Access-Token": token`, body: "data" }),
    pushNote: flux(`(url=defaultURL, token="", title, text) =>
        pushData(url: url, token: token, data: {type: "note", title: title, body: text})`),
    endpoint: endpoint(`url=defaultURL, token=""`, `pushNote(url: url, token: token, title: notice.title, text: notice.text)`),
});
