/** Decoded chunks, the least recently read thrown out first. */
import type { Points } from "./codec/chunk.ts";

const maxBytes = 256 * 1024 * 1024;

export class ChunkCache {
    private readonly chunks = new Map<number, { readonly points: Points; readonly bytes: number }>();
    private bytes = 0;

    /** Another chunk of so many points would push others out. */
    isFull(points: number): boolean {
        return this.bytes + points * 16 > maxBytes;
    }

    get(id: number): Points | undefined {
        const found = this.chunks.get(id);
        if (found === undefined) return undefined;
        this.chunks.delete(id);
        this.chunks.set(id, found);
        return found.points;
    }

    set(id: number, points: Points): void {
        const bytes = points.times.byteLength + (Array.isArray(points.values) ? points.values.length * 40 : points.values.byteLength);
        this.delete(id);
        this.chunks.set(id, { points, bytes });
        this.bytes += bytes;
        for (const oldest of this.chunks.keys()) {
            if (this.bytes <= maxBytes) break;
            this.delete(oldest);
        }
    }

    delete(id: number): void {
        const found = this.chunks.get(id);
        if (found === undefined) return;
        this.bytes -= found.bytes;
        this.chunks.delete(id);
    }
}
