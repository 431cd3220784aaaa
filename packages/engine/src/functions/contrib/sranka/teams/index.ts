import { definePackage, option } from "../../../../registry.ts";
import { endpoint, posting } from "../../../support/notifications.ts";

export default definePackage("contrib/sranka/teams", {
    /** Characters of a text that its summary has, where none is given. */
    summaryCutoff: option(`70`),
    message: posting(`url, title, text, summary=""`, {
        url: "url",
        body: `{
                "@type": "MessageCard",
                "@context": "http://schema.org/extensions",
                title: title,
                text: text,
                summary:
                    if summary != "" then
                        summary
                    else if strings.strlen(v: text) > summaryCutoff then
                        strings.substring(v: text, start: 0, end: summaryCutoff) + "..."
                    else
                        text,
            }`,
    }),
    endpoint: endpoint(`url`, `message(url: url, title: notice.title, text: notice.text, summary: notice.summary)`),
});
