import type { PackageDoc } from "../types.ts";
import shape from "./universe/shape.ts";

const { from, to, wideTo, buckets, cardinality } = shape;

const influxdb: PackageDoc = {
    summary: "Reads and writes buckets. `from`, `to` and `buckets` need no import.",
    exports: {
        ...(from && { from }),
        ...(to && { to }),
        ...(wideTo && { wideTo }),
        ...(buckets && { buckets }),
        ...(cardinality && { cardinality }),
    },
};

export default influxdb;
