import type { PackageDoc } from "../types.ts";

const tasks: PackageDoc = {
    summary: "For scripts that run as tasks.",
    exports: {
        lastSuccess: {
            summary: "When the task last ran without a fault, or another time before it ever did.",
            arguments: { orTime: "Time to take before the first success." },
            example:
                'import "influxdata/influxdb/tasks"\n\noption task = {name: "t", every: 1h}\n\nfrom(bucket: "air_sensor")\n    |> range(start: tasks.lastSuccess(orTime: -1h))\n',
        },
        lastSuccessTime: { summary: "Option with the time of the last success; set where tasks run." },
    },
};

export default tasks;
