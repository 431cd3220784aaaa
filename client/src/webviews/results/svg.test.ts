import { expect, it } from "vitest";
import { type Frame, type SvgSeries, svgText } from "./svg.ts";

const frame: Frame = {
    width: 200,
    height: 100,
    left: 20,
    top: 0,
    innerWidth: 180,
    innerHeight: 80,
    x: (value) => 20 + value * 10,
    y: (value) => 80 - value * 10,
    xTicks: [{ at: 0, text: "00:00\n1 Jan" }],
    yTicks: [{ at: 0, text: "0" }],
    ground: "#000",
    text: "#fff",
    muted: "#999",
    hairline: "#333",
};
const series: SvgSeries = { name: "a < b & c", values: [1, 2, null, 4, undefined, 6], stroke: "#59a4f9", dash: [6, 3] };
const times = [0, 1, 2, 3, 4, 5];

it("draws a line with a gap at a null, and goes on over a place that is only another series'", () => {
    const svg = svgText(frame, times, [series], "line");
    expect([...svg.matchAll(/<path d="([^"]*)" fill="none"/g)].map(([, path]) => path)).toEqual(["M20 70L30 60", "M50 40L70 20"]);
});

it("draws steps, bars and points", () => {
    expect(svgText(frame, times, [series], "step")).toContain('d="M20 70L30 70L30 60"');
    expect(svgText(frame, times, [series], "bars").match(/<rect x=/g)).toHaveLength(5);
    expect(svgText(frame, times, [series], "points").match(/<circle/g)).toHaveLength(4);
});

it("never lets a text become markup", () => {
    const svg = svgText(frame, times, [{ ...series, stroke: '"><script>' }], "area");
    expect(svg).toContain(">a &#60; b &#38; c</text>");
    expect(svg).not.toContain("<script>");
});
