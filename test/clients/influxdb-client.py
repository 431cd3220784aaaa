"""The official Python client's round against a backend: url, token and org as arguments. Prints "done"."""
import sys

from influxdb_client import InfluxDBClient, Point
from influxdb_client.client.invokable_scripts_api import InvokableScriptsApi
from influxdb_client.client.write_api import SYNCHRONOUS
from influxdb_client.domain.script_create_request import ScriptCreateRequest
from influxdb_client.domain.script_language import ScriptLanguage
from influxdb_client.domain.script_update_request import ScriptUpdateRequest

url, token, org = sys.argv[1:4]
with InfluxDBClient(url=url, token=token, org=org) as client:
    assert client.ping()
    bucket = client.buckets_api().create_bucket(bucket_name="python", org=org)
    with client.write_api(write_options=SYNCHRONOUS) as write:
        write.write(bucket="python", record=[Point("air").tag("room", "a").field("t", i + 0.5).time(1709280000 + i, "s") for i in range(100)])
    tables = client.query_api().query('from(bucket: "python") |> range(start: 2024-03-01T00:00:00Z, stop: 2024-03-02T00:00:00Z)')
    assert sum(len(table.records) for table in tables) == 100
    assert tables[0].records[0].get_value() == 0.5
    client.delete_api().delete("2024-03-01T00:00:00Z", "2024-03-02T00:00:00Z", '_measurement="air"', bucket="python", org=org)
    assert client.query_api().query('from(bucket: "python") |> range(start: 0)') == []

    scripts: InvokableScriptsApi = client.invokable_scripts_api()
    text = 'import "array"\n\narray.from(rows: [{n: params.n + 1}])\n'
    made = scripts.create_script(ScriptCreateRequest(name="python", description="d", language=ScriptLanguage.FLUX, script=text))
    assert [script.name for script in scripts.find_scripts(limit=10)] == ["python"]
    assert scripts.update_script(made.id, ScriptUpdateRequest(description="changed")).description == "changed"
    assert [str(record["n"]) for table in scripts.invoke_script(made.id, params={"n": 41}) for record in table.records] == ["42"]
    assert list(scripts.invoke_script_csv(made.id, params={"n": 1})) == [["", "result", "table", "n"], ["", "_result", "0", "2"]]
    scripts.delete_script(made.id)
    client.buckets_api().delete_bucket(bucket)
print("done")
