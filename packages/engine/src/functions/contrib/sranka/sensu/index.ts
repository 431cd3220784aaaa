import { definePackage } from "../../../../registry.ts";
import { plainFunction } from "../../../support/scalars.ts";

export default definePackage("contrib/sranka/sensu", {
    /** A text with an underscore for every run of characters that a name in Sensu may not have. */
    toSensuName: plainFunction([["v", "string"]], "string", (v: string) => v.replace(/[^a-zA-Z0-9_.-]+/g, "_")),
});
