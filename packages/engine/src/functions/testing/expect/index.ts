import { definePackage, scalar } from "../../../registry.ts";
import { RecordValue } from "../../../values/value.ts";

export default definePackage("testing/expect", {
    /** Expectations on rules of the reference's planner: this engine has other rules, so that nothing is compared. */
    planner: scalar(["rules"], () => new RecordValue(new Map())),
});
