import { definePackage, option } from "../../registry.ts";
import { FluxError } from "../../values/error.ts";
import { plainFunction } from "../support/scalars.ts";

const NAMED = ["good", "warning", "danger"];

export default definePackage("slack", {
    defaultURL: option(`"https://slack.com/api/chat.postMessage"`),
    /** The colour itself where it is one: a name that Slack has, or a hexadecimal code. */
    validateColorString: plainFunction([["color", "string"]], "string", (color: string) => {
        if (!NAMED.includes(color) && !/^#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})$/.test(color)) {
            throw new FluxError("invalid", `invalid color ${JSON.stringify(color)}: must be a hex color code such as #ff0000`);
        }
        return color;
    }),
});
