import { utf8 } from "../../kernels/text.ts";
import { definePackage, scalar } from "../../registry.ts";
import { jsonText } from "../support/json.ts";

export default definePackage("json", {
    encode: scalar(["v"], (args) => utf8(jsonText(args.any("v")))),
});
