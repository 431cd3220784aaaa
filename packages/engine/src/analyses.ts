import { type Analysis, analyze } from "@flux-scripts/flux";

/** Analyses of the texts that were asked for last, the latest at the end: scripts are run again and again. */
const kept = new Map<string, Analysis>();
let keptLength = 0;

/** UTF-16 units of all texts that are kept. */
const maxLength = 512 * 1024;

/** What is known of a text that stands alone, without lint hints. An analysis never changes. */
export function analyzed(text: string): Analysis {
    const known = kept.get(text);
    if (known !== undefined) {
        kept.delete(text);
        kept.set(text, known);
        return known;
    }
    const analysis = analyze(text, { lint: false });
    if (text.length <= maxLength / 8) {
        kept.set(text, analysis);
        keptLength += text.length;
    }
    for (const oldest of kept.keys()) {
        if (keptLength <= maxLength) {
            break;
        }
        kept.delete(oldest);
        keptLength -= oldest.length;
    }
    return analysis;
}
