import { constant, definePackage, flux, option, scalar } from "../../../../registry.ts";
import { FluxError } from "../../../../values/error.ts";
import { Time } from "../../../../values/value.ts";

const NEVER = new Time(0n);

export default definePackage("influxdata/influxdb/tasks", {
    _zeroTime: constant(NEVER),
    /** When a task last ran well: set by what runs tasks, otherwise never. */
    lastSuccessTime: option(`_zeroTime`),
    _lastSuccess: scalar(["orTime", "lastSuccessTime"], (args) => {
        const last = args.time("lastSuccessTime");
        if (last !== NEVER.ns) {
            return new Time(last);
        }
        const otherwise = args.context.toTime(args.any("orTime"));
        if (otherwise === undefined) {
            throw new FluxError("invalid", "orTime must be a time or a duration");
        }
        return new Time(otherwise);
    }),
    lastSuccess: flux(`(orTime) => _lastSuccess(orTime: orTime, lastSuccessTime: lastSuccessTime)`),
});
