import { hex } from "../../../../kernels/bytes.ts";
import { definePackage, scalar } from "../../../../registry.ts";
import { FluxError } from "../../../../values/error.ts";
import { basicText } from "../../../../values/text.ts";
import { typeName } from "../../../../values/types.ts";
import { UInt } from "../../../../values/value.ts";

function bad(text: string, type: string): FluxError {
    return new FluxError("invalid", `cannot convert string ${JSON.stringify(text)} to ${type} due to invalid syntax`);
}

function parse(text: string, signed: boolean): bigint {
    const type = signed ? "int" : "uint";
    const match = /^([+-]?)(?:0[xX])?([0-9a-fA-F]+)$/.exec(text);
    const digits = match?.[2];
    if (match === null || digits === undefined || (!signed && match[1] !== "")) {
        throw bad(text, type);
    }
    const size = BigInt(`0x${digits}`);
    const value = match[1] === "-" ? -size : size;
    if ((signed ? BigInt.asIntN(64, value) : BigInt.asUintN(64, value)) !== value) {
        throw bad(text, type);
    }
    return value;
}

export default definePackage("contrib/bonitoo-io/hex", {
    bytes: scalar(["v"], (args) => {
        const text = args.string("v");
        if (text.length % 2 !== 0 || !/^[0-9a-fA-F]*$/.test(text)) {
            throw bad(text, "bytes");
        }
        return Uint8Array.from({ length: text.length / 2 }, (_, i) => Number.parseInt(text.slice(2 * i, 2 * i + 2), 16));
    }),
    int: scalar(["v"], (args) => parse(args.string("v"), true)),
    uint: scalar(["v"], (args) => new UInt(parse(args.string("v"), false))),
    string: scalar(["v"], (args) => {
        const value = args.any("v");
        if (typeof value === "bigint") {
            return value.toString(16);
        }
        if (value instanceof UInt) {
            return value.value.toString(16);
        }
        if (value instanceof Uint8Array) {
            return hex(value);
        }
        const text = basicText(value);
        if (text === undefined) {
            throw new FluxError("invalid", `cannot convert ${typeName(value)} to string`);
        }
        return text;
    }),
});
