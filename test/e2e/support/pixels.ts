/** Colours at places of the chart. */
import type { Page } from "playwright-core";
import type { ViewPage } from "./page.ts";
import { readPng } from "./png.ts";

export interface ChartFrame {
    readonly left: number;
    readonly top: number;
    readonly width: number;
    readonly height: number;
    readonly x: [number, number];
    readonly y: [number, number];
}

export async function chartFrame({ page }: { readonly page: Pick<Page, "locator"> }): Promise<ChartFrame> {
    return JSON.parse((await page.locator("#plot").getAttribute("data-frame")) ?? "{}") as ChartFrame;
}

/** The colour (r, g, b) of the screen at a value, where the crosshair is elsewhere. */
export async function pixelAt(
    { page }: Pick<ViewPage, "page">,
    frame: ChartFrame,
    x: number,
    y: number,
    canvas?: { readonly x: number; readonly y: number },
): Promise<number[]> {
    await page.mouse.move(5, 5);
    const box = canvas ?? (await page.locator("#plot canvas").boundingBox());
    if (box === null) throw new Error("no chart");
    const left = box.x + frame.left + ((x - frame.x[0]) / (frame.x[1] - frame.x[0])) * frame.width;
    const top = box.y + frame.top + (1 - (y - frame.y[0]) / (frame.y[1] - frame.y[0])) * frame.height;
    return readPng(await page.screenshot(), Math.round(left), Math.round(top));
}
