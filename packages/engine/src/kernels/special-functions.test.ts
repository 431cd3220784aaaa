import { expect, it } from "vitest";
import { besselJ, besselY, erf, erfc, erfcinv, erfinv, gamma, lgamma } from "./special-functions.ts";

it.each([
    ["gamma(5)", gamma(5), 24],
    ["gamma(0.5)", gamma(0.5), 1.772453850905516],
    ["gamma(-1.5)", gamma(-1.5), 2.3632718012073544],
    ["gamma(170.5)", gamma(170.5), 5.56209241456e305],
    ["lgamma(100.5)", lgamma(100.5).lgamma, 361.4355404677776],
    ["erf(0.5)", erf(0.5), 0.5204998778130465],
    ["erf(2.5)", erf(2.5), 0.999593047982555],
    ["erfc(3)", erfc(3), 2.209049699858544e-5],
    ["erfinv(0.5)", erfinv(0.5), 0.4769362762044699],
    ["erfcinv(1e-10)", erfcinv(1e-10), 4.572824967389486],
    ["j0(1.5)", besselJ(0, 1.5), 0.5118276717359181],
    ["j1(1.5)", besselJ(1, 1.5), 0.5579365079100996],
    ["j0(100)", besselJ(0, 100), 0.01998585030422312],
    ["y0(1.5)", besselY(0, 1.5), 0.38244892379775886],
    ["y1(1.5)", besselY(1, 1.5), -0.4123086269739113],
    ["y1(0.1)", besselY(1, 0.1), -6.458951094702027],
    ["jn(3, 2.5)", besselJ(3, 2.5), 0.21660039103911343],
    ["yn(2, 2.5)", besselY(2, 2.5), -0.38133584924180314],
])("%s", (_, found, expected) => {
    expect(Math.abs(found / expected - 1)).toBeLessThan(1e-10);
});

it("has infinities and NaN where they belong", () => {
    expect([gamma(-1), gamma(0), gamma(172), erfinv(1), erfinv(2), erfcinv(0), besselY(0, 0), besselY(2, -1)]).toEqual([
        NaN,
        Infinity,
        Infinity,
        Infinity,
        NaN,
        Infinity,
        -Infinity,
        NaN,
    ]);
});
