/** Reading request bodies: limits before and after unpacking, and a client that still sends gets its answer. */
import type { IncomingMessage } from "node:http";
import { createGunzip } from "node:zlib";
import { ServiceError } from "../errors.ts";

export interface BodyOptions {
    /** Bytes, after unpacking as well. */
    readonly limit: number;
    /** What may be packed with gzip. */
    readonly gzip: boolean;
}

/** So much of a body that is too large is read and dropped, for the client to see the answer. */
const drainFactor = 16;

/** The whole body. Throws 413 beyond the limit; for bytes that are not gzip, the 500 that InfluxDB gives. */
export async function readBody(request: IncomingMessage, { limit, gzip }: BodyOptions): Promise<Buffer> {
    const packed = gzip && /^gzip$/i.test(request.headers["content-encoding"]?.trim() ?? "");
    const announced = Number(request.headers["content-length"] ?? 0);
    let bytes: Buffer;
    try {
        // It says so once only, and may have before anyone listened.
        if (request.destroyed) throw new Error("the request was cut off");
        if (announced > limit) {
            await drain(request, limit * drainFactor);
            throw tooLarge(limit);
        }
        bytes = await collect(request, limit);
    } catch (error) {
        if (error instanceof ServiceError) throw error;
        // The client went away while it sent; nobody reads the answer.
        throw new ServiceError("invalid", "the request body ended early");
    }
    return packed ? unpack(bytes, limit) : bytes;
}

function collect(request: IncomingMessage, limit: number): Promise<Buffer> {
    return new Promise((resolve, reject) => {
        const chunks: Buffer[] = [];
        let size = 0;
        request.on("data", (chunk: Buffer) => {
            size += chunk.length;
            if (size <= limit) chunks.push(chunk);
            else if (size > limit * drainFactor) {
                request.destroy();
                reject(tooLarge(limit));
            }
        });
        request.on("end", () => {
            if (size > limit) reject(tooLarge(limit));
            else resolve(chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks));
        });
        request.on("error", reject);
        request.on("close", () => reject(new Error("the request was cut off")));
    });
}

async function drain(request: IncomingMessage, upTo: number): Promise<void> {
    let size = 0;
    for await (const chunk of request as AsyncIterable<Buffer>) {
        size += chunk.length;
        if (size > upTo) return;
    }
}

function unpack(bytes: Buffer, limit: number): Promise<Buffer> {
    return new Promise((resolve, reject) => {
        const gunzip = createGunzip();
        const chunks: Buffer[] = [];
        let size = 0;
        gunzip.on("data", (chunk: Buffer) => {
            size += chunk.length;
            if (size > limit) {
                gunzip.destroy();
                reject(tooLarge(limit));
            } else {
                chunks.push(chunk);
            }
        });
        gunzip.on("end", () => resolve(Buffer.concat(chunks)));
        gunzip.on("error", () => reject(new ServiceError("internal error", "unable to read data: gzip: invalid header", 500)));
        gunzip.end(bytes);
    });
}

function tooLarge(limit: number): ServiceError {
    return new ServiceError("request too large", `the request body is larger than the limit of ${limit} bytes`);
}

/** 415 unless the content type is JSON. */
export function demandJson(contentType: string | undefined): void {
    if (!/^application\/json\s*(;|$)/i.test(contentType ?? "")) {
        throw new ServiceError(
            "unsupported media type",
            `the content type must be application/json, not ${JSON.stringify(contentType ?? "")}`,
        );
    }
}
