import { DurationValue } from "../../values/value.ts";

/** One second, the default unit of many functions. */
export const SECOND = new DurationValue(0, 1000000000n);

/** The zero duration. */
export const ZERO = new DurationValue(0, 0n);
