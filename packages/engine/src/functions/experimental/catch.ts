import type { ErrorCode } from "../../api.ts";
import { scalar } from "../../registry.ts";
import { FluxError } from "../../values/error.ts";
import { RecordValue, TypedNull, UInt } from "../../values/value.ts";

/** Numbers of the codes, as the reference gives them. */
const CODES: Readonly<Partial<Record<ErrorCode, bigint>>> = {
    canceled: 1n,
    unknown: 2n,
    invalid: 3n,
    "deadline exceeded": 4n,
    "not found": 5n,
    "already exists": 6n,
    "permission denied": 7n,
    "resource exhausted": 8n,
    "failed precondition": 9n,
    aborted: 10n,
    "out of range": 11n,
    unimplemented: 12n,
    internal: 13n,
    "internal error": 13n,
    unavailable: 14n,
    unauthenticated: 16n,
};

/** What there is of both; the rest is null. */
const NOTHING = { value: null, code: TypedNull.of("uint"), msg: TypedNull.of("string") };

/** `experimental.catch`: the value of a call, or the code and message of its error. */
export default scalar(
    ["fn"],
    (args) => {
        try {
            return RecordValue.of({ ...NOTHING, value: args.context.call(args.fn("fn"), {}) });
        } catch (error) {
            if (!(error instanceof FluxError)) {
                throw error;
            }
            return RecordValue.of({ ...NOTHING, code: new UInt(CODES[error.code] ?? 2n), msg: error.message });
        }
    },
    { pure: false },
);
