import { describe, expect, it } from "vitest";
import { timeFault } from "./gotime.ts";

describe("the fault of a time", () => {
    it.each([
        ["noon", ' as "2006-01-02T15:04:05Z07:00": cannot parse "noon" as "2006"'],
        ["2024-01-01", ' as "2006-01-02T15:04:05Z07:00": cannot parse "" as "T"'],
        ["2024-1-01", ' as "2006-01-02T15:04:05Z07:00": cannot parse "1-01" as "01"'],
        ["2024-01-01 00:00:00Z", ' as "2006-01-02T15:04:05Z07:00": cannot parse " 00:00:00Z" as "T"'],
        ["2024-01-01T00:00:00", ' as "2006-01-02T15:04:05Z07:00": cannot parse "" as "Z07:00"'],
        ["2024-13-01T00:00:00Z", ": month out of range"],
        ["2024-02-31T00:00:00Z", ": day out of range"],
        ["2024-02-01T24:00:00Z", ": hour out of range"],
        ["2024-02-01T23:00:00+25:00", ": time zone offset hour out of range"],
        ["2024-02-01T23:00:00+23:75", ": time zone offset minute out of range"],
        ["1066-10-14T09:00:00Z", ": year out of range"],
        ["2024-02-01T23:00:00ZZ", ': extra text: "Z"'],
    ])("%s", (text, fault) => expect(timeFault(text)).toBe(fault));
});
