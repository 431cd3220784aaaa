import { expect, it } from "vitest";
import { Places } from "./places.ts";

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
