/** Runs and rows for the results page. */
import type { ViewPage } from "./page.ts";

/** Annotated CSV of `tables` sensors with `rows` readings each: times to the nanosecond, nulls, empty texts, ints beyond doubles. */
export function fleet(tables: number, rows: number): string {
    const lines = [
        "#datatype,string,long,dateTime:RFC3339,string,string,string,double,long,boolean",
        "#group,false,false,false,true,true,false,false,false,false",
        "#default,mean,,,,,,,,",
        ",result,table,_time,site,sensor_id,line,_value,samples,ok",
    ];
    const start = Date.UTC(2026, 10, 22, 21);
    for (let table = 0; table < tables; table++) {
        const site = `hall-${1 + Math.floor((table * 3) / tables)}`;
        const sensor = `TLM0${100 + table}`;
        for (let row = 0; row < rows; row++) {
            const ns = String((row * 238_005_125 + table) % 1_000_000_000).padStart(9, "0");
            const time = `${new Date(start + row * 600_000).toISOString().slice(0, 19)}.${ns}Z`;
            const line = row % 7 === 3 ? "" : row % 5 === 4 ? '"{""cell"":9007199254740993,""list"":[1,2]}"' : `L${1 + (row % 3)}`;
            const wave = 20 + (table % 6) * 2 + Math.sin(row / 17 + table) + Math.sin(row * 12.9898 + table) / 6;
            const value = row % 41 === 17 ? "" : String(Math.round(wave * 16) / 16);
            const samples = row === 9 ? "9007199254740993" : row === 17 ? "-9223372036854775808" : String(50 + ((row * 7) % 11));
            lines.push(`,,${table},${time},${site},${sensor},${line},${value},${samples},${row % 13 === 5 ? "false" : "true"}`);
        }
    }
    return `${lines.join("\r\n")}\r\n\r\n`;
}

export async function startRun(view: ViewPage, title: Readonly<Record<string, unknown>> = {}): Promise<void> {
    const first = { run: 1, script: "fleet-temperature", connection: "plant-eu", label: "", protected: false, hasParams: true };
    await view.send({ type: "start", title: { ...first, ...title } });
}

export async function endRun(view: ViewPage, end: Readonly<Record<string, unknown>> = {}): Promise<void> {
    await view.send({ type: "end", run: 1, ms: 412, outcome: "finished", ...end });
}
