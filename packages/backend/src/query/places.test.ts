import { expect, it } from "vitest";
import { messageAt, Places } from "./places.ts";

it("counts columns in bytes, and ends lines at line feeds only", () => {
    const places = new Places('x = "é🚀"\r\ny\n');
    expect([places.at(0), places.at(6), places.at(8), places.at(11), places.at(13)]).toEqual([
        { line: 1, column: 1 },
        { line: 1, column: 8 },
        { line: 1, column: 12 },
        { line: 2, column: 1 },
        { line: 3, column: 1 },
    ]);
    expect(places.range(4, 11)).toBe("1:5-2:1");
});

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
