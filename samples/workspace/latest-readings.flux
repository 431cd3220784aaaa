// The newest reading of every sensor, one row each.
from(bucket: params.bucket)
    |> range(start: -2h)
    |> filter(fn: (r) => r._measurement == "air")
    |> last()
    |> pivot(rowKey: ["_time"], columnKey: ["_field"], valueColumn: "_value")
    |> group()
    |> sort(columns: ["room"])
    |> keep(columns: ["_time", "room", "sensor_id", "temperature", "humidity", "co"])
