import { isZone } from "../../kernels/zone.ts";
import { constant, definePackage, scalar } from "../../registry.ts";
import { FluxError } from "../../values/error.ts";
import { RecordValue } from "../../values/value.ts";
import { ZERO } from "../support/durations.ts";

export default definePackage("timezone", {
    utc: constant(RecordValue.of({ zone: "UTC", offset: ZERO })),
    fixed: scalar(["offset"], (args) => RecordValue.of({ zone: "UTC", offset: args.duration("offset") })),
    location: scalar(["name"], (args) => {
        const zone = args.string("name");
        if (!isZone(zone)) {
            throw new FluxError("invalid", `unknown time zone ${zone}`);
        }
        return RecordValue.of({ zone, offset: ZERO });
    }),
});
