import { expect, it } from "vitest";
import { cityhash64 } from "./cityhash.ts";
import { hmacSha1, md5, sha1, sha256, xxhash64 } from "./digests.ts";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const hex = (digest: Uint8Array): string => Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
const LONG = "a longer input, past the sixty-four byte block of the hash functions used here";

it("digests known texts", () => {
    expect(hex(md5(bytes("")))).toBe("d41d8cd98f00b204e9800998ecf8427e");
    expect(hex(md5(bytes("seventeen grey herons")))).toBe("d0c9a725424c5b00b27d401416872df5");
    expect(hex(sha1(bytes(LONG)))).toBe("ab6147704b61ee907bdc61d006d961dd87143b85");
    expect(hex(sha256(bytes(LONG)))).toBe("4f6a08b5bd93620b473a59173a1b6c0aeee88e214e5a36849688e31f433730b7");
    expect(hex(hmacSha1(bytes("key"), bytes("The quick brown fox jumps over the lazy dog")))).toBe(
        "de7c9b85b8b78aa6bc8a7a36f70a90701c9db4d9",
    );
});

it("hashes known texts of every length class", () => {
    expect(xxhash64(bytes(LONG))).toBe(1917740354257534801n);
    expect(xxhash64(bytes("héllo"))).toBe(4310053764713069540n);
    expect(cityhash64(bytes(""))).toBe(11160318154034397263n);
    expect(cityhash64(bytes("héllo"))).toBe(1877443800678230548n);
    expect(cityhash64(bytes("seventeen grey herons"))).toBe(2401093462677714683n);
    expect(cityhash64(bytes(LONG))).toBe(17456102981466239395n);
});
