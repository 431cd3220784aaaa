/** A private certificate authority, made anew for a test: what a company's own proxy or server has. */
import { generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";

export interface Certificates {
    /** PEM of the authority. */
    readonly ca: string;
    /** PEM of a server's certificate that it signed, and of its key. */
    readonly cert: string;
    readonly key: string;
}

/** Certificates for a host, valid from yesterday for a week. */
export function privateAuthority(host: string): Certificates {
    const authority = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const server = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const issuer = "Flux Scripts test authority";
    const ca = certificate(issuer, authority.privateKey, issuer, authority.publicKey, [
        extension("551d13", true, sequence(der(0x01, Buffer.from([0xff])))),
        extension("551d0f", true, der(0x03, Buffer.from([0x02, 0x04]))),
    ]);
    const cert = certificate(issuer, authority.privateKey, host, server.publicKey, [
        extension("551d11", false, sequence(der(0x82, Buffer.from(host)))),
    ]);
    return { ca, cert, key: String(server.privateKey.export({ type: "pkcs8", format: "pem" })) };
}

/** One value in DER: tag, length, content. */
function der(tag: number, content: Buffer): Buffer {
    const { length } = content;
    const size = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
    return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

function sequence(...parts: Buffer[]): Buffer {
    return der(0x30, Buffer.concat(parts));
}

function oid(hex: string): Buffer {
    return der(0x06, Buffer.from(hex, "hex"));
}

/** ecdsa-with-SHA256 */
const algorithm = sequence(oid("2a8648ce3d040302"));

function name(common: string): Buffer {
    return sequence(der(0x31, sequence(oid("550403"), der(0x0c, Buffer.from(common)))));
}

function time(date: Date): Buffer {
    return der(0x18, Buffer.from(`${date.toISOString().replace(/[-:T]|\.\d+/g, "")}`));
}

function extension(id: string, critical: boolean, value: Buffer): Buffer {
    return sequence(oid(id), ...(critical ? [der(0x01, Buffer.from([0xff]))] : []), der(0x04, value));
}

function certificate(issuer: string, by: KeyObject, subject: string, of: KeyObject, extensions: readonly Buffer[]): string {
    const day = 86_400_000;
    // A serial is positive: its first bit is none.
    const serial = Buffer.concat([Buffer.from([0x01]), randomBytes(8)]);
    const body = sequence(
        der(0xa0, der(0x02, Buffer.from([2]))),
        der(0x02, serial),
        algorithm,
        name(issuer),
        sequence(time(new Date(Date.now() - day)), time(new Date(Date.now() + 7 * day))),
        name(subject),
        of.export({ type: "spki", format: "der" }),
        der(0xa3, sequence(...extensions)),
    );
    const signature = der(0x03, Buffer.concat([Buffer.from([0]), sign("sha256", body, by)]));
    const text =
        sequence(body, algorithm, signature)
            .toString("base64")
            .match(/.{1,64}/g) ?? [];
    return `-----BEGIN CERTIFICATE-----\n${text.join("\n")}\n-----END CERTIFICATE-----\n`;
}
