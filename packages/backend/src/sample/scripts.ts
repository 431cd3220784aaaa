/** The example scripts, read from where they stand: beside the bundle, or in the sample workspace of a checkout. */
import { existsSync, readFileSync } from "node:fs";

export interface SampleScript {
    readonly name: string;
    readonly description: string;
    readonly script: string;
}

const names = ["sensor-mean", "co-peaks", "latest-readings"];
const places = ["./samples/", "../../../samples/workspace/", "../../../../samples/workspace/"];

/** The description is the comment at the head of the text. Empty when the texts are nowhere. */
export function sampleScripts(): SampleScript[] {
    const folder = places.map((place) => new URL(place, import.meta.url)).find((url) => existsSync(new URL(`${names[0]}.flux`, url)));
    if (folder === undefined) return [];
    return names.map((name) => {
        const script = readFileSync(new URL(`${name}.flux`, folder), "utf8");
        return { name, description: /^\/\/ *(.*)/.exec(script)?.[1] ?? "", script };
    });
}
