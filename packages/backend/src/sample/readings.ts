/** Made-up air readings of six rooms: the same for the same time, whenever they are made. */

interface Sensor {
    readonly room: string;
    readonly id: string;
    /** °C, % relative humidity and ppm carbon monoxide around which the readings swing. */
    readonly temperature: number;
    readonly humidity: number;
    readonly co: number;
}

const sensors: readonly Sensor[] = [
    { room: "attic", id: "TLM0105", temperature: 24, humidity: 38, co: 0.3 },
    { room: "bedroom", id: "TLM0102", temperature: 20, humidity: 46, co: 0.4 },
    { room: "hall", id: "TLM0104", temperature: 19, humidity: 42, co: 0.5 },
    { room: "kitchen", id: "TLM0100", temperature: 22, humidity: 50, co: 0.9 },
    { room: "lab", id: "TLM0103", temperature: 21, humidity: 35, co: 0.6 },
    { room: "office", id: "TLM0101", temperature: 21.5, humidity: 40, co: 0.5 },
];

const stepSeconds = 300;
const day = 86_400;

/** Between -1 and 1, from the bits of two numbers. */
function noise(a: number, b: number): number {
    let bits = Math.imul(a ^ (b * 0x9e3779b1), 0x85ebca6b);
    bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
    return ((bits ^ (bits >>> 16)) >>> 0) / 0x8000_0000 - 1;
}

/** Lines (second precision) of every sensor from `start` to before `end`, seconds since epoch. */
export function readings(start: number, end: number): string {
    const lines: string[] = [];
    for (let time = Math.ceil(start / stepSeconds) * stepSeconds; time < end; time += stepSeconds) {
        const slot = time / stepSeconds;
        const ofDay = (time % day) / day;
        const warmth = Math.sin((ofDay - 0.3) * 2 * Math.PI);
        const week = Math.sin((time / (7 * day)) * 2 * Math.PI);
        for (const [i, sensor] of sensors.entries()) {
            const temperature = sensor.temperature + 1.8 * warmth + 0.6 * week + 0.25 * noise(slot, i);
            const humidity = sensor.humidity - 3 * warmth + 2 * week + 0.8 * noise(slot, i + 10);
            // Somebody cooks at noon and in the evening; the kitchen has most of it.
            const cooking = Math.exp(-(((ofDay - 0.5) * 40) ** 2)) + Math.exp(-(((ofDay - 0.79) * 30) ** 2));
            const co =
                sensor.co +
                (sensor.room === "kitchen" ? 6 : 1.2) * cooking * (1 + 0.4 * noise(Math.floor(time / day), i)) +
                0.05 * noise(slot, i + 20);
            lines.push(
                `air,room=${sensor.room},sensor_id=${sensor.id} temperature=${temperature.toFixed(2)},humidity=${humidity.toFixed(1)},co=${Math.max(0, co).toFixed(3)} ${time}`,
            );
        }
    }
    return lines.join("\n");
}
