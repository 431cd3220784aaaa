// A million rows in a local backend, of eight columns each: what results are measured with.

const count = 1_000_000;

const span = "range(start: 2024-01-01T00:00:00Z, stop: 2024-01-03T00:00:00Z)";

/** Flux that reads them all; `rest` goes on from there. */
export function readings(rest = "") {
    return `from(bucket: "b") |> ${span} |> filter(fn: (r) => r._field == "temp")${rest}`;
}

/**
 * Writes a million readings of a hundred sensors into a new bucket `b`.
 *
 * @param {{ url: string, token: string, org?: string }} backend
 */
export async function writeReadings({ url, token, org = "local" }) {
    const send = async (path, body) => {
        const response = await fetch(`${url}${path}`, { method: "POST", headers: { authorization: `Token ${token}` }, body });
        if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    };
    const orgs = await (await fetch(`${url}/api/v2/orgs`, { headers: { authorization: `Token ${token}` } })).json();
    await send("/api/v2/buckets", JSON.stringify({ orgID: orgs.orgs[0].id, name: "b" }));
    const perSensor = count / 100;
    for (let sensor = 0; sensor < 100; sensor += 2) {
        let text = "";
        for (let row = 0; row < perSensor * 2; row++) {
            const at = row % perSensor;
            const number = sensor + (row < perSensor ? 0 : 1);
            const value = Math.round(2000 + 500 * Math.sin(at / 300 + number) + ((at * 7919) % 97)) / 100;
            text += `air,sensor=s${number},room=r${number % 7} temp=${value} ${1_704_067_200 + at * 10}\n`;
        }
        await send(`/api/v2/write?org=${org}&bucket=b&precision=s`, text);
    }
}
