import { expect, it } from "vitest";
import { messageAt } from "./places.ts";

it.each([
    ["runtime error: map: x", "runtime error @1:1-1:5: map: x"],
    ["map: x", "runtime error @1:1-1:5: map: x"],
    ['error calling function "from": y', 'error calling function "from" @1:1-1:5: y'],
    [
        'error calling function "range": error in building plan while starting program: z',
        "error in building plan while starting program: z",
    ],
    ["cannot submit unbounded read to q", "error in building plan while starting program: cannot submit unbounded read to q"],
    ["failed to initialize execute state: b", "failed to initialize execute state: b"],
    ["error @1:2-1:3: c", "error @1:2-1:3: c"],
])("puts the place of %j", (message, expected) => {
    expect(messageAt(message, "1:1-1:5")).toBe(expected);
});
