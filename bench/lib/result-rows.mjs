// Annotated CSV as a backend answers it: series of readings, eight columns, values with the digits that sensors and means have.

const head = [
    "#datatype,string,long,dateTime:RFC3339,dateTime:RFC3339,dateTime:RFC3339,double,string,string,string,long",
    "#group,false,false,true,true,false,false,true,true,true,false",
    "#default,_result,,,,,,,,,",
    ",result,table,_start,_stop,_time,_value,_field,_measurement,room,n",
];

/** Where the readings begin, ms since the epoch. */
const start = Date.UTC(2024, 2, 1);

/**
 * Pieces of the answer, of about 64 KiB each: `rows` rows in tables of `rows / series`, the first two columns the bounds of the range.
 *
 * @param {number} rows
 * @param {number} [series]
 * @returns {Generator<Uint8Array>}
 */
export function* resultRows(rows, series = 100) {
    const encoder = new TextEncoder();
    const perSeries = Math.ceil(rows / series);
    const stop = new Date(start + perSeries * 10_000).toISOString().replace(".000Z", "Z");
    let text = `${head.join("\r\n")}\r\n`;
    let random = 1;
    for (let row = 0; row < rows; row++) {
        const table = Math.floor(row / perSeries);
        const place = row - table * perSeries;
        random = (Math.imul(random, 1_103_515_245) + 12_345) >>> 0;
        // A third of sensors send means with all their digits.
        const value = table % 3 === 0 ? 20 + random / 2 ** 29 : Math.round(2000 + random / 2 ** 24) / 100;
        const time = new Date(start + place * 10_000).toISOString().slice(0, 19);
        const field = table % 2 === 0 ? "temperature" : "humidity";
        text += `,,${table},2024-03-01T00:00:00Z,${stop},${time}Z,${value},${field},air_sensor,room-${table >> 1},${place * 7919}\r\n`;
        if (text.length > 65_000) {
            yield encoder.encode(text);
            text = "";
        }
    }
    yield encoder.encode(`${text}\r\n`);
}
