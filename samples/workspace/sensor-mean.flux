// Hourly means of every reading in one room.
from(bucket: params.bucket)
    |> range(start: duration(v: params.start))
    |> filter(fn: (r) => r._measurement == "air" and r.room == params.room)
    |> aggregateWindow(every: 1h, fn: mean)
