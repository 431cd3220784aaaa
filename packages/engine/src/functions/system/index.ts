import { definePackage, scalar } from "../../registry.ts";
import { Time } from "../../values/value.ts";

export default definePackage("system", {
    /** The clock's time, whatever `option now` says. */
    time: scalar([], () => new Time(BigInt(Date.now()) * 1000000n), { pure: false }),
});
