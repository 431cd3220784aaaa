import { definePackage, scalar } from "../../../registry.ts";
import { parseJson } from "../../support/jsonParse.ts";

const decoder = new TextDecoder();

export default definePackage("experimental/json", {
    parse: scalar(["data"], (args) => parseJson(decoder.decode(args.bytes("data")))),
});
