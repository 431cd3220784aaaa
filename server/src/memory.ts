/**
 * How freely the heap grows. Scripts are small, and a server that serves fifty of them should take little; a file of many
 * thousand lines is typed into faster when garbage may lie about for a while.
 */
import { setFlagsFromString } from "node:v8";

/** Characters of a document from which speed counts more than memory. */
const roomyFrom = 150_000;

let roomy: boolean | undefined;

/** Sets the collector's policy for a longest document of so many characters. */
export function fitHeap(characters: number): void {
    const wanted = characters >= roomyFrom;
    if (wanted === roomy) return;
    roomy = wanted;
    // V8 reads both when it next decides on a heap's size. 0 is its own judgement.
    setFlagsFromString(`--semi-space-growth-factor=${wanted ? 2 : 1}`);
    setFlagsFromString(`--heap-growing-percent=${wanted ? 0 : 20}`);
}
