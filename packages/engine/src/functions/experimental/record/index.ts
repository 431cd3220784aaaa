import { constant, definePackage, scalar } from "../../../registry.ts";
import { RecordValue } from "../../../values/value.ts";

export default definePackage("experimental/record", {
    any: constant(new RecordValue(new Map())),
    get: scalar(["r", "key", "default"], (args) => args.record("r").get(args.string("key")) ?? args.any("default")),
});
