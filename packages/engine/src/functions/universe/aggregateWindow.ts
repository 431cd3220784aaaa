import { flux } from "../../registry.ts";

/** `aggregateWindow(every:, fn:, …)`: windows, an aggregate or selector of each, and the results in one table again. */
export default flux(`
(every, fn, period=0s, offset=0s, location=location, column="_value", timeSrc="_stop", timeDst="_time", createEmpty=true, tables=<-) => tables
    |> window(every: every, period: period, offset: offset, location: location, createEmpty: createEmpty)
    |> fn(column: column)
    |> _fillEmpty(createEmpty: createEmpty)
    |> duplicate(column: timeSrc, as: timeDst)
    |> window(every: inf, timeColumn: timeDst)
`);
