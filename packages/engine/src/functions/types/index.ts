import { definePackage, flux, scalar } from "../../registry.ts";
import { kindOf } from "../../values/types.ts";

export default definePackage("types", {
    isType: scalar(["v", "type"], (args) => kindOf(args.any("v")) === args.string("type")),
    isNumeric: flux(`(v) => isType(v: v, type: "int") or isType(v: v, type: "uint") or isType(v: v, type: "float")`),
});
