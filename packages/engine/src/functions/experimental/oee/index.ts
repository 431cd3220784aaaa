import { definePackage, flux } from "../../../registry.ts";

export default definePackage("experimental/oee", {
    /** Availability, performance, quality and their product, from events of a machine's state and from counters of parts. */
    computeAPQ: flux(`import "contrib/tomhollingworth/events"

        (productionEvents, partEvents, runningState, plannedTime, idealCycleTime) => {
            running =
                productionEvents
                    |> events.duration(unit: 1ns, columnName: "runTime")
                    |> filter(fn: (r) => r.state == runningState)
                    |> sum(column: "runTime")
            parts =
                partEvents
                    |> difference(columns: ["partCount", "badCount"])
                    |> reduce(
                        fn: (r, accumulator) =>
                            ({made: accumulator.made + r.partCount, bad: accumulator.bad + r.badCount}),
                        identity: {made: 0, bad: 0},
                    )

            return
                join(tables: {running: running, parts: parts}, on: ["_start", "_stop"])
                    |> map(
                        fn: (r) => {
                            availability = float(v: r.runTime) / float(v: int(v: plannedTime))
                            performance = float(v: r.made) * float(v: int(v: idealCycleTime)) / float(v: r.runTime)
                            quality = float(v: r.made - r.bad) / float(v: r.made)

                            return {
                                _start: r._start,
                                _stop: r._stop,
                                _time: r._stop,
                                availability: availability,
                                oee: availability * performance * quality,
                                performance: performance,
                                quality: quality,
                                runTime: r.runTime,
                            }
                        },
                    )
        }`),
    APQ: flux(`(runningState, plannedTime, idealCycleTime, tables=<-) =>
        computeAPQ(
            productionEvents: tables,
            partEvents: tables |> filter(fn: (r) => true),
            runningState: runningState,
            plannedTime: plannedTime,
            idealCycleTime: idealCycleTime,
        )`),
});
