import type { PackageDoc } from "../types.ts";

const sample: PackageDoc = {
    summary: "Public sample data of InfluxData, over the network.",
    exports: {
        data: { summary: "The rows of a data set.", arguments: { set: "Name of the set: `airSensor`, `birdMigration`, `noaa` …" } },
        list: { summary: "The data sets that there are, with size and description." },
        alignToNow: { summary: "Moves all rows so that the newest is from now.", arguments: { tables: "Tables from the pipe." } },
    },
};

export default sample;
