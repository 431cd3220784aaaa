import { base64, hex } from "../../../../kernels/bytes.ts";
import { cityhash64 } from "../../../../kernels/cityhash.ts";
import { hmacSha1, md5, sha1, sha256, xxhash64 } from "../../../../kernels/digests.ts";
import { utf8 } from "../../../../kernels/text.ts";
import { type Definition, definePackage } from "../../../../registry.ts";
import { plainFunction } from "../../../support/scalars.ts";

const ofText = (digest: (bytes: Uint8Array) => string): Definition =>
    plainFunction([["v", "string"]], "string", (v: string) => digest(utf8(v)));

export default definePackage("contrib/qxip/hash", {
    b64: ofText(base64),
    cityhash64: ofText((bytes) => String(cityhash64(bytes))),
    hmac: plainFunction(
        [
            ["v", "string"],
            ["k", "string"],
        ],
        "string",
        (v: string, k: string) => base64(hmacSha1(utf8(k), utf8(v))),
    ),
    md5: ofText((bytes) => hex(md5(bytes))),
    sha1: ofText((bytes) => hex(sha1(bytes))),
    sha256: ofText((bytes) => hex(sha256(bytes))),
    xxhash64: ofText((bytes) => String(xxhash64(bytes))),
});
