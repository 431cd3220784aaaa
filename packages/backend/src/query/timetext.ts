/** Times of whole columns as RFC 3339 text, without a BigInt a row. */

const two32 = 4_294_967_296;
const day = 86_400;

export class TimeText {
    private dayNumber = Number.NaN;
    private dayText = "";
    private minuteNumber = Number.NaN;
    private minuteText = "";

    /** The halves of 32 bits of a column of ns since epoch. */
    halvesOf(times: BigInt64Array): Int32Array {
        return new Int32Array(times.buffer, times.byteOffset, times.length * 2);
    }

    /** `2024-03-01T12:00:00.5Z`: as many digits of a second as are needed. */
    text(halves: Int32Array, row: number): string {
        const low = (halves[2 * row] as number) >>> 0;
        const high = halves[2 * row + 1] as number;
        // The quotient may be one off, as doubles don't hold 64 bits; the remainder is exact modulo 2^32 and tells.
        let second = Math.floor((high * two32 + low) / 1e9);
        let rest = (low - Math.imul((second % two32) | 0, 1_000_000_000)) | 0;
        if (rest < 0) {
            second--;
            rest += 1_000_000_000;
        } else if (rest >= 1_000_000_000) {
            second++;
            rest -= 1_000_000_000;
        }
        const minute = Math.floor(second / 60);
        if (minute !== this.minuteNumber) this.setMinute(minute);
        const seconds = second - minute * 60;
        const text = this.minuteText + (seconds < 10 ? `0${seconds}` : seconds);
        return rest === 0 ? `${text}Z` : `${text}.${String(rest).padStart(9, "0").replace(/0+$/, "")}Z`;
    }

    private setMinute(minute: number): void {
        const date = Math.floor(minute / (day / 60));
        if (date !== this.dayNumber) {
            this.dayNumber = date;
            this.dayText = new Date(date * day * 1000).toISOString().slice(0, 11);
        }
        const ofDay = minute - date * (day / 60);
        const hours = Math.floor(ofDay / 60);
        const minutes = ofDay - hours * 60;
        this.minuteNumber = minute;
        this.minuteText = `${this.dayText}${hours < 10 ? "0" : ""}${hours}:${minutes < 10 ? "0" : ""}${minutes}:`;
    }
}
