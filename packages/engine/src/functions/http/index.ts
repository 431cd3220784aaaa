import { base64 } from "../../kernels/bytes.ts";
import { utf8 } from "../../kernels/text.ts";
import { definePackage } from "../../registry.ts";
import { endpoint } from "../support/notifications.ts";
import { plainFunction } from "../support/scalars.ts";
import post from "./post.ts";

/** Percent-encodes all but what may stand in a segment of a path. */
function pathEscape(text: string): string {
    return Array.from(utf8(text), (byte) => {
        const character = String.fromCharCode(byte);
        return /[A-Za-z0-9\-_.~$&+:=@]/.test(character) ? character : `%${byte.toString(16).toUpperCase().padStart(2, "0")}`;
    }).join("");
}

export default definePackage("http", {
    basicAuth: plainFunction(
        [
            ["u", "string"],
            ["p", "string"],
        ],
        "string",
        (u: string, p: string) => `Basic ${base64(utf8(`${u}:${p}`))}`,
    ),
    endpoint: endpoint(`url`, `post(url: url, headers: notice.headers, data: notice.data)`),
    post,
    pathEscape: plainFunction([["inputString", "string"]], "string", pathEscape),
});
