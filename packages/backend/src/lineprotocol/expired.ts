/** Points that a bucket's retention leaves out, and how a client is told of them. */
import { formatTime } from "@flux-scripts/tables";
import type { SeriesGroup } from "../storage/index.ts";
import type { TimeHalves } from "./numbers.ts";

interface Point {
    readonly group: SeriesGroup;
    /** ns since epoch. */
    readonly time: bigint;
}

export class ExpiredPoints {
    count = 0;
    private oldest: Point | undefined;
    private newest: Point | undefined;

    add(group: SeriesGroup, { high, low }: TimeHalves): void {
        const point = { group, time: (BigInt(high) << 32n) | BigInt(low >>> 0) };
        this.count++;
        if (this.oldest === undefined || point.time < this.oldest.time) this.oldest = point;
        if (this.newest === undefined || point.time >= this.newest.time) this.newest = point;
    }

    /** How many they are, the first and the last of them, and what they violate. Undefined where there are none. */
    message(retentionSeconds: number, nowSeconds: number): string | undefined {
        const { oldest, newest, count } = this;
        if (oldest === undefined || newest === undefined) return undefined;
        const bound = formatTime(BigInt(nowSeconds - retentionSeconds) * 1_000_000_000n);
        const told = ({ group, time }: Point): string =>
            `${keyOf(group)} at ${formatTime(time)} dropped because it violates a Retention Policy Lower Bound at ${bound}`;
        const duration = `${Math.floor(retentionSeconds / 3600)}h${Math.floor((retentionSeconds % 3600) / 60)}m${retentionSeconds % 60}s`;
        return (
            `dropped ${count} points outside retention policy of duration ${duration} - ` +
            `oldest point ${told(oldest)}, newest point ${told(newest)}`
        );
    }
}

/** Measurement and tags as a line has them. */
function keyOf({ measurement, tags }: SeriesGroup): string {
    const name = measurement.name.replace(/[, ]/g, "\\$&");
    return [name, ...tags.map((tag) => tag.map((text) => text.replace(/[,= ]/g, "\\$&")).join("="))].join(",");
}
