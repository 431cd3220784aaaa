import { definePackage, scalar } from "../../../../registry.ts";
import { FluxError } from "../../../../values/error.ts";

export default definePackage("influxdata/influxdb/secrets", {
    get: scalar(
        ["key"],
        (args) => {
            const key = args.string("key");
            const value = args.context.dependencies.secrets?.(key);
            if (value === undefined) {
                throw new FluxError("not found", "secret not found");
            }
            return value;
        },
        { pure: false },
    ),
});
