import { expect, it } from "vitest";
import { holtWinters } from "./holt-winters.ts";

const close = (found: number | undefined, expected: number): void => expect(Math.abs((found ?? NaN) / expected - 1)).toBeLessThan(1e-9);

it("fits a trend and goes on from it", () => {
    const { values, sse } = holtWinters(Float64Array.of(1, 2.5, 3.5, 5, 6, 7.5), 2, 0);
    const expected = [1, 2.468387592495091, 3.6163798089361765, 4.829066832234826, 6.108525866980586, 7.474536651955493];
    [...expected, 8.949154879283, 10.554133216545043].forEach((value, i) => close(values[i], value));
    close(sse, 0.05618799797603808);
});

it("passes over a missing value", () => {
    const { values } = holtWinters(Float64Array.of(1, 2, NaN, 4, 5), 2, 0);
    close(values[5], 6.043032246674715);
    close(values[6], 7.15146263099391);
});

it("repeats the seasons", () => {
    const { values } = holtWinters(Float64Array.of(1, 4, 2, 8, 5, 7, 3, 9, 6, 10), 4, 2);
    [6.143809597337137, 10.521085372127269, 6.962062658799651, 11.23216140962292].forEach((value, i) => close(values[10 + i], value));
});
